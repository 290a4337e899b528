"""Use cases of the HR agent."""
