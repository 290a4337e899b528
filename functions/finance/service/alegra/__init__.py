"""Use cases about Alegra: connecting a company, putting documents there, reading what an account calls things."""
