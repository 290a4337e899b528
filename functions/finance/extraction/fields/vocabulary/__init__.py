"""The words that documents name their values by: rows of (name, sure, language, phrases), folded when loaded.

A phrase ends with nothing and stands for whole words; longer phrases win over shorter ones inside them, so rows of
`OTHER` exist only to keep a phrase like "order date" from being taken for "date". A row that is not sure names
the value often, but also other things.
"""
