"""From what was read to what is in the books: validation, review by people, posting, reversal."""
