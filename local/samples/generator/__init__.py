"""Makes `local/samples/invoices`: every company and person in it is invented, every sum is computed.

``python -m local.samples.generator`` writes the same bytes each time.
"""
