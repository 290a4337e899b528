"""What reports read of the books, in PostgreSQL."""
