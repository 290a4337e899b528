"""Use cases of the finance agent."""
