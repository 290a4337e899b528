"""HTTP endpoints of identity, and the authorizer; a module each, so that a function loads only what it uses."""
