"""Who was counted in a wave is kept as long as the wave can be evaluated, and no longer."""

from datetime import timedelta

from functions.hr.jobs import purge_personal_data
from tests.functions.hr.answering import cbi
from tests.functions.hr.teams.company import HEAVY, Company
from tests.lambdas import LambdaContext


def lists_of_people(firm: Company) -> list[list[object]]:
    results = [row["members"] for row in firm.clinic.rows("team_results")]
    return results + [row["roster"] for row in firm.clinic.rows("waves") if row["roster_frozen_at"]]


def let_a_wave_pass(firm: Company) -> None:
    moved = timedelta(days=40)
    firm.clinic.change(
        "UPDATE waves SET opens_at = opens_at - %s, closes_at = closes_at - %s WHERE company_id = %s",
        moved,
        moved,
        firm.clinic.company_id,
    )


def test_members_stay_while_their_wave_can_be_evaluated(firm: Company) -> None:
    firm.answered(6)
    team = firm.team("six", range(1, 7))
    told = firm.evaluate(team)
    let_a_wave_pass(firm)
    before = lists_of_people(firm)
    purge_personal_data({}, LambdaContext())
    assert lists_of_people(firm) == before
    assert all(before)
    firm.revoke(6)
    later = firm.evaluate(team)
    assert later["stale"]
    assert later["riskMatrix"] == told["riskMatrix"]


def test_members_are_forgotten_once_another_wave_has_followed_and_what_was_told_stays(firm: Company) -> None:
    firm.answered(5, cbi(P=[25] * 6, W=[25] * 7))
    team = firm.team("five", range(1, 6))
    told = firm.evaluate(team)
    ledger = firm.clinic.rows("release_ledger")
    let_a_wave_pass(firm)
    firm.answer_again(1, HEAVY)
    assert purge_personal_data({}, LambdaContext())["members"] >= 2
    assert lists_of_people(firm) == [[], []]
    assert firm.clinic.rows("release_ledger") == ledger
    assert firm.view(team).json["lastResult"]["riskMatrix"] == told["riskMatrix"]
    for number in range(2, 6):
        firm.answer_again(number, HEAVY)
    later = firm.evaluate(team)
    assert later["trend"]["score"] == 25 - told["riskMatrix"]["burnout"]["score"]
    named = str(firm.clinic.rows("team_results")[0]) + str(ledger)
    assert not [one for one in firm.people if str(one.id) in named]
