"""The burnout flow on the deployed stack: five people's answers reach three measures for their team, and nobody's."""

from datetime import datetime
from typing import Any

import pytest

from tests.emulator.deployment import Company, Deployment, Member

pytestmark = pytest.mark.emulator

HEAVY = {f"cbi.P{n}": 75 for n in range(1, 7)} | {f"cbi.W{n}": 75 for n in range(1, 7)} | {"cbi.W7": 50}


def answer(person: Member) -> str:
    """Agree, and answer like somebody under strain; who it was."""
    person_id = str(person.http.get("/auth/me").raise_for_status().json()["user_id"])
    for purpose in ("assessment", "team_aggregate"):
        agreed = {"purpose": purpose, "version": "1", "locale": "en"}
        person.http.post("/hr/consents", json=agreed).raise_for_status()
    questionnaire = {"userId": person_id, "locale": "en", "answers": HEAVY}
    person.http.post("/hr/questionnaire/submit", json=questionnaire).raise_for_status()
    return person_id


def measures(company: Company) -> dict[str, list[dict[str, Any]]]:
    """What stands for the company's teams, by kind."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in company.admin.http.get("/crm/team-measures").raise_for_status().json()["items"]:
        found.setdefault(one["kind"], []).append(one)
    budgets = company.admin.http.get("/finance/support-budgets").raise_for_status().json()["items"]
    return found | ({"support_budget": budgets} if budgets else {})


def ended(deployment: Deployment, team: str) -> list[str]:
    """How the executions ended that are about a team."""
    states = deployment.client("stepfunctions")
    machine = deployment.stack["workflows"]["burnout_flow"]
    pages = states.get_paginator("list_executions").paginate(stateMachineArn=machine)
    arns = [one["executionArn"] for page in pages for one in page["executions"]]
    described = [states.describe_execution(executionArn=arn) for arn in arns]
    return [one["status"] for one in described if team in one["input"] and one["status"] != "RUNNING"]


def test_answers_of_five_lead_to_three_measures_whatever_fails_and_however_often_it_is_told(
    deployment: Deployment, company: Company
) -> None:
    admin = company.admin
    more = [deployment.join(admin, "user") for _ in range(2)]
    people = [answer(person) for person in (admin, company.user, company.viewer, *more)]
    draft = {"name": "Recepción", "memberIds": people, "ownerId": people[1]}
    team = admin.http.post("/hr/teams/create", json=draft).raise_for_status().json()["team_id"]
    with deployment.environment_of("local-finance-draft-support-budget", DB_HOST=""):
        told = admin.http.post("/hr/risks/evaluate", json={"teamId": team}).raise_for_status().json()
        assert told["riskMatrix"]["burnout"]["level"] == "critical"
        deployment.wait_for(lambda: ended(deployment, team) == ["FAILED"])
    taken = measures(company)
    assert {kind: len(found) for kind, found in taken.items()} == {"check_workload": 1, "hold_back_leads": 1}

    replay(deployment, company)
    deployment.wait_for(lambda: sorted(ended(deployment, team)) == ["FAILED", "SUCCEEDED"])
    all_three = measures(company)
    assert {kind: len(found) for kind, found in all_three.items()} == {**dict.fromkeys(taken, 1), "support_budget": 1}
    assert {kind: all_three[kind] for kind in taken} == taken
    assert [one["reason"] for one in all_three["support_budget"]] == ["no_budget_configured"]

    (event,) = admin.http.get("/platform/events?type=burnout.risk.detected").raise_for_status().json()["items"]
    assert [person for person in people if person in str(event)] == []
    (task,) = company.user.http.get("/crm/team-measures?kind=check_workload").raise_for_status().json()["items"]
    assert (task["team_id"], task["owner_id"], task["state"]) == (team, people[1], "active")
    assert datetime.fromisoformat(task["valid_until"]) == datetime.fromisoformat(event["data"]["valid_until"])
    assert company.viewer.http.get("/crm/team-measures").raise_for_status().json()["items"] == []


def replay(deployment: Deployment, company: Company) -> None:
    """Publish the company's risks again."""
    window = {"since": "2026-01-01T00:00:00Z", "until": "2100-01-01T00:00:00Z", "company_id": str(company.id)}
    report = deployment.invoke("local-platform-replay-events", {**window, "type": "burnout.risk.detected"})
    assert report["published"] == 1
