"""Requests and answers of the HR agent."""
