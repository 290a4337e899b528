"""Use cases of the CRM."""
