"""Double entry: the chart of accounts, entries that balance, and what a document becomes in them."""
