"""How files come in, are read, and go on through the flow."""
