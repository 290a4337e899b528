"""What a person has agreed to, who may see what is theirs, and for how long it is kept."""
