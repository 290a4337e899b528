"""Builds the use cases of the HR agent."""
