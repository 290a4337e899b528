"""How the documents look."""
