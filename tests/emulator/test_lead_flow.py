"""The lead flow on the deployed stack: what each band leads to, and where it goes when a step fails."""

import json
from typing import Any
from uuid import UUID

import pytest

from shared.core.invocation import new_id
from tests.emulator.deployment import Company, Deployment, Member

pytestmark = pytest.mark.emulator

ANA = {"contact_name": "Ana", "email": "ana@hotelbrisa.example", "company": "Hotel Brisa", "phone": "+573001234567"}


def register(member: Member) -> str:
    return str(member.http.post("/crm/leads", json=ANA).raise_for_status().json()["lead_id"])


def timeline(member: Member, lead: str) -> list[dict[str, Any]]:
    return list(member.http.get(f"/crm/leads/{lead}").json()["timeline"])


def kinds(member: Member, lead: str) -> list[str]:
    return [entry["type"] for entry in timeline(member, lead)]


def announce(deployment: Deployment, company: UUID, lead: str) -> str:
    """Put lead.created on the bus, as if the lead had just been registered; the event's id."""
    event_id = str(new_id())
    detail = {
        "id": event_id,
        "type": "lead.created",
        "version": 1,
        "source": "astramech.crm",
        "company_id": str(company),
        "subject": f"lead:{lead}",
        "correlation_id": event_id,
        "causation_id": None,
        "occurred_at": "2026-11-23T12:00:00+00:00",
        "data": {"lead_id": lead, "lead_source": None},
    }
    entry = {
        "EventBusName": deployment.stack["bus"],
        "Source": detail["source"],
        "DetailType": detail["type"],
        "Detail": json.dumps(detail),
    }
    assert deployment.client("events").put_events(Entries=[entry])["FailedEntryCount"] == 0
    return event_id


def execution(deployment: Deployment, event_id: str) -> dict[str, Any] | None:
    """The finished execution that an event started."""
    states = deployment.client("stepfunctions")
    for machine in states.list_state_machines()["stateMachines"]:
        for listed in states.list_executions(stateMachineArn=machine["stateMachineArn"])["executions"]:
            found = states.describe_execution(executionArn=listed["executionArn"])
            if event_id in found["input"] and found["status"] != "RUNNING":
                return dict(found)
    return None


def finished(deployment: Deployment, event_id: str) -> dict[str, Any]:
    deployment.wait_for(lambda: execution(deployment, event_id))
    found = execution(deployment, event_id)
    assert found
    return found


def test_a_registered_lead_is_scored_with_reasons_and_a_timeline(deployment: Deployment, company: Company) -> None:
    lead = register(company.user)
    deployment.wait_for(lambda: "lead.scored" in kinds(company.user, lead))
    detail = company.viewer.http.get(f"/crm/leads/{lead}").json()
    assert (detail["score"], detail["band"], detail["status"]) == (15, "cold", "new")
    assert [reason["rule"] for reason in detail["reasons"]] == ["corporate_email", "valid_phone", "company_known"]
    created, scored = (
        company.admin.http.get(f"/platform/events?type={kind}").json()["items"]
        for kind in ("lead.created", "lead.scored")
    )
    assert [event["causation_id"] for event in scored] == [event["id"] for event in created]
    assert created[0]["correlation_id"] == scored[0]["correlation_id"]


def test_a_warm_lead_gets_one_task_for_a_person_from_signal_and_flow(deployment: Deployment, company: Company) -> None:
    lead = register(company.user)
    signal = {"lead_id": lead, "signal_type": "pricing_visit", "strength": "high"}
    company.user.http.post("/crm/buyer-signal", json=signal).raise_for_status()
    deployment.wait_for(lambda: "task.opened" in kinds(company.user, lead))
    assert finished(deployment, announce(deployment, company.id, lead))["status"] == "SUCCEEDED"
    [task] = [entry["details"] for entry in timeline(company.user, lead) if entry["type"] == "task.opened"]
    assert task["kind"] == "email"


def test_without_a_running_campaign_nobody_is_called_and_the_flow_says_why(
    deployment: Deployment, company: Company
) -> None:
    ended = finished(deployment, announce(deployment, company.id, register(company.user)))
    assert ended["status"] == "SUCCEEDED"
    assert json.loads(ended["output"])["call"] == {"outcome": "not_called", "code": "no_campaign"}


def test_a_lead_that_is_gone_ends_the_flow_quietly(deployment: Deployment, company: Company) -> None:
    event = announce(deployment, company.id, str(new_id()))
    assert finished(deployment, event)["status"] == "SUCCEEDED"


def test_a_step_that_fails_for_good_asks_a_person_and_fails_the_flow(deployment: Deployment, company: Company) -> None:
    with deployment.environment_of("local-crm-score-lead", DB_HOST=""):
        lead = register(company.user)
        deployment.wait_for(lambda: "task.opened" in kinds(company.user, lead))
    [task] = [entry["details"] for entry in timeline(company.user, lead) if entry["type"] == "task.opened"]
    assert (task["kind"], task["reason"]) == ("review", "the lead flow failed")
    assert "lead.scored" not in kinds(company.user, lead)


def test_without_the_database_requests_are_told_to_come_back_and_health_says_so(
    deployment: Deployment, company: Company
) -> None:
    with deployment.environment_of("local-crm-list-leads", DB_PORT="9"):
        away = company.user.http.get("/crm/leads")
    with deployment.environment_of("local-crm-check-health", DB_PORT="9"):
        health = deployment.http().get("/crm/health")
    assert (away.status_code, away.headers["content-type"]) == (503, "application/problem+json")
    assert (health.status_code, health.json()["status"]) == (503, "unhealthy")
    deployment.wait_for(lambda: company.user.http.get("/crm/leads").status_code == 200, seconds=10)
    assert deployment.http().get("/crm/health").json()["status"] == "healthy"
