"""Builds identity's use cases; a module each, so that a function loads only what it uses."""
