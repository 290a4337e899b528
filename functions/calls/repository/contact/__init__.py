"""Who may be contacted, in PostgreSQL."""
