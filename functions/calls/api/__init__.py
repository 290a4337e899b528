"""HTTP endpoints of calls."""
