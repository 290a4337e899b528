"""The legal contact gate: whether a person may be called now, why not, and when; pure rules over dated data.

`contact_gate` has no clock, no database and no network inside, and knows only the standard library. Whoever dials
gathers the facts, asks it at enqueue and again at dial, and keeps the decision as evidence.
"""
