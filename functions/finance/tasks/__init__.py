"""Steps of flows; a module for each topic, so that a function loads only what it uses."""
