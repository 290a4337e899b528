"""Rules of calling: the conversation, its score, and the life of a call."""
