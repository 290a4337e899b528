"""The CRM: registers leads, scores them with reasons, notices buyer signals and opens tasks for people.

Emits lead.created, lead.scored, lead.status_changed and buyer_signal.detected. Reacts to lead.created (the lead flow)
and to buyer_signal.detected (a new score).
"""
