"""Use cases about a company's settings and its counterparties."""
