"""How a call goes on, or ends, when its stream is closed."""

from functions.calls.api import voice
from shared.core.clock import utc_now
from tests.functions.calls.desk import Company, spoken
from tests.functions.calls.test_webhooks import completions, status, tell, verbs


def test_a_call_that_was_said_goodbye_in_ends_though_its_words_are_not_written_down_yet(hotel: Company) -> None:
    call = hotel.call(status="in-progress", streamed_at=utc_now())
    with hotel.desk() as desk:
        desk.hang_up(call)
    assert verbs(tell(hotel, voice.resume_call, call)) == ["Hangup"]
    assert hotel.rows("call_streams") == []


def test_what_was_said_before_a_person_took_over_is_announced_when_the_line_is_over(hotel: Company) -> None:
    call = hotel.call(status="in-progress", streamed_at=utc_now(), next_verb="transfer")
    with hotel.desk() as desk:
        desk.note(call, spoken("human_handoff"))
    assert completions(hotel) == []
    status(hotel, call, "completed", 3, CallDuration=80)
    assert [(done["outcome"], done["score"]) for done in completions(hotel)] == [("human_handoff", 71)]
    assert hotel.row(call)["transcript_key"]


def test_where_no_person_takes_over_the_conversation_is_written_anew(hotel: Company) -> None:
    call = hotel.call(status="in-progress", streamed_at=utc_now(), next_verb="transfer")
    with hotel.desk() as desk:
        desk.note(call, spoken("human_handoff"))
    assert verbs(tell(hotel, voice.end_call_transfer, call, DialCallStatus="no-answer")) == ["Connect", "Redirect"]
    status(hotel, call, "completed", 3, CallDuration=80)
    assert completions(hotel) == []
    with hotel.desk() as desk:
        desk.finish(call, spoken("callback"))
    assert [done["outcome"] for done in completions(hotel)] == ["callback"]
