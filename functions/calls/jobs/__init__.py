"""Scheduled jobs of calls."""
