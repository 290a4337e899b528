"""Steps of the invoice flow; a module for each topic, so that a function loads only what it uses."""
