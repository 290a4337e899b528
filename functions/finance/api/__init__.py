"""HTTP endpoints of the finance agent; a module for each topic."""
