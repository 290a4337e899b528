"""Builds the use cases of calls; a module each, so that a function loads only what it uses."""
