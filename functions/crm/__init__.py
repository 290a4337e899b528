"""The CRM: registers leads, scores them with reasons, notices buyer signals, opens tasks for people and keeps deals.

Emits lead.created, lead.scored, lead.status_changed and buyer_signal.detected. Reacts to lead.created (the lead flow),
to buyer_signal.detected (a new score; the buyer-signal flow), to call.completed (timeline, score, status, a task) and
to invoice.processed (a posted sale closes the deal that it bills).
"""
