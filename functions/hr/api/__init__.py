"""HTTP endpoints of the HR agent; names are camelCase, as its contract has them."""
