"""Pages about teams: of released results alone, without a script."""
