"""Requests and answers of the finance agent."""
