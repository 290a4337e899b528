"""What questions about taxes ask the database."""
