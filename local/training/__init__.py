"""Where models are made, on an engineer's machine: nothing of it is deployed, and nothing that is deployed knows it."""
