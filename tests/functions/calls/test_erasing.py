"""What is removed: every copy of what was said, at the carrier too, and of who it was said with; never of others."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from uuid import UUID

import psycopg
import pytest

from functions.calls.api.calls import erase_call, get_call
from functions.calls.api.people import forget_number
from functions.calls.client.twilio.api import TwilioCalls
from functions.calls.client.twilio.http import TwilioHttp
from functions.calls.domain.carrier import UnansweredError
from functions.calls.domain.numbers import number_hash
from functions.calls.providers.erasing import company_calls
from functions.calls.repository.waiting import WaitingRows
from functions.calls.service.erasing import CarrierErasing
from functions.crm.events import on_person_forgotten
from shared.core.clock import utc_now
from shared.core.unit import unit
from shared.db.session import system_transactions
from shared.storage.objects import uploads
from tests.functions.calls.client.test_twilio import AtOnce, NoCircuit
from tests.functions.calls.compliance.office import Office
from tests.functions.calls.desk import OURS, THEIRS, Company, spoken
from tests.functions.calls.switchboard import FakeCarrier, Switchboard
from tests.lambdas import LambdaContext, ask, event_of
from tests.local.vendors.serving import Served
from tests.local.vendors.twilio.line import PATIENT, TOKEN, Line


def said(hotel: Company, **columns: Any) -> UUID:
    """A call with a transcript, a recording and a summary."""
    call = hotel.call(status="completed", streamed_at=utc_now(), **columns)
    with hotel.desk() as desk:
        desk.finish(call, spoken(summary="Ana quiere una demo", next_step={"do": "send_information"}))
        desk.memory.put(f"call#{call}", "snapshot", {"slots": {"need": "camas"}}, seconds=60)
    return call


def recording_of(hotel: Company, call: UUID) -> str:
    return f"{hotel.id}/recordings/{hotel.row(call)['created_at']:%Y/%m}/{call}.wav"


def erasing(board: Switchboard, carrier: Any = None) -> CarrierErasing:
    def calls(company_id: UUID) -> AbstractContextManager[Any]:
        return unit(company_calls, name="test", company_id=company_id)

    return CarrierErasing(calls, lambda: carrier or board.carrier)


def forget(office: Office) -> dict[str, Any]:
    return dict(office.post(forget_number, "/calls/people/forget", number=THEIRS).json)


def test_what_was_said_is_removed_in_every_version_and_it_is_kept_who_did(hotel: Company, office: Office) -> None:
    call = said(hotel)
    with hotel.desk() as desk:
        desk.finish(call, spoken())
    store, key = uploads(utc_now), hotel.row(call)["transcript_key"]
    store.put(key, b"{}", content_type="application/json")
    store.put(recording_of(hotel, call), b"RIFF", content_type="audio/wav")
    reply = ask(erase_call, "DELETE", f"/calls/{call}", caller=office.officer)
    assert (reply.status, reply.json["versions"], reply.json["carrier_erasure"]) == (200, 3, "recordings")
    kept = hotel.row(call)
    assert (kept["transcript_key"], kept["recording_key"], kept["outcome"]) == (None, None, "meeting_booked")
    assert kept["words_removed_at"]
    assert set(kept["details"]).isdisjoint({"summary", "next_step", "score_parts"})
    with hotel.desk() as desk:
        assert desk.memory.get(f"call#{call}", "snapshot") is None
    assert [entry["what"] for entry in hotel.rows("call_accesses")] == ["erasure"]
    assert ask(erase_call, "DELETE", f"/calls/{call}", caller=office.officer).json["versions"] == 0
    shown = ask(get_call, "GET", f"/calls/status/{call}", caller=office.officer).json
    assert (shown["transcript"], shown["summary"], shown["has_transcript"]) == (None, None, False)
    assert shown["words_removed_at"]


def test_nobody_removes_words_that_are_still_to_come_or_of_others(
    hotel: Company, other: Company, office: Office
) -> None:
    talking, theirs = hotel.call(status="in-progress"), other.call(status="completed")
    by = office.officer
    assert ask(erase_call, "DELETE", f"/calls/{talking}", caller=by).status == 409
    assert ask(erase_call, "DELETE", f"/calls/{theirs}", caller=by).status == 404
    assert ask(erase_call, "DELETE", f"/calls/{talking}", caller=office.viewer).status == 403


def test_a_person_who_is_forgotten_leaves_no_words_and_no_number(hotel: Company, office: Office) -> None:
    lead = hotel.lead()
    called = said(hotel, lead_id=lead, details={"request": "x", "metadata": {"who": "Ana"}, "time_zone": "UTC"})
    calling = said(hotel, direction="inbound", from_number=THEIRS, to_number=OURS)
    talking = hotel.call(status="in-progress")
    office.agree()
    told = forget(office)
    assert (told["calls"], told["versions"], told["open_calls"], told["leads"]) == (2, 2, 1, 1)
    for call in (called, calling):
        row = hotel.row(call)
        assert row["number_hash"] == number_hash(hotel.id, THEIRS)
        assert row["forgotten_at"]
        assert row["transcript_key"] is None
        assert row["details"].keys().isdisjoint({"request", "metadata", "summary"})
    assert (hotel.row(called)["to_number"], hotel.row(called)["from_number"]) == (None, OURS)
    assert (hotel.row(calling)["to_number"], hotel.row(calling)["from_number"]) == (OURS, None)
    assert hotel.row(talking)["status"] == "in-progress"
    assert forget(office)["calls"] == 0
    hotel.end(talking)
    assert forget(office)["calls"] == 1
    deliver_to_crm(hotel)
    assert tables_with(hotel, THEIRS) == []
    shown = ask(get_call, "GET", f"/calls/status/{called}", caller=office.viewer).json
    assert (shown["to_number"], shown["outcome"]) == (None, "meeting_booked")


def deliver_to_crm(hotel: Company) -> None:
    told = [data for kind, data in hotel.announced() if kind == "person.forgotten"]
    assert THEIRS not in json.dumps(told)
    for data in told:
        on_person_forgotten(event_of("person.forgotten", data, hotel.id), LambdaContext())


def tables_with(hotel: Company, text: str) -> list[str]:
    """Every table in which a row of the company holds a text."""
    with psycopg.connect(hotel.database.url()) as owner:
        of_company = "SELECT table_name FROM information_schema.columns WHERE column_name = 'company_id'"
        tables = [name for (name,) in owner.execute(of_company)]
        asked = "SELECT count(*) FROM {} AS one WHERE company_id = %s AND one::text LIKE %s"
        return [name for name in tables if _count(owner, asked.format(name), hotel.id, f"%{text}%")]


def _count(owner: psycopg.Connection[Any], query: str, *values: Any) -> int:
    found = owner.execute(query.encode(), values).fetchone()
    return int(found[0]) if found else 0


def test_the_wish_not_to_be_called_outlasts_the_person(hotel: Company, office: Office) -> None:
    with hotel.desk() as desk:
        desk.suppress(said(hotel), "do_not_call")
    forget(office)
    with office.gate() as gate:
        known = gate.facts.gather(_wish(), number_hash(hotel.id, THEIRS), at=utc_now())
    assert [one.reason for one in known.person.suppressions] == ["do_not_call"]


def _wish() -> Any:
    from tests.functions.calls.compliance.office import wish  # noqa: PLC0415 - beside its use

    return wish(None)


def test_the_carrier_is_asked_once_for_each_name_that_it_gave(board: Switchboard, office: Office) -> None:
    call = said(board.company, details={"taken_back": ["CAgone"]})
    sid = board.company.row(call)["call_sid"]
    ask(erase_call, "DELETE", f"/calls/{call}", caller=office.officer)
    assert erasing(board).finish(board.company.id, call)
    assert board.carrier.erased == [("recordings", sid), ("recordings", "CAgone")]
    assert not erasing(board).finish(board.company.id, call)
    board.carrier.erased.clear()
    forget(office)
    assert erasing(board).finish(board.company.id, call)
    assert ("record", sid) in board.carrier.erased
    assert board.company.row(call)["carrier_erasure"] is None


def test_what_the_carrier_did_not_remove_it_is_asked_for_again(board: Switchboard, office: Office) -> None:
    class Silent(FakeCarrier):
        def erase_recordings(self, sid: str) -> int:
            raise UnansweredError(sid)

    call = said(board.company)
    ask(erase_call, "DELETE", f"/calls/{call}", caller=office.officer)
    with pytest.raises(UnansweredError):
        erasing(board, Silent()).finish(board.company.id, call)
    assert (board.company.id, call) in WaitingRows(system_transactions()).unerased()


@pytest.fixture
def line(simulated_twilio: Served) -> Iterator[Line]:
    line = Line(simulated_twilio)
    yield line
    line.close()


@contextmanager
def twilio_of(line: Line) -> Iterator[TwilioCalls]:
    yield TwilioCalls(TwilioHttp(line.served.root, line.sid, TOKEN, NoCircuit()), AtOnce())


def test_at_twilio_neither_a_recording_nor_the_number_is_left(board: Switchboard, office: Office, line: Line) -> None:
    sid = line.dial(PATIENT, '<Response><Pause length="3"/></Response>', record=True)
    line.until(sid, "completed")
    call = said(board.company, call_sid=sid)
    with twilio_of(line) as carrier:
        assert len(line.client.calls(sid).recordings.list()) == 1
        ask(erase_call, "DELETE", f"/calls/{call}", caller=office.officer)
        erasing(board, carrier).finish(board.company.id, call)
        assert line.client.calls(sid).recordings.list() == []
        assert line.client.calls(sid).fetch().sid == sid
        forget(office)
        erasing(board, carrier).finish(board.company.id, call)
        assert carrier.fetch(sid) is None
        assert carrier.erase_recordings(sid) == 0
        carrier.erase_record(sid)
