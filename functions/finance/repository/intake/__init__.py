"""Files, the documents in them, and batches, in PostgreSQL."""
