"""Use cases: what the books say, as answers and as files."""
