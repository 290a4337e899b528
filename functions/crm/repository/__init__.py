"""Queries of the CRM."""
