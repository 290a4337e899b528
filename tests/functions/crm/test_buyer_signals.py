"""Buyer signals: taken in, announced once, and the score follows."""

from typing import Any
from uuid import UUID

import psycopg
import pytest

from functions.crm.api.leads import get_lead, report_buyer_signal
from functions.crm.api.registration import create_lead
from functions.crm.events import on_buyer_signal_detected
from functions.crm.tasks import advance_status, ask_person, open_follow_up
from shared.auth.caller import Caller
from shared.core.invocation import new_id
from tests.lambdas import LambdaContext, Reply, ask, event_of
from tests.postgres import Database


@pytest.fixture
def lead(admin: Caller) -> str:
    body = {
        "contact_name": "Ana",
        "email": "ana@hotelbrisa.example",
        "company": "Hotel Brisa",
        "phone": "+573001234567",
    }
    return str(ask(create_lead, "POST", "/crm/leads", body=body, caller=admin).json["lead_id"])


def report(caller: Caller, lead: str, strength: str = "high", kind: str = "pricing_visit", **more: Any) -> Reply:
    body = {"lead_id": lead, "signal_type": kind, "strength": strength, **more}
    return ask(report_buyer_signal, "POST", "/crm/buyer-signal", body=body, caller=caller)


def deliver(caller: Caller, lead: str, event_id: str) -> None:
    data = {"lead_id": lead, "signal_type": "pricing_visit", "strength": "high", "actionable": True}
    event = event_of("buyer_signal.detected", data, caller.company_id, event_id=UUID(event_id))
    on_buyer_signal_detected(event, LambdaContext())


def timeline(caller: Caller, lead: str) -> list[tuple[str, dict[str, Any]]]:
    detail = ask(get_lead, "GET", f"/crm/leads/{lead}", caller=caller).json
    return [(entry["type"], entry["details"]) for entry in detail["timeline"]]


def step(caller: Caller, lead: str, **more: object) -> dict[str, object]:
    return {
        "company_id": str(caller.company_id),
        "event_id": str(new_id()),
        "correlation_id": "flow-12345",
        "lead_id": lead,
        **more,
    }


def test_a_high_signal_is_acknowledged_and_raises_the_score_once(admin: Caller, lead: str) -> None:
    acknowledged = report(admin, lead)
    assert (acknowledged.status, acknowledged.json["repeated"]) == (202, False)
    for _ in range(3):
        deliver(admin, lead, acknowledged.json["event_id"])
    detail = ask(get_lead, "GET", f"/crm/leads/{lead}", caller=admin).json
    assert (detail["score"], detail["band"]) == (45, "warm")
    kinds = [kind for kind, _ in timeline(admin, lead)]
    assert (kinds.count("lead.scored"), kinds.count("task.opened")) == (1, 1)


def test_a_second_signal_opens_no_second_task_while_the_first_waits(admin: Caller, lead: str) -> None:
    for kind in ("pricing_visit", "meeting_request"):
        deliver(admin, lead, report(admin, lead, kind=kind).json["event_id"])
    assert [of["kind"] for name, of in timeline(admin, lead) if name == "task.opened"] == ["email"]


def test_the_same_signal_again_is_acknowledged_with_the_first_event(admin: Caller, lead: str) -> None:
    first, second = report(admin, lead), report(admin, lead)
    assert second.json == {"event_id": first.json["event_id"], "repeated": True}
    assert [kind for kind, _ in timeline(admin, lead)].count("buyer_signal.detected") == 1


def test_only_a_strong_signal_calls_for_action(admin: Caller, lead: str) -> None:
    report(admin, lead, "low", "expansion")
    report(admin, lead, "high", "meeting_request")
    report(admin, lead, "high", "pricing_visit")
    signals = [of for kind, of in timeline(admin, lead) if kind == "buyer_signal.detected"]
    assert [signal["actionable"] for signal in signals] == [False, True, False]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"strength": "urgent"}, "strength"),
        ({"signal_type": "score_threshold"}, "signal_type"),
        ({"lead_id": "seven"}, "lead_id"),
        ({"metadata": {"note": "a\u0000b"}}, "metadata.note"),
    ],
)
def test_a_bad_signal_is_refused_and_nothing_is_announced(
    admin: Caller, lead: str, change: dict[str, Any], field: str
) -> None:
    body = {"lead_id": lead, "signal_type": "pricing_visit", "strength": "high", **change}
    reply = ask(report_buyer_signal, "POST", "/crm/buyer-signal", body=body, caller=admin)
    assert reply.status == 422
    assert field in {error["field"] for error in reply.json["errors"]}
    assert [kind for kind, _ in timeline(admin, lead)] == ["lead.created"]


def test_a_signal_about_an_unknown_lead_is_refused(admin: Caller) -> None:
    assert report(admin, str(new_id())).status == 404


@pytest.mark.parametrize("metadata", [{"n": 10**30}, {str(n): n for n in range(21)}, {"a": {"b": 1}}, {"a": "x" * 501}])
def test_metadata_is_small_and_flat(admin: Caller, lead: str, metadata: dict[str, Any]) -> None:
    assert report(admin, lead, metadata=metadata).status == 422


@pytest.mark.parametrize(("band", "kind"), [("hot", "call"), ("warm", "email"), ("cold", None)])
def test_a_band_asks_for_its_task(admin: Caller, lead: str, band: str, kind: str | None) -> None:
    request = step(admin, lead, band=band)
    opened = open_follow_up(request, LambdaContext())
    assert open_follow_up(request, LambdaContext()) == opened
    assert opened["kind"] == kind
    assert [of["kind"] for name, of in timeline(admin, lead) if name == "task.opened"] == ([kind] if kind else [])


def test_a_failed_flow_asks_a_person_even_after_a_follow_up_of_the_same_event(admin: Caller, lead: str) -> None:
    request = step(admin, lead, band="hot")
    open_follow_up(request, LambdaContext())
    assert ask_person(request, LambdaContext())["kind"] == "review"


def test_a_human_reply_engages_a_lead_and_is_announced_once(admin: Caller, lead: str, deployed: Database) -> None:
    with psycopg.connect(deployed.url()) as owner:
        owner.execute(
            "INSERT INTO email_interactions (id, company_id, lead_id, direction, kind, verdict, occurred_at)"
            " VALUES (gen_random_uuid(), %s, %s, 'inbound', 'reply', 'human', now())",
            [admin.company_id, lead],
        )
    first = advance_status(step(admin, lead), LambdaContext())
    second = advance_status(step(admin, lead), LambdaContext())
    assert (first["status"], first["changed"], second["changed"]) == ("engaged", True, False)
    changes = [of for kind, of in timeline(admin, lead) if kind == "lead.status_changed"]
    assert [(change["previous_status"], change["status"]) for change in changes] == [("new", "engaged")]
