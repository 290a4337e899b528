"""Pages about teams for who may see risks; a module each, so that a function loads and may do only what it needs."""
