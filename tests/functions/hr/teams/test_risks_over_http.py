"""Teams over HTTP: made, evaluated once for each state of their answers, announced once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from functions.hr.api.risks import evaluate_risks
from functions.hr.api.teams import create_team
from shared.auth.scopes import Role
from shared.core.clock import utc_now
from shared.core.invocation import new_id
from tests.functions.hr.answering import cbi
from tests.functions.hr.teams.company import CALM, HEAVY, Company
from tests.lambdas import ask


def test_a_team_is_made_listed_changed_and_removed(firm: Company) -> None:
    firm.silent(6)
    made = firm.create("  Recepción ", firm.people[:5])
    assert made.json == {"team_id": made.json["team_id"], "members": 5, "evaluable": True, "reason": None}
    assert firm.create("recepción", firm.people[:5]).status == 409
    small = firm.create("Cocina", [firm.people[0], firm.people[0]])
    assert (small.json["members"], small.json["evaluable"], small.json["reason"]) == (1, False, "too_few")
    page = firm.teams("limit=1")
    assert [one["name"] for one in page["items"]] == ["Cocina"]
    assert [one["name"] for one in firm.teams(f"limit=1&cursor={page['next_cursor']}")["items"]] == ["Recepción"]
    team_id = made.json["team_id"]
    changed = firm.change(team_id, criticality=5, ownerId=str(firm.people[5].id))
    assert (changed.json["criticality"], changed.json["ownerId"]) == (5, str(firm.people[5].id))
    assert firm.change(team_id, name="Cocina").status == 409
    assert firm.change(team_id).status == 422
    assert firm.view(team_id).json["lastResult"] is None
    assert firm.remove(team_id).status == 204
    assert firm.create("Recepción", firm.people[:5]).status == 201


@pytest.mark.parametrize(
    "parts",
    [{"criticality": 0}, {"criticality": 6}, {"memberIds": []}, {"name": " "}, {"name": "x" * 81}, {"boss": True}],
    ids=["criticality 0", "criticality 6", "nobody", "no name", "long name", "unknown"],
)
def test_what_makes_no_team_is_refused(firm: Company, parts: dict[str, Any]) -> None:
    person = firm.silent(1)[0]
    body = {"name": "A", "memberIds": [str(person.id)], **parts}
    assert ask(create_team, "POST", "/hr/teams/create", body=body, caller=firm.boss).status == 422


def test_only_who_may_evaluates(firm: Company) -> None:
    firm.answered(5)
    team = firm.team("five", range(1, 6))
    for role in (Role.USER, Role.VIEWER):
        person = firm.clinic.person(role=role)
        reply = ask(evaluate_risks, "POST", "/hr/risks/evaluate", body={"teamId": str(team)}, caller=person)
        assert reply.status == 403


def test_without_answers_there_is_no_data(firm: Company) -> None:
    firm.silent(5)
    result = firm.evaluate(firm.team("five", range(1, 6)))
    assert (result["status"], result["reason"]) == ("no_data", "no_answers")
    assert firm.overview()["reason"] == "no_wave"


def test_an_unknown_team_is_not_found(firm: Company) -> None:
    body = {"teamId": str(new_id())}
    assert ask(evaluate_risks, "POST", "/hr/risks/evaluate", body=body, caller=firm.boss).status == 404


def test_a_result_is_what_the_contract_says(firm: Company) -> None:
    firm.answered(5, HEAVY)
    firm.silent(1)
    team = firm.team("heavy", range(1, 7), criticality=4)
    result = firm.evaluate(team, locale="en")
    assert result["status"] == "released"
    assert result["riskMatrix"]["burnout"] == {"likelihood": 5, "impact": 5, "score": 25, "level": "critical"}
    assert result["riskMatrix"]["turnover"] is None
    assert result["riskMatrix"]["turnoverReason"] == "too_few"
    assert (result["respondents"], result["participation"]) == ("5-9", 85)
    assert result["viabilityScore"] == 0
    assert {"scenario": "burnout", "level": "critical"} in result["riskScenarios"]
    assert result["basis"] == "measured"
    assert (result["stale"], result["trend"], result["composition"]) == (False, None, None)
    assert firm.view(team).json["lastResult"]["riskMatrix"] == result["riskMatrix"]
    assert not {"counted", "burdened", "versions", "people"} & set(str(result))


def test_a_high_risk_is_announced_once_and_names_no_person(firm: Company) -> None:
    firm.answered(5, HEAVY)
    team = firm.team("heavy", range(1, 6))
    firm.evaluate(team)
    firm.evaluate(team)
    (event,) = firm.events("burnout.risk.detected")
    assert set(event["payload"] if "payload" in event else event["data"]) == {
        "team_id",
        "wave_id",
        "severity",
        "respondents",
        "scoring_version",
        "evaluated_at",
        "valid_until",
    }


def test_a_low_risk_is_not_announced(firm: Company) -> None:
    firm.answered(5, CALM)
    firm.evaluate(firm.team("calm", range(1, 6)))
    assert not firm.events("burnout.risk.detected")


def test_some_at_once_release_once(firm: Company) -> None:
    firm.answered(6, HEAVY)
    teams = [firm.team("five", range(1, 6)), firm.team("six", range(1, 7))]
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(firm.evaluate_in_a_thread, [*teams, *teams]))
    assert {result.status for result in results} == {"released", "suppressed"}
    assert len({result.team_id for result in results if result.status == "released"}) == 1
    assert len(firm.clinic.rows("team_results")) == 1


def test_the_company_is_told_like_a_team_and_on_the_dashboard(firm: Company) -> None:
    firm.answered(6, cbi(P=[50] * 6, W=[50] * 7))
    whole = firm.whole()
    assert (whole["teamId"], whole["status"]) == (None, "released")
    overview = firm.overview()
    assert overview["workMean"] == 50
    assert overview["reason"] is None
    assert not firm.events("burnout.risk.detected")


def test_the_next_wave_is_compared_where_nobody_can_be_singled_out(firm: Company) -> None:
    firm.answered(5, CALM)
    team = firm.team("five", range(1, 6))
    earlier = firm.evaluate(team)
    (wave,) = firm.clinic.rows("waves")
    moved = timedelta(days=40)
    firm.clinic.change(
        "UPDATE waves SET opens_at = %s, closes_at = %s WHERE id = %s",
        wave["opens_at"] - moved,
        wave["closes_at"] - moved,
        wave["id"],
    )
    assert wave["opens_at"] <= utc_now()
    for number in range(1, 6):
        firm.answer_again(number, HEAVY)
    later = firm.evaluate(team)
    assert later["waveId"] != earlier["waveId"]
    assert later["trend"]["score"] == 25 - earlier["riskMatrix"]["burnout"]["score"]
    assert later["trend"]["workMean"] > 0
