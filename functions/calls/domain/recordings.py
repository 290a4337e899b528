"""Where the recordings of a call are: each stream records into an object of its own, so a resumed call has several."""

from functions.calls.domain.call import Call

LONGEST = 600  # seconds of a call without a campaign
KEPT_DAYS = 90  # of a call without settings; its words for WORDS_DAYS
WORDS_DAYS = 180


def key_of(call: Call, part: int) -> str:
    """The object of one stream; the first is part 0."""
    suffix = f"-{part}" if part else ""
    return f"{call.company_id}/recordings/{call.created_at:%Y/%m}/{call.id}{suffix}.wav"


def keys_of(call: Call) -> list[str]:
    """The objects of all streams that there can have been."""
    return [key_of(call, part) for part in range(call.resumes + 1)]


def transcript_key(call: Call) -> str:
    """The object of the transcript."""
    return f"{call.company_id}/transcripts/{call.created_at:%Y/%m}/{call.id}.json"
