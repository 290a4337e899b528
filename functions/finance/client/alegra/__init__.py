"""Alegra's REST API: connections and their limits in `http`, what is asked of it in `api`."""
