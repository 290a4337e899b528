"""Ended calls, as the CRM takes them in: timeline, score, status, tasks; once, and only in one's own company."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from functions.crm.api.leads import get_lead
from functions.crm.domain.calls import EndedCall, next_step, points_of
from functions.crm.events import on_buyer_signal_detected, on_call_completed, on_person_forgotten
from functions.crm.tasks import note_refusal
from shared.core.invocation import new_id
from tests.functions.calls.desk import Company
from tests.lambdas import LambdaContext, ask, caller_of, event_of
from tests.postgres import Database

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def hotel(deployed: Database, company: UUID) -> Company:
    return Company(deployed, company)


def completed(hotel: Company, lead: UUID | None, outcome: str, **columns: Any) -> UUID:
    """A call that was spoken in and has ended; its id."""
    ended = {"status": "completed", "outcome": outcome, "answered_at": NOW, "ended_at": NOW, "duration_seconds": 94}
    return hotel.call(lead_id=lead, **(ended | columns))


def deliver(hotel: Company, call: UUID, *, to: UUID | None = None, event: UUID | None = None) -> None:
    row = hotel.row(call)
    told = ("lead_id", "campaign_id", "status", "outcome", "score", "duration_seconds", "provider")
    data = {name: row[name] for name in told} | {"call_id": call}
    on_call_completed(event_of("call.completed", data, to or hotel.id, event_id=event), LambdaContext())


def seen(hotel: Company, lead: UUID) -> dict[str, Any]:
    return dict(ask(get_lead, "GET", f"/crm/leads/{lead}", caller=caller_of(hotel.id)).json)


def entries(detail: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [entry["details"] for entry in detail["timeline"] if entry["type"] == kind]


def test_a_booked_meeting_is_in_the_timeline_counts_and_is_to_be_prepared(hotel: Company) -> None:
    lead = hotel.lead()
    meeting = datetime.now(UTC) + timedelta(days=2)
    call = completed(hotel, lead, "meeting_booked", score=71, meeting_at=meeting, ended_at=datetime.now(UTC))
    deliver(hotel, call)
    detail = seen(hotel, lead)
    (entry,) = entries(detail, "call.completed")
    assert entry == {
        "call_id": str(call),
        "status": "completed",
        "outcome": "meeting_booked",
        "score": 71,
        "duration_seconds": 94,
        "next_attempt_at": None,
    }
    assert (detail["status"], detail["score"]) == ("meeting_booked", 50)  # 10 of fit, 40 of the meeting
    assert detail["reasons"][-1]["evidence"] == "a call: meeting_booked"
    (task,) = entries(detail, "task.opened")
    assert task["kind"] == "meeting"
    assert datetime.fromisoformat(task["due_at"]) == meeting - timedelta(hours=1)


def test_the_same_call_twice_by_one_event_or_two_is_one(hotel: Company) -> None:
    lead = hotel.lead()
    call = completed(hotel, lead, "interested", ended_at=datetime.now(UTC))
    for event in (first := new_id(), first, new_id()):
        deliver(hotel, call, event=event)
    detail = seen(hotel, lead)
    assert detail["score"] == 35
    assert [len(entries(detail, kind)) for kind in ("call.completed", "task.opened", "lead.scored")] == [1, 1, 1]


def test_a_call_of_nobody_we_know_changes_nothing(hotel: Company, new_company: Callable[[], UUID]) -> None:
    lead, other = hotel.lead(), new_company()
    deliver(hotel, completed(hotel, None, "interested"))
    deliver(hotel, completed(hotel, lead, "interested"), to=other)
    assert entries(seen(hotel, lead), "call.completed") == []
    assert hotel.rows("interactions") == Company(hotel.database, other).rows("interactions") == []


def test_who_does_not_want_calls_is_left_in_peace_and_keeps_the_status(hotel: Company) -> None:
    lead = hotel.lead()
    deliver(hotel, completed(hotel, lead, "interested"))
    deliver(hotel, completed(hotel, lead, "do_not_call"))
    assert [row["done_at"] is not None for row in hotel.rows("tasks")] == [True]
    with psycopg.connect(hotel.database.url()) as owner:
        owner.execute(
            "INSERT INTO buyer_signals (id, company_id, lead_id, signal_type, strength, actionable, details, event_id,"
            " occurred_at) SELECT gen_random_uuid(), company_id, id, 'pricing_visit', 'high', true, '{}', id, now()"
            " FROM leads WHERE id = %s",
            [lead],
        )
    signal = {"lead_id": str(lead), "signal_type": "pricing_visit", "strength": "high", "actionable": True}
    on_buyer_signal_detected(event_of("buyer_signal.detected", signal, hotel.id), LambdaContext())
    detail = seen(hotel, lead)
    assert (detail["status"], len(hotel.rows("tasks"))) == ("engaged", 1)


def test_a_call_that_reached_nobody_says_when_it_is_tried_again(hotel: Company) -> None:
    lead, campaign = hotel.lead(), hotel.campaign()
    call = completed(hotel, lead, "no_conversation", status="no-answer", answered_at=None, campaign_id=campaign)
    with psycopg.connect(hotel.database.url()) as owner:
        owner.execute(
            "INSERT INTO campaign_leads (id, company_id, campaign_id, lead_id, next_attempt_at, last_call_id)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            [new_id(), hotel.id, campaign, lead, NOW, call],
        )
    deliver(hotel, call)
    detail = seen(hotel, lead)
    (entry,) = entries(detail, "call.completed")
    assert datetime.fromisoformat(entry["next_attempt_at"]) == NOW
    assert (detail["status"], entries(detail, "task.opened")) == ("new", [])


def test_a_refusal_is_in_the_timeline_with_its_reason_and_time(hotel: Company) -> None:
    lead = hotel.lead()
    ids = {"company_id": str(hotel.id), "event_id": str(new_id()), "correlation_id": "c", "lead_id": str(lead)}
    for _ in range(2):
        note_refusal(ids | {"code": "holiday", "next_allowed_at": NOW.isoformat()}, LambdaContext())
    (entry,) = entries(seen(hotel, lead), "call.refused")
    assert entry == {"code": "holiday", "next_allowed_at": NOW.isoformat()}


@pytest.mark.parametrize(
    ("outcome", "rule"),
    [
        ("meeting_booked", "meeting_booked"),
        ("interested", "call_interested"),
        ("callback", "call_callback"),
        ("not_interested", "call_not_interested"),
        ("do_not_call", "call_not_interested"),
        ("wrong_person", None),
        ("voicemail_left", None),
        ("no_conversation", None),
    ],
)
def test_only_what_a_person_said_counts(outcome: str, rule: str | None) -> None:
    found = points_of(outcome, NOW)
    assert (found.rule if found else None) == rule


@pytest.mark.parametrize(
    ("outcome", "agreed", "kind", "due"),
    [
        ("callback", {"callback_at": NOW + timedelta(hours=3)}, "callback", NOW + timedelta(hours=3)),
        ("meeting_booked", {"meeting_at": NOW + timedelta(minutes=5)}, "meeting", NOW),
        ("info_requested", {}, "information", NOW + timedelta(days=1)),
        ("wrong_person", {}, "review", NOW + timedelta(days=1)),
    ],
)
def test_the_next_step_is_due_when_it_was_agreed(
    outcome: str, agreed: dict[str, Any], kind: str, due: datetime
) -> None:
    call = EndedCall(
        call_id=new_id(), status="completed", outcome=outcome, score=None, duration_seconds=9, ended_at=NOW, **agreed
    )
    step = next_step(call, now=NOW)
    assert step
    assert (step.rule.kind, step.due_at) == (kind, due)


def test_who_is_forgotten_has_no_number_and_the_score_that_follows_once(hotel: Company, deployed: Database) -> None:
    lead, other = hotel.lead(), hotel.lead()
    data = {"lead_ids": [str(lead), str(new_id())]}
    for _ in range(2):
        on_person_forgotten(event_of("person.forgotten", data, hotel.id), LambdaContext())
    with psycopg.connect(deployed.url()) as owner:
        phones: dict[UUID, str | None] = dict(
            owner.execute("SELECT id, phone FROM leads WHERE company_id = %s", [hotel.id]).fetchall()
        )
        scores = owner.execute("SELECT count(*) FROM lead_scores WHERE lead_id = %s", [lead]).fetchone()
    assert (phones[lead], bool(phones[other])) == (None, True)
    assert scores == (1,)
    assert not any("phone" in reason["rule"] for reason in seen(hotel, lead)["reasons"])


def test_a_call_leaves_no_word_with_the_lead(hotel: Company) -> None:
    lead = hotel.lead()
    call = completed(hotel, lead, "interested", details={"summary": "una frase que nadie sabe"})
    deliver(hotel, call)
    assert hotel.rows("interactions")
    assert "una frase" not in json.dumps([seen(hotel, lead), hotel.rows("interactions")], default=str)
