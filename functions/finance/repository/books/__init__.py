"""Queries of validation, review and posting."""
