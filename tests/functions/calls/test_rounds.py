"""Rounds: what nobody dialled, what nobody heard of again, what may not be kept; one company's trouble is its own."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from functions.calls.jobs.rounds import dial_due_calls, reconcile_calls, remove_old_recordings
from functions.calls.repository.waiting import WaitingRows
from functions.calls.service.briefing import briefed
from functions.calls.service.conversation import Snapshot
from functions.calls.service.rounds import DialRounds, ReconcileRounds
from shared.core.clock import utc_now
from shared.core.errors import NotConfigured
from shared.core.invocation import new_id
from shared.db.session import system_transactions
from shared.storage.objects import uploads
from tests.functions.calls.desk import Company, spoken
from tests.functions.calls.domain.conversation.telephone import BEGAN, Telephone
from tests.functions.calls.switchboard import Switchboard, carried
from tests.lambdas import LambdaContext

LONG_AGO = timedelta(minutes=20)


@pytest.fixture
def waiting(board: Switchboard) -> Any:
    """What waits, of this test's company alone: others are left by other tests."""
    rows = WaitingRows(system_transactions())

    class Ours:
        def __getattr__(self, name: str) -> Any:
            found = getattr(rows, name)

            def own(*at: Any, **when: Any) -> list[Any]:
                return [place for place in found(*at, **when) if place[0] == board.company.id]

            return own

    return Ours()


def dial(board: Switchboard, waiting: Any) -> Any:
    return DialRounds(waiting, lambda _: board.running(), lambda _: board.dialling, board.now).dial()


def reconcile(board: Switchboard, waiting: Any) -> Any:
    desks, voices = (lambda _: board.desks()), (lambda _: board.company.desk())
    return ReconcileRounds(waiting, desks, voices, lambda: board.carrier, board.now).reconcile()


def test_a_round_dials_what_nobody_dialled_and_leaves_what_is_fresh(board: Switchboard, waiting: Any) -> None:
    forgotten = board.queued(created_at=utc_now() - LONG_AGO)
    fresh = board.queued()
    assert dial(board, waiting).dialled == 1
    assert board.company.row(forgotten)["call_sid"]
    assert board.company.row(fresh)["call_sid"] is None


def test_a_round_takes_back_what_was_not_begun(board: Switchboard, waiting: Any) -> None:
    call = board.queued()
    board.dialling.dial(call)
    board.later = timedelta(seconds=70)
    assert dial(board, waiting).dialled == 1
    assert len(board.company.row(call)["details"]["taken_back"]) == 1


def test_without_a_carrier_nobody_is_asked_for_and_it_is_said(board: Switchboard, waiting: Any) -> None:
    board.queued(created_at=utc_now() - LONG_AGO)

    def none(_: Any) -> Any:
        raise NotConfigured("Integration not configured")

    report = DialRounds(waiting, lambda _: board.running(), none, board.now).dial()
    assert (report.configured, report.dialled) == (False, 0)


def test_trouble_with_one_call_does_not_keep_the_round_from_others(board: Switchboard, waiting: Any) -> None:
    first, second = (board.queued(created_at=utc_now() - LONG_AGO) for _ in range(2))
    create, orders = board.carrier.create, []

    def once_broken(order: Any) -> Any:
        orders.append(order)
        if len(orders) == 1:
            raise RuntimeError("odd")
        return create(order)

    board.carrier.create = once_broken  # type: ignore[method-assign]
    report = dial(board, waiting)
    assert (report.failed, report.dialled) == (1, 1)
    assert sum(board.company.row(call)["call_sid"] is not None for call in (first, second)) == 1


def test_a_call_whose_callbacks_were_lost_ends_as_the_carrier_says(board: Switchboard, waiting: Any) -> None:
    call = board.company.call(status="ringing", sent_at=utc_now() - LONG_AGO)
    sid = board.company.row(call)["call_sid"]
    board.carrier.made = [carried("+573001234567", "completed", sid=sid, duration_seconds=12, ended_at=utc_now())]
    assert reconcile(board, waiting).ended == 1
    row = board.company.row(call)
    assert (row["status"], row["duration_seconds"], row["outcome"]) == ("completed", 12, "no_conversation")
    assert [kind for kind, _ in board.company.announced()] == ["call.completed"]
    assert reconcile(board, waiting).asked == 0


def test_a_call_that_the_carrier_does_not_know_has_failed(board: Switchboard, waiting: Any) -> None:
    call = board.company.call(status="ringing", sent_at=utc_now() - LONG_AGO)
    reconcile(board, waiting)
    assert (board.company.row(call)["status"], board.company.row(call)["reason"]) == ("failed", "unknown_to_carrier")


def test_a_conversation_whose_words_were_lost_is_announced_without_them(board: Switchboard, waiting: Any) -> None:
    early, late = (utc_now() - timedelta(minutes=minutes) for minutes in (9, 1))
    lost = board.company.call(status="completed", streamed_at=early, ended_at=early)
    coming = board.company.call(status="completed", streamed_at=late, ended_at=late, call_sid=f"CA{new_id().hex}")
    reconcile(board, waiting)
    assert board.company.row(lost)["announced_at"]
    assert board.company.row(coming)["announced_at"] is None


def left_behind(board: Switchboard, **parts: Any) -> UUID:
    """A call that is over, whose voice died in the middle of it."""
    early = utc_now() - timedelta(minutes=9)
    call = board.company.call(status="completed", streamed_at=early, ended_at=early)
    with board.company.desk() as desk:
        told = desk.lost(call)
        briefing = briefed(told, BEGAN)
        heard = Telephone(briefing.facts, briefing.script).talk("Sí", "¿Cuánto cuesta?")
        snapshot = Snapshot(began_at=BEGAN, state=heard.state, ledger=heard.ledger, **parts)
        desk.save(call, snapshot.model_dump(mode="json"))
    return call


def test_a_conversation_whose_voice_died_is_written_down_as_it_stood_once(board: Switchboard, waiting: Any) -> None:
    call = left_behind(board)
    assert reconcile(board, waiting).salvaged == 1
    row = board.company.row(call)
    (ended,) = [told for kind, told in board.company.announced() if kind == "call.completed"]
    assert (ended["outcome"], ended["score"]) == (row["outcome"], row["score"])
    assert row["score"] is not None
    assert row["details"]["ended_by"] == "error"
    said = uploads(utc_now).get(row["transcript_key"], most=100_000)
    assert "cuesta" in said.decode()
    assert reconcile(board, waiting).asked == 0


def test_what_was_owed_to_a_person_is_stored_though_the_voice_died(board: Switchboard, waiting: Any) -> None:
    call = left_behind(board, unstored="do_not_call")
    reconcile(board, waiting)
    assert board.company.row(call)["outcome"] == "do_not_call"
    assert [row["reason"] for row in board.company.rows("contact_suppressions")] == ["do_not_call"]


def test_a_conversation_that_nobody_understands_any_more_is_announced_without_words(
    board: Switchboard, waiting: Any
) -> None:
    call = left_behind(board)
    with board.company.desk() as desk:
        desk.save(call, {"state": 7})
    report = reconcile(board, waiting)
    assert (report.salvaged, report.ended, report.failed) == (0, 1, 0)
    assert board.company.row(call)["transcript_key"] is None


def test_a_call_that_talks_is_left_alone(board: Switchboard, waiting: Any) -> None:
    board.company.call(status="in-progress", sent_at=utc_now() - timedelta(minutes=9))
    assert reconcile(board, waiting).asked == 0


def test_recordings_go_when_their_time_is_over_with_every_version(hotel: Company) -> None:
    call = hotel.call(status="completed", resumes=1)
    folder = f"{hotel.id}/recordings/{hotel.row(call)['created_at']:%Y/%m}/{call}"
    store = uploads(utc_now)
    for key in (f"{folder}.wav", f"{folder}.wav", f"{folder}-1.wav"):
        store.put(key, b"x", content_type="audio/wav")
    own = hotel.call(call_sid=f"CA{new_id().hex}", recording_key="x", recording_until=utc_now() + timedelta(days=1))
    expire(hotel, call, f"{folder}.wav")
    report = remove_old_recordings({}, LambdaContext())
    assert report["calls"] >= 1
    assert hotel.row(call)["recording_key"] is None
    assert [store.delete(key) for key in (f"{folder}.wav", f"{folder}-1.wav")] == [0, 0]
    assert hotel.row(own)["recording_key"] == "x"


def expire(hotel: Company, call: Any, key: str) -> None:
    with hotel.desk() as desk:
        desk.calls.change(call, recording_key=key, recording_until=utc_now() - timedelta(seconds=1))


def test_the_jobs_run_as_deployed(hotel: Company) -> None:
    assert set(dial_due_calls({}, LambdaContext())) == {"configured", "asked", "dialled", "halted", "failed"}
    reconciled = {"configured", "asked", "ended", "salvaged", "priced", "failed"}
    assert set(reconcile_calls({}, LambdaContext())) == reconciled
    assert hotel.rows("call_sessions") == []


def test_words_go_when_their_time_is_over_and_not_before(hotel: Company) -> None:
    campaign = hotel.campaign(transcript_days=30)
    call = hotel.call(status="completed", streamed_at=utc_now(), campaign_id=campaign, script_version=1)
    with hotel.desk() as desk:
        desk.finish(call, spoken())
    row = hotel.row(call)
    assert timedelta(days=29) < row["words_until"] - utc_now() <= timedelta(days=30)
    remove_old_recordings({}, LambdaContext())
    assert hotel.row(call)["transcript_key"] == row["transcript_key"]
    with hotel.desk() as desk:
        desk.calls.change(call, words_until=utc_now() - timedelta(seconds=1))
    assert remove_old_recordings({}, LambdaContext())["transcripts"] >= 1
    kept = hotel.row(call)
    assert (kept["transcript_key"], kept["words_until"], kept["outcome"]) == (None, None, "meeting_booked")
    assert kept["words_removed_at"]
    assert uploads(utc_now).delete(row["transcript_key"]) == 0


def test_without_a_campaign_words_are_kept_for_half_a_year(hotel: Company) -> None:
    call = hotel.call(status="completed", streamed_at=utc_now())
    with hotel.desk() as desk:
        desk.finish(call, spoken())
    assert timedelta(days=179) < hotel.row(call)["words_until"] - utc_now() <= timedelta(days=180)
