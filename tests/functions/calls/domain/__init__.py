"""Rules of calling."""
