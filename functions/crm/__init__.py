"""The CRM: registers leads, scores them with reasons, notices buyer signals, opens tasks for people and keeps deals.

It also keeps measures for teams under strain. Emits lead.created, lead.scored, lead.status_changed and
buyer_signal.detected. Reacts to lead.created (the lead flow), to buyer_signal.detected (a new score; the buyer-signal
flow), to call.completed (timeline, score, status, a task), to invoice.processed (a posted sale closes the deal that it
bills) and, by two steps of HR's burnout flow, to burnout.risk.detected (fewer leads for a team, a task for its owner).
"""
