"""Builds the use cases of the finance agent; a module each, so that a function loads only what it uses."""
