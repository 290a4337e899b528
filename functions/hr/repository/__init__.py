"""What the HR agent keeps, in PostgreSQL."""
