"""Estimates from fitted trees, online: the model files, how they are loaded, and what they say about one person."""
