"""What the platform keeps: in PostgreSQL, and in the table with TTL."""
