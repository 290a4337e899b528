"""Somebody who may evaluate teams tries to learn what one person answered."""

from collections.abc import Callable
from uuid import UUID

import pytest

from functions.hr.api.own_data import delete_own_data
from shared.core.invocation import new_id
from tests.functions.hr.clinic import Clinic
from tests.functions.hr.teams.company import CALM, HEAVY, Company
from tests.lambdas import ask

RELEASED = ("released", None)
TOO_FEW = ("suppressed", "too_few")
WOULD_ISOLATE = ("suppressed", "would_isolate")


def test_nothing_is_told_of_four_people_or_of_four_who_answered(firm: Company) -> None:
    firm.answered(4)
    firm.silent(5)
    assert firm.told("four", range(1, 5)) == TOO_FEW
    assert firm.told("nine", range(1, 10)) == TOO_FEW


@pytest.mark.parametrize("size", [3, 4, 11, 5.0, "5", None])
def test_the_smallest_group_is_from_five_to_ten(firm: Company, size: object) -> None:
    assert firm.choose(size).status == 422


def test_a_company_may_raise_it(firm: Company) -> None:
    firm.answered(6)
    assert firm.choose(7).json == {"smallestGroup": 7}
    assert firm.told("six", range(1, 7)) == TOO_FEW


def test_one_more_or_one_less_is_not_told(firm: Company) -> None:
    firm.answered(16)
    assert firm.told("five", range(1, 6)) == RELEASED
    assert firm.told("six", range(1, 7)) == WOULD_ISOLATE
    assert firm.told("ten", range(7, 17)) == RELEASED
    assert firm.told("nine", range(7, 16)) == WOULD_ISOLATE


def test_three_teams_do_not_leave_one_person_over(firm: Company) -> None:
    firm.answered(12)
    assert firm.told("a", range(1, 7)) == RELEASED
    assert firm.told("b", range(7, 13)) == RELEASED
    assert firm.told("c", [*range(1, 6), *range(7, 13)]) == WOULD_ISOLATE


def test_halves_are_told_and_a_company_of_eight_is_not(firm: Company) -> None:
    firm.answered(10)
    assert firm.told("ten", range(1, 11)) == RELEASED
    assert firm.told("half", range(1, 6)) == RELEASED


def test_a_total_that_leaves_few_over_is_withheld_and_so_is_the_dashboard(firm: Company) -> None:
    firm.answered(8)
    assert firm.told("five", range(1, 6)) == RELEASED
    whole = firm.whole()
    assert (whole["status"], whole["reason"]) == WOULD_ISOLATE
    overview = firm.overview()
    assert (overview["workMean"], overview["participation"]) == (None, None)
    assert overview["reason"] == "not_evaluated"
    assert overview["teamsByLevel"] == {"low": 1, "moderate": 0, "high": 0, "critical": 0}


def _revoke(firm: Company) -> None:
    firm.revoke(6)


def _delete(firm: Company) -> None:
    assert ask(delete_own_data, "DELETE", "/hr/me", caller=firm.people[5]).status == 200


def _answer_again(firm: Company) -> None:
    firm.answer_again(6, HEAVY)


@pytest.mark.parametrize("act", [_revoke, _delete, _answer_again], ids=["revoked", "deleted", "answered again"])
def test_what_was_told_stays_and_is_never_computed_from_five(firm: Company, act: Callable[[Company], None]) -> None:
    firm.answered(6)
    team = firm.team("six", range(1, 7))
    before = firm.evaluate(team)
    act(firm)
    after = firm.evaluate(team)
    assert after == {**before, "stale": True, "evaluatedAt": after["evaluatedAt"]}
    assert after["respondents"] == "5-9"


def test_who_withdrew_before_a_result_does_not_count(firm: Company) -> None:
    firm.answered(6)
    firm.revoke(6)
    assert firm.told("five who count", range(1, 7)) == RELEASED
    firm.revoke(5)
    assert firm.told("four who count", range(2, 7)) == WOULD_ISOLATE


def test_an_account_made_after_the_first_result_does_not_count(firm: Company) -> None:
    firm.answered(7)
    assert firm.told("first", range(1, 6)) == RELEASED
    firm.answered(4)
    assert firm.told("the target and four new ones", [6, 8, 9, 10, 11]) == TOO_FEW


def test_a_member_who_leaves_and_comes_back_changes_nothing_told(firm: Company) -> None:
    firm.answered(6)
    team = firm.team("six", range(1, 7))
    before = firm.evaluate(team)
    ids = [str(one.id) for one in firm.people]
    assert firm.change(team, memberIds=ids[:5]).status == 200
    assert firm.evaluate(team) == before
    assert firm.change(team, memberIds=ids).status == 200
    assert firm.evaluate(team) == before


def test_a_removed_team_goes_on_to_guard(firm: Company) -> None:
    firm.answered(6)
    team = firm.team("six", range(1, 7))
    assert firm.evaluate(team)["status"] == "released"
    assert firm.remove(team).status == 204
    assert firm.view(team).status == 404
    assert firm.told("five of the six", range(1, 6)) == WOULD_ISOLATE


def test_another_companys_people_and_teams_are_as_if_there_were_none(firm: Company, other: Clinic) -> None:
    stranger = other.person()
    foreign, unknown = firm.create("a", [stranger]), firm.create("a", [new_id()])
    assert foreign.status == unknown.status == 422
    assert foreign.json["errors"] == unknown.json["errors"]
    elsewhere = Company(other)
    elsewhere.answered(5)
    theirs = elsewhere.team("theirs", range(1, 6))
    assert firm.view(theirs).status == firm.view(new_id()).status == 404
    assert firm.remove(theirs).status == 404


def test_answers_that_are_all_equal_do_not_show(firm: Company) -> None:
    from tests.functions.hr.answering import cbi  # noqa: PLC0415

    firm.answered(10, cbi(P=[100] * 6, W=[100] * 6 + [0]))
    result = firm.evaluate(firm.team("worst", range(1, 11)))
    means = {one["id"]: one["mean"] for one in result["subscales"]}
    assert (means["cbi.personal"], means["cbi.work"]) == (95, 95)
    assert result["composition"] is None


def test_who_makes_many_teams_is_noticed(firm: Company) -> None:
    firm.answered(5)
    for number in range(21):
        firm.team(f"team {number}", range(1, 6))
    firm.evaluate(firm.team("last", range(1, 6)))
    actions = {row["action"] for row in firm.clinic.rows("hr_audit")}
    assert {"team.evaluated", "alert.many_teams", "alert.never_signed_in"} <= actions


def test_the_ledger_names_nobody(firm: Company) -> None:
    firm.answered(5, CALM)
    firm.evaluate(firm.team("five", range(1, 6)))
    kept = str(firm.clinic.rows("release_ledger")) + str([row["result"] for row in firm.clinic.rows("team_results")])
    ids = [one.id for one in firm.people] + [row["id"] for row in firm.clinic.rows("assessments")]
    assert not [one for one in ids if str(one) in kept or UUID(str(one)).hex in kept]
