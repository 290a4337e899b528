"""Builds the CRM's use cases; a module each, so that a function loads only what it uses."""
