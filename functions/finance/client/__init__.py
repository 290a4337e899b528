"""What the finance agent speaks to outside the database."""
