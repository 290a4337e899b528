"""From answers to measures: what is done for a team tells nobody what was answered, nor by whom."""

import json
from datetime import datetime
from io import StringIO
from typing import Any

import pytest

from functions.crm.tasks import check_workload, hold_back_leads
from functions.finance.tasks.support import draft_support_budget
from tests.functions.hr.answering import cbi
from tests.functions.hr.teams.company import Company
from tests.lambdas import LambdaContext

MARKED = cbi(P=[75] * 6, W=[100, 100, 100, 100, 75, 100, 0])
SCORE = "96.4"
"""Of the work subscale, by these answers."""

MARKS = ("critical", "5-9", "Cocina")
"""The level that they lead to, how many answered, and what the team is called."""

KEPT = {
    "id",
    "company_id",
    "team_id",
    "kind",
    "amount",
    "currency",
    "cause_event_id",
    "valid_until",
    "decision",
    "decision_reason",
    "decided_by",
    "decided_at",
    "created_at",
}


@pytest.fixture
def event(firm: Company) -> dict[str, Any]:
    """A risk of a team of six, as it is announced."""
    firm.answered(6, MARKED)
    firm.evaluate(firm.team("Cocina de noche", range(1, 7)))
    (announced,) = firm.events("burnout.risk.detected")
    return announced


def take(firm: Company, event: dict[str, Any]) -> None:
    """What the flow does with the event, twice."""
    request = {
        "company_id": str(firm.clinic.company_id),
        "event_id": str(event["event_id"]),
        "correlation_id": event["correlation_id"],
        "team_id": event["payload"]["team_id"],
        "valid_until": event["payload"]["valid_until"],
    }
    for step in (hold_back_leads, check_workload, draft_support_budget) * 2:
        step(request, LambdaContext())


def test_a_risk_leads_to_three_measures_until_the_end_of_the_next_wave(firm: Company, event: dict[str, Any]) -> None:
    take(firm, event)
    measures = [*firm.clinic.rows("team_measures"), *firm.clinic.rows("support_budgets")]
    assert sorted(one.get("kind", "budget") for one in measures) == ["budget", "check_workload", "hold_back_leads"]
    assert {one["cause_event_id"] for one in measures} == {event["event_id"]}
    assert {one["valid_until"] for one in measures} == {datetime.fromisoformat(event["payload"]["valid_until"])}


def test_measures_receipts_and_logs_hold_nothing_of_the_answers(
    firm: Company, event: dict[str, Any], logged: StringIO
) -> None:
    assert firm.clinic.rows("team_results"), "there is something to be told"
    take(firm, event)
    measures = [*firm.clinic.rows("team_measures"), *firm.clinic.rows("support_budgets")]
    assert {column for one in measures for column in one} == KEPT
    left = json.dumps([measures, firm.clinic.rows("event_receipts")], default=str) + logged.getvalue()
    told = [mark for mark in (SCORE, *MARKS, *(str(person.id) for person in firm.people)) if mark in left]
    assert told == []


def test_the_marks_are_what_a_person_and_a_company_are_told(firm: Company, event: dict[str, Any]) -> None:
    (result,) = firm.clinic.rows("team_results")
    known = json.dumps([result, firm.clinic.rows("teams"), event], default=str)
    assert [mark for mark in MARKS if mark not in known] == []
    person = firm.people[0]
    (own,) = firm.clinic.overview(person)
    assert SCORE in firm.clinic.look(own["assessmentId"], person).body
