"""The tables, one module per area. Import the module of your area: a function loads only what it uses."""
