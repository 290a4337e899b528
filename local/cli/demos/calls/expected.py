"""What a call to each persona is to end with."""

OUTCOMES: dict[str, frozenset[str]] = {
    "interested": frozenset({"meeting_booked"}),
    "busy": frozenset({"callback"}),
    "objecting": frozenset({"not_interested"}),
    "refusing": frozenset({"not_interested"}),
    "opt-out": frozenset({"do_not_call"}),
    "opt-out-by-key": frozenset({"do_not_call"}),
    "wrong-person": frozenset({"wrong_person"}),
    "gatekeeper": frozenset({"callback", "not_interested"}),
    "asks-robot": frozenset({"info_requested"}),
    "wants-a-person": frozenset({"human_handoff"}),
    "barge-in": frozenset({"not_interested"}),
    "backchannel": frozenset({"meeting_booked", "interested", "human_handoff"}),  # "ajá" is hard to recognise
    "silent": frozenset({"no_conversation"}),
    "hostile": frozenset({"do_not_call"}),
    "voicemail": frozenset({"voicemail_left"}),
    "screening": frozenset({"info_requested"}),
    "screening-declined": frozenset({"screened_out"}),
    "noisy": frozenset({"meeting_booked", "interested", "callback"}),
    "busy-tone": frozenset({"busy", "no_conversation"}),
    "never-answers": frozenset({"no-answer", "no_conversation"}),
    "fails": frozenset({"failed"}),
}

NEVER_AGAIN = frozenset({"do_not_call", "wrong_person"})
"""After such an outcome the number must be refused, as `suppressed`."""
