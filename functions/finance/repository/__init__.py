"""Queries of the finance agent."""
