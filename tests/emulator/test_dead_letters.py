"""What a broken consumer could not handle waits in its queue, for its own company, until somebody redrives it."""

from typing import Any

import pytest

from tests.emulator.deployment import Company, Deployment, Member

pytestmark = pytest.mark.emulator

CONSUMER = "crm-on-buyer-signal-detected"


def letters(member: Member) -> list[dict[str, Any]]:
    answer = member.http.get(f"/platform/dead-letters/{CONSUMER}/messages").raise_for_status()
    return list(answer.json()["items"])


def filled_queues(member: Member) -> dict[str, int]:
    answer = member.http.get("/platform/dead-letters").raise_for_status()
    return {queue["queue"]: queue["messages"] for queue in answer.json()["items"]}


def a_lead(deployment: Deployment, member: Member, mailbox: str = "ana") -> str:
    """A lead whose flow is over, so that only its signals can change its score."""
    body = {"contact_name": "Ana", "email": f"{mailbox}@hotelbrisa.example"}
    lead = str(member.http.post("/crm/leads", json=body).raise_for_status().json()["lead_id"])
    deployment.wait_for(lambda: {"lead.created", "lead.scored"} <= types_of(member, lead))
    return lead


def types_of(member: Member, lead: str) -> set[str]:
    return {event["type"] for event in events(member) if event["subject"] == f"lead:{lead}"}


def signal(member: Member, lead: str) -> None:
    """One that only its consumer handles: a stronger one would start a flow, which scores the lead too."""
    body = {"lead_id": lead, "signal_type": "pricing_visit", "strength": "medium"}
    member.http.post("/crm/buyer-signal", json=body).raise_for_status()


def score_of(member: Member, lead: str) -> int:
    return int(member.http.get(f"/crm/leads/{lead}").raise_for_status().json()["score"])


def a_missed_signal(deployment: Deployment, admin: Member) -> tuple[str, int]:
    """A lead whose signal the consumer could not handle, and the score that it still has."""
    lead = a_lead(deployment, admin)
    before = score_of(admin, lead)
    with deployment.environment_of(f"local-{CONSUMER}", DB_PORT="9"):
        signal(admin, lead)
        deployment.wait_for(lambda: filled_queues(admin), seconds=120)
    return lead, before


def test_a_redriven_letter_has_the_effect_that_was_missing(deployment: Deployment, company: Company) -> None:
    admin = company.admin
    lead, before = a_missed_signal(deployment, admin)
    assert filled_queues(admin) == {CONSUMER: 1}
    [letter] = letters(admin)
    assert (letter["target"], letter["event_type"]) == (CONSUMER, "buyer_signal.detected")
    assert (letter["error"], letter["attempts"]) == ("OperationalError", 3)
    assert score_of(admin, lead) == before

    stranger = deployment.new_company().admin
    assert filled_queues(stranger) == {}
    assert letters(stranger) == []
    assert redriven(stranger) == 0

    assert redriven(admin) == 1
    deployment.wait_for(lambda: score_of(admin, lead) > before)
    assert filled_queues(admin) == {}


def redriven(member: Member) -> int:
    answer = member.http.post(f"/platform/dead-letters/{CONSUMER}/redrive").raise_for_status()
    return int(answer.json()["redriven"])


def test_a_replay_brings_what_was_missed_and_nothing_twice(deployment: Deployment, company: Company) -> None:
    admin = company.admin
    lead, before = a_missed_signal(deployment, admin)
    window = {"since": "2026-01-01T00:00:00Z", "until": "2100-01-01T00:00:00Z", "company_id": str(company.id)}
    report = deployment.invoke("local-platform-replay-events", window)
    assert (report["published"], report["continue_after"]) == (3, None)
    deployment.wait_for(lambda: score_of(admin, lead) > before)
    deployment.wait_for(lambda: len(events(admin)) == 4)
    happened = events(admin)

    assert redriven(admin) == 1
    other = a_lead(deployment, admin, "maria")
    signal(admin, other)
    deployment.wait_for(lambda: score_of(admin, other) > before)
    assert [event for event in events(admin) if event["subject"] == f"lead:{lead}"] == happened


def events(member: Member) -> list[dict[str, Any]]:
    return list(member.http.get("/platform/events").raise_for_status().json()["items"])
