"""What Alegra calls things: its refusals, its references, and bills as it takes them."""
