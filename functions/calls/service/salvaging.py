"""Conversations whose voice was lost while they were held: written down from where they stood last."""

from functions.calls.domain.call import Call
from functions.calls.service.briefing import ended
from functions.calls.service.conversation import Snapshot
from functions.calls.service.voice import VoiceDesk


def is_lost(call: Call) -> bool:
    """Whether a conversation was held in a call that is over, and nobody has written it down."""
    return call.streamed_at is not None and call.finished_at is None


def salvage(desk: VoiceDesk, call: Call) -> bool:
    """Write a lost conversation down as it stood after its last step, and announce it; False where nothing was kept.

    An opt-out that was still owed is stored first. What was said after that step is lost, and so is what was recorded
    in the last stream.
    """
    told = desk.lost(call.id)
    if not told.snapshot:
        return False
    snapshot = Snapshot.model_validate(told.snapshot)
    if snapshot.unstored:
        desk.suppress(call.id, snapshot.unstored, number=told.number)
    key = call.recording_key
    desk.finish(call.id, ended(snapshot, told.language, zone=told.time_zone, ended_by="error", recording_key=key))
    return True
