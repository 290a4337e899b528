"""Use cases of calling."""
