"""Settings and counterparties as people see them, in PostgreSQL."""
