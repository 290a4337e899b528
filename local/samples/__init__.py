"""Documents to try the product with, and what makes them."""
