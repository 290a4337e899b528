"""Scheduled jobs of the finance agent."""
