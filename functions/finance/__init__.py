"""SuperVincent: reads invoices, decides their Colombian taxes, posts them in double entry and creates them in Alegra.

What it is not sure of waits in the review queue, with the reason. Emits invoice.received, invoice.processed,
invoice.needs_review, invoice.due and invoice_batch.received. Reacts to objects created in the uploads bucket, and with
the invoice flow and the batch flow to its own invoice.received and invoice_batch.received; as a step of HR's burnout
flow it drafts a line of budget to support a team.
"""
