"""How a model is watched: whether its numbers mean what they say, stay what they were, and fall alike on everybody."""
