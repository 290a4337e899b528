"""The main job on the deployed stacks: HTTPS → row and event → bus → state machine → score → readable again."""

import json
from collections import Counter
from typing import Any

import pytest

from tests.emulator.deployment import Company, Deployment, Member

pytestmark = pytest.mark.emulator

NAME = "María Fernanda Ñáñez 🌊 מרים"


def draft(**changes: Any) -> dict[str, Any]:
    return {
        "contact_name": NAME,
        "email": "maria@hotelmaraluz.example",
        "company": "Hotel Mar a Luz S.A.S.",
        "phone": "+573104567890",
        "source": "web_form",
        **changes,
    }


def register(member: Member, **changes: Any) -> dict[str, Any]:
    response = member.http.post("/crm/leads", json=draft(**changes))
    assert response.is_success, response.text
    answer: dict[str, Any] = response.json()
    return answer


def read(member: Member, lead_id: str) -> dict[str, Any]:
    lead: dict[str, Any] = member.http.get(f"/crm/leads/{lead_id}").raise_for_status().json()
    return lead


def types(lead: dict[str, Any]) -> Counter[str]:
    return Counter(entry["type"] for entry in lead["timeline"])


def scored(deployment: Deployment, member: Member, lead_id: str) -> dict[str, Any]:
    """The lead, once the flow has scored it."""
    deployment.wait_for(lambda: types(read(member, lead_id))["lead.scored"])
    return read(member, lead_id)


def execution_of(deployment: Deployment, lead_id: str) -> dict[str, Any]:
    """The ended execution of the lead flow that a lead started."""
    states = deployment.client("stepfunctions")
    machine = deployment.stack["workflows"]["lead_flow"]

    def ended() -> list[dict[str, Any]]:
        pages = states.get_paginator("list_executions").paginate(stateMachineArn=machine)
        arns = [found["executionArn"] for page in pages for found in page["executions"]]
        described = [states.describe_execution(executionArn=arn) for arn in arns]
        return [one for one in described if lead_id in one["input"] and one["status"] != "RUNNING"]

    deployment.wait_for(ended)
    (execution,) = ended()
    return execution


def test_a_registered_lead_is_announced_once_and_scored_once(deployment: Deployment, company: Company) -> None:
    answer = register(company.user)
    lead = scored(deployment, company.user, answer["lead_id"])

    assert execution_of(deployment, answer["lead_id"])["status"] == "SUCCEEDED"
    assert types(read(company.user, answer["lead_id"])) == {"lead.created": 1, "lead.scored": 1}
    assert [entry["type"] for entry in lead["timeline"]] == ["lead.created", "lead.scored"]
    assert answer["created"]


def test_the_lead_is_read_back_unharmed_with_the_reasons_for_its_score(
    deployment: Deployment, company: Company
) -> None:
    lead = scored(deployment, company.viewer, register(company.user)["lead_id"])

    assert {name: lead[name] for name in draft()} == draft()
    assert (lead["score"], lead["band"], lead["status"]) == (15, "cold", "new")
    assert {reason["rule"] for reason in lead["reasons"]} == {"corporate_email", "valid_phone", "company_known"}
    assert sum(reason["points"] for reason in lead["reasons"]) == lead["score"]


def test_a_known_mailbox_is_the_same_lead_and_announces_nothing(deployment: Deployment, company: Company) -> None:
    first = register(company.user)
    scored(deployment, company.user, first["lead_id"])
    again = register(company.user, email="Maria@HotelMarALuz.example", contact_name="María F. Ñáñez")

    assert (again["created"], again["lead_id"]) == (False, first["lead_id"])
    lead = read(company.user, first["lead_id"])
    assert lead["contact_name"] == "María F. Ñáñez"
    assert types(lead) == {"lead.created": 1, "lead.scored": 1}
    assert len(company.user.http.get("/crm/leads").json()["items"]) == 1


def test_a_buyer_signal_changes_the_score_and_says_why(deployment: Deployment, company: Company) -> None:
    lead_id = register(company.user)["lead_id"]
    scored(deployment, company.user, lead_id)
    signal = {"lead_id": lead_id, "signal_type": "meeting_request", "strength": "high"}
    noticed = company.user.http.post("/crm/buyer-signal", json=signal)

    assert noticed.status_code == 202, noticed.text
    deployment.wait_for(lambda: read(company.user, lead_id)["score"] == 45)
    lead = read(company.user, lead_id)
    assert lead["band"] == "warm"
    assert ("buyer_signal_high", "meeting_request") in {
        (reason["rule"], reason["evidence"]) for reason in lead["reasons"]
    }
    assert noticed.json()["event_id"] in json.dumps(lead["timeline"])


def test_what_one_company_registers_the_other_does_not_see(deployment: Deployment) -> None:
    one, other = deployment.new_company("Una"), deployment.new_company("Otra")
    lead_id = register(one.user)["lead_id"]

    assert other.admin.http.get(f"/crm/leads/{lead_id}").status_code == 404
    assert other.admin.http.get("/crm/leads").json()["items"] == []
    assert register(other.user)["created"]
