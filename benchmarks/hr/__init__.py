"""Estimates of the HR agent: how good they are, how fast they are explained, what they cost cold."""
