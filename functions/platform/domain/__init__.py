"""Rules of the platform."""
