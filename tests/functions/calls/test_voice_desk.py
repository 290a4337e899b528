"""The desk of the voice: tokens that open one stream once, steps, endings, and nothing of another company."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from functions.calls.schemas.voice import PolicyStep
from functions.calls.service.voice import StreamRefused
from shared.core.clock import utc_now
from shared.core.errors import Forbidden, NotFound
from shared.core.invocation import new_id
from shared.storage.objects import uploads
from tests.functions.calls.desk import OURS, STREAM, Company, spoken

STEP = PolicyStep(
    turn=2,
    state="pitch",
    next_state="qualify",
    intent="interested",
    confidence=0.9,
    actions=("say:question.need",),
    script_version="hotels-1",
)


def read(key: str) -> Any:
    return json.loads(uploads(utc_now).get(key, most=100_000))


def test_a_token_opens_the_stream_of_its_call_and_says_what_there_is_to_know(hotel: Company) -> None:
    campaign, lead = hotel.campaign(toll_free="+18005550100", longest_seconds=300), hotel.lead()
    call = hotel.call(campaign_id=campaign, lead_id=lead, script_version=1, status="in-progress")
    facts = hotel.opens(hotel.token(call), call)
    assert (facts.because, facts.company_name, facts.prospect_name) == ("first", "Hotel Brisa", "Ana Ruiz")
    assert (facts.caller_id, facts.toll_free, facts.longest_seconds) == (OURS, "+18005550100", 300)
    assert (facts.script.name, facts.script_version, facts.origin) == ("hotels", 1, "la feria Anato")
    assert facts.recording_key == f"{hotel.id}/recordings/{hotel.row(call)['created_at']:%Y/%m}/{call}.wav"
    assert hotel.row(call)["stream_sid"] == STREAM


def test_a_token_works_once_even_if_two_come_at_one_moment(hotel: Company) -> None:
    call = hotel.call()
    token = hotel.token(call)

    def come(_: int) -> str:
        try:
            hotel.opens(token, call)
        except StreamRefused as refused:
            return refused.detail
        return "opened"

    with ThreadPoolExecutor(4) as together:
        assert sorted(together.map(come, range(4))) == ["This token is used."] * 3 + ["opened"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"lives": "-1 second"}, "expired"),
        ({"status": "completed"}, "over"),
        ({"sid": "CA" + "f" * 32}, "foreign"),
        ({"call_id": new_id()}, "unknown"),
    ],
    ids=["expired", "of a call that is over", "on another line", "of another call"],
)
def test_a_token_opens_nothing_else(hotel: Company, change: dict[str, Any], why: str) -> None:
    call = hotel.call(status=change.pop("status", "in-progress"))
    token = hotel.token(call, lives=change.pop("lives", "15 minutes"))
    asked = change.pop("call_id", call)
    with pytest.raises(StreamRefused, match=why):
        hotel.opens(token, asked, sid=change.pop("sid", hotel.row(call)["call_sid"]))
    assert hotel.rows("call_streams")[0]["used_at"] is None


def test_a_token_that_is_none_and_one_of_another_company_open_nothing(hotel: Company, other: Company) -> None:
    call = hotel.call()
    for token in ("x", "é", "", other.token(other.call())):
        with pytest.raises(StreamRefused):
            hotel.opens(token, call, sid="CA" + "a" * 32)
    assert hotel.row(call)["streamed_at"] is None


def test_the_carriers_name_of_the_call_is_taken_from_the_stream_if_it_comes_first(hotel: Company) -> None:
    call = hotel.call(call_sid=None)
    sid = "CA" + "b" * 24 + call.hex[-8:]
    hotel.opens(hotel.token(call), call, sid=sid)
    assert hotel.row(call)["call_sid"] == sid


def test_a_step_is_announced_without_a_word_of_what_was_said(hotel: Company) -> None:
    call = hotel.call()
    with hotel.desk() as desk:
        desk.decided(call, STEP)
    ((kind, data),) = hotel.announced()
    assert (kind, data["intent"], data["call_id"]) == ("call.policy_decided", "interested", str(call))


def test_what_goes_wrong_in_a_unit_leaves_nothing(hotel: Company) -> None:
    call = hotel.call()

    def go_wrong() -> None:
        with hotel.desk() as desk:
            desk.decided(call, STEP)
            desk.finish(new_id(), spoken())

    with pytest.raises(NotFound):
        go_wrong()
    assert hotel.announced() == []


def test_a_conversation_is_written_down_without_numbers_and_announced_when_the_line_is_over(hotel: Company) -> None:
    call = hotel.call(status="in-progress", streamed_at=utc_now())
    with hotel.desk() as desk:
        desk.finish(call, spoken())
    kept = hotel.row(call)
    assert [kind for kind, _ in hotel.announced()] == ["call.transcribed"]
    assert (kept["outcome"], kept["score"]) == ("meeting_booked", 71)
    said = read(kept["transcript_key"])
    assert said["turns"][1]["text"] == "Sí, mi cédula es [id]"
    assert "1.032.456.789" not in json.dumps(said)


def test_a_conversation_ends_once(hotel: Company) -> None:
    call = hotel.call(status="completed", streamed_at=utc_now(), duration_seconds=42)
    for outcome in ("meeting_booked", "not_interested"):
        with hotel.desk() as desk:
            desk.finish(call, spoken(outcome))
    kinds = [kind for kind, _ in hotel.announced()]
    assert kinds == ["call.transcribed", "call.completed"]
    done = hotel.announced()[1][1]
    assert (done["outcome"], done["score"], done["duration_seconds"]) == ("meeting_booked", 71, 42)


def test_nobody_spoke_so_there_is_no_score_and_a_reason_and_no_transcript(hotel: Company) -> None:
    call = hotel.call(status="completed", streamed_at=utc_now())
    with hotel.desk() as desk:
        desk.finish(
            call, spoken("voicemail_no_message", score=None, score_reason="no person spoke", turns=(), live=False)
        )
    kept = hotel.row(call)
    assert (kept["score"], kept["details"]["score_reason"], kept["transcript_key"]) == (None, "no person spoke", None)
    assert [kind for kind, _ in hotel.announced()] == ["call.completed"]


def test_where_a_conversation_stands_goes_on_in_the_next_stream(hotel: Company) -> None:
    call = hotel.call(status="in-progress", resumes=1)
    with hotel.desk() as desk:
        desk.save(call, {"state": {"name": "qualify"}})
    facts = hotel.opens(hotel.token(call, because="resumed"), call)
    assert (facts.because, facts.snapshot) == ("resumed", {"state": {"name": "qualify"}})
    assert facts.recording_key is not None
    assert facts.recording_key.endswith(f"{call}-1.wav")


def test_who_does_not_want_to_be_recorded_leaves_no_version_behind(hotel: Company) -> None:
    call = hotel.call(status="in-progress")
    key = hotel.opens(hotel.token(call), call).recording_key
    assert key
    store = uploads(utc_now)
    store.put(key, b"one", content_type="audio/wav")
    store.put(key, b"two", content_type="audio/wav")
    with hotel.desk() as desk:
        desk.forget_recording(call)
    assert store.delete(key) == 0


def test_a_recording_is_taken_from_the_calls_own_place_only(hotel: Company, other: Company) -> None:
    call = hotel.call(status="in-progress")
    with pytest.raises(Forbidden), hotel.desk() as desk:
        desk.finish(call, spoken(recording_key=f"{other.id}/recordings/2026/11/{new_id()}.wav"))
    assert hotel.row(call)["finished_at"] is None


def test_a_desk_sees_no_call_of_another_company(hotel: Company, other: Company) -> None:
    theirs = other.call()
    for ask in ("transfer", "forget_recording"):
        with pytest.raises(NotFound), hotel.desk() as desk:
            getattr(desk, ask)(theirs)


def test_meetings_are_offered_where_the_campaign_holds_them_and_none_is_agreed_on(hotel: Company) -> None:
    every_day = {"days": [0, 1, 2, 3, 4, 5, 6], "opens": "09:00", "closes": "17:00"}
    campaign = hotel.campaign(meetings=[every_day])
    call = hotel.call(campaign_id=campaign, script_version=1)
    first, second = offered(hotel, call)
    assert first < second
    hotel.call(meeting_at=first)
    assert first not in offered(hotel, call)


def offered(hotel: Company, call: UUID) -> list[Any]:
    with hotel.desk() as desk:
        return list(desk.agreements.slots(call))


def test_a_person_takes_a_call_over_only_where_the_campaign_lists_one(hotel: Company) -> None:
    alone, staffed = hotel.campaign(), hotel.campaign(transfer_numbers=["+576015550111"])
    calls = [hotel.call(campaign_id=campaign) for campaign in (alone, staffed)]
    with hotel.desk() as desk:
        assert [desk.transfer(call) for call in calls] == [False, True]
    assert [hotel.row(call)["next_verb"] for call in calls] == [None, "transfer"]
