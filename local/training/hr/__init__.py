"""Models of the HR agent: how they are fitted, what they are measured against, and the card that says so.

What makes a model of answers is the product's own: the drivers and their items come from its published instrument.
"""
