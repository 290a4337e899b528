"""Pages on which a person answers who was sent a link; a module each, so that a function loads only what it uses."""
