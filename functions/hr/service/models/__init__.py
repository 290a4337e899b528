"""Use cases about models: which speaks, whether it works, and what it says."""
