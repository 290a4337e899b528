"""Queries about calls."""
