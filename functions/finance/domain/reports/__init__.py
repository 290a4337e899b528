"""What reports make of the books; each sums up to the accounts that it is about."""
