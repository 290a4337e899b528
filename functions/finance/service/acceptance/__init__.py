"""From what was read, and what people said about it, to a document of the rules; nothing is invented on the way.

What is missing, unsure or contradicts itself becomes a finding, and the document waits for a person.
"""
