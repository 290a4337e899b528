"""From answers to scores: what is refused, how missing answers count, what the bands are, and who is offered help."""
