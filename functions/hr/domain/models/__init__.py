"""What is known about a model, and what it takes for one to be used."""
