"""Words that are removed: in every version, by whom, and never those of others."""

from uuid import UUID

from functions.calls.api.calls import erase_call
from functions.calls.api.people import forget_number
from shared.core.clock import utc_now
from shared.storage.objects import uploads
from tests.functions.calls.compliance.office import Office
from tests.functions.calls.desk import THEIRS, Company, spoken
from tests.lambdas import ask


def test_what_was_said_is_removed_in_every_version_and_it_is_kept_who_did(hotel: Company, office: Office) -> None:
    call_id = hotel.call(status="completed", streamed_at=utc_now())
    with hotel.desk() as desk:
        desk.finish(call_id, spoken())
        desk.finish(call_id, spoken())
    store, key = uploads(utc_now), hotel.row(call_id)["transcript_key"]
    store.put(key, b"{}", content_type="application/json")
    store.put(key_of_recording(hotel, call_id), b"RIFF", content_type="audio/wav")
    reply = ask(erase_call, "DELETE", f"/calls/{call_id}", caller=office.officer)
    assert (reply.status, reply.json["versions"]) == (200, 3)
    kept = hotel.row(call_id)
    assert (kept["transcript_key"], kept["recording_key"], kept["outcome"]) == (None, None, "meeting_booked")
    assert [entry["what"] for entry in hotel.rows("call_accesses")] == ["erasure"]
    assert ask(erase_call, "DELETE", f"/calls/{call_id}", caller=office.officer).json["versions"] == 0


def key_of_recording(hotel: Company, call_id: UUID) -> str:
    return f"{hotel.id}/recordings/{hotel.row(call_id)['created_at']:%Y/%m}/{call_id}.wav"


def test_nobody_removes_words_that_are_still_to_come_or_of_others(
    hotel: Company, other: Company, office: Office
) -> None:
    talking, theirs = hotel.call(status="in-progress"), other.call(status="completed")
    by = office.officer
    assert ask(erase_call, "DELETE", f"/calls/{talking}", caller=by).status == 409
    assert ask(erase_call, "DELETE", f"/calls/{theirs}", caller=by).status == 404
    assert ask(erase_call, "DELETE", f"/calls/{talking}", caller=office.viewer).status == 403


def test_a_person_who_is_forgotten_leaves_no_words(hotel: Company, office: Office) -> None:
    ended, talking = hotel.call(status="completed", streamed_at=utc_now()), hotel.call(status="in-progress")
    with hotel.desk() as desk:
        desk.finish(ended, spoken())
    told = office.post(forget_number, "/calls/people/forget", number=THEIRS).json
    assert (told["calls"], told["versions"], told["open_calls"]) == (1, 1, 1)
    assert hotel.row(ended)["transcript_key"] is None
    assert hotel.row(talking)["status"] == "in-progress"
