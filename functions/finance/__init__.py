"""SuperVincent: reads invoices, decides their Colombian taxes, posts them in double entry and creates them in Alegra.

What it is not sure of waits in the review queue, with the reason. Emits invoice.received, invoice.processed and
invoice.needs_review. Reacts to objects created in the uploads bucket.
"""
