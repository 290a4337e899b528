"""Evaluating teams: what is told, who counts, and that each figure is guarded by its own group."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from functions.hr.domain.instruments.instrument import LOCALES
from functions.hr.domain.instruments.parts import Reference
from functions.hr.domain.teams.advice import recommendations, weakest
from functions.hr.domain.teams.alarm import Alarm, after
from functions.hr.domain.teams.counting import counted
from functions.hr.domain.teams.evaluation import evaluate
from functions.hr.domain.teams.ledger import GroupSizeError
from functions.hr.domain.teams.matrix import Risk
from functions.hr.domain.teams.probing import signs
from functions.hr.domain.teams.result import Part, TeamResult, Told
from functions.hr.domain.teams.trend import Trend, trend
from tests.functions.hr.staff import (
    DRIVER_SCORES,
    REFERENCE,
    a_contribution,
    a_team,
    a_wave,
    answering_again,
    people,
    person,
    released,
    told,
    without_answers,
)

HEAVY = [60, 55, 52, 40, 30]


def test_a_team_of_five_is_told_its_risk_and_the_means_of_its_scores() -> None:
    result, _ = released(a_wave(HEAVY), range(1, 6))
    figures = result.burnout.figures
    assert (figures.risk.score, figures.risk.level, result.viability) == (12, "high", 54)
    assert figures.subscales["cbi.work"] == Told(47, "low")
    assert (figures.respondents, figures.participation, figures.shares) == ("5-9", 100, None)
    assert not result.stale


def test_turnover_is_impact_by_the_teams_criticality() -> None:
    wave = a_wave({})
    wave = replace(
        wave,
        roster=a_wave([20] * 5).roster,
        consenting=people(range(1, 6)),
        contributions={person(n): a_contribution(n, 20, probability=0.28) for n in range(1, 6)},
    )
    result = evaluate(a_team(range(1, 6), criticality=4), wave).result
    assert isinstance(result, TeamResult)
    assert result.risks == {"burnout": Risk(2, 1), "turnover": Risk(3, 4)}
    assert result.scenarios == {"burnout": "low", "turnover": "high"}
    assert result.viability == 54


def with_parts(work: list[float], **changed: dict[int, Any]) -> Any:
    """A wave in which some people's contributions have other parts, by number."""
    wave = a_wave(work)
    contributions = dict(wave.contributions)
    for part, values in changed.items():
        for number, value in values.items():
            contributions[person(number)] = replace(contributions[person(number)], **{part: value})
    return replace(wave, contributions=contributions)


def test_whoever_has_no_estimate_is_left_out_of_turnover_and_it_is_withheld_below_five() -> None:
    result, _ = released(with_parts([20] * 6, probability={1: None}), range(1, 7))
    assert isinstance(result.turnover, Part)
    assert len(result.turnover.versions) == 5
    result, _ = released(with_parts([20] * 6, probability={1: None, 2: None}), range(1, 7))
    assert result.turnover == "too_few"
    assert result.viability == 100
    assert isinstance(result.drivers, Part)


def test_drivers_are_told_of_people_with_twelve_of_them() -> None:
    few = {"cbi.work": Fraction(20), **dict(list(DRIVER_SCORES.items())[:11])}
    result, _ = released(with_parts([20] * 6, scores={1: few}), range(1, 7))
    assert isinstance(result.drivers, Part)
    assert len(result.drivers.versions) == 5
    result, _ = released(with_parts([20] * 6, scores={1: few, 2: few}), range(1, 7))
    assert (result.drivers, result.recommendations) == ("too_few", ())


def test_a_mean_is_told_only_if_five_people_have_that_score() -> None:
    clients = {n: {"cbi.work": Fraction(20), "cbi.client": Fraction(60), **DRIVER_SCORES} for n in range(1, 6)}
    result, _ = released(with_parts([20] * 6, scores=clients), range(1, 7))
    assert result.burnout.figures.subscales["cbi.client"] == Told(60, "moderate")
    assert result.burnout.figures.subscales["cbi.personal"] == Told(None, None, "too_few")
    del clients[5]
    result, _ = released(with_parts([20] * 6, scores=clients), range(1, 7))
    assert result.burnout.figures.subscales["cbi.client"] == Told(None, None, "too_few")


def test_a_mean_is_withheld_if_the_difference_of_two_teams_would_be_one_persons() -> None:
    """Ten people, of whom six serve clients; the first five and the last five are teams, which leaves one over."""
    clients = {n: {"cbi.work": Fraction(20), "cbi.client": Fraction(60)} for n in range(1, 7)}
    _, wave = released(with_parts([20] * 10, scores=clients), range(1, 11))
    result, _ = released(wave, range(1, 6))
    assert result.burnout.figures.subscales["cbi.work"].mean == 20
    assert result.burnout.figures.subscales["cbi.client"] == Told(None, None, "would_isolate")


@pytest.mark.parametrize(
    ("members", "roster", "consenting", "expected"),
    [
        (range(1, 7), range(1, 7), range(1, 7), {1, 2, 3, 4, 5}),
        (range(1, 7), range(2, 7), range(1, 7), {2, 3, 4, 5}),
        (range(1, 7), range(1, 7), range(3, 7), {3, 4, 5}),
        (range(4, 9), range(1, 9), range(1, 9), {4, 5}),
    ],
)
def test_who_is_of_the_roster_and_the_team_agreed_and_has_a_score_counts(
    members: range, roster: range, consenting: range, expected: set[int]
) -> None:
    contributions = {person(n): a_contribution(n, 20) for n in range(1, 6)}
    contributions[person(6)] = a_contribution(6, 20, scores={"cbi.personal": Fraction(20)})
    found = counted(people(members), people(roster), people(consenting), contributions)
    assert {one.version for one in found} == {a_contribution(n, 20).version for n in expected}


def test_a_contribution_keeps_its_numbers_out_of_logs() -> None:
    assert "31337" not in repr(a_contribution(1, 31337, probability=0.31337))


@pytest.mark.parametrize("criticality", [0, 6])
def test_criticality_is_from_one_to_five(criticality: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 5"):
        a_team([1], criticality)


def test_a_company_cannot_ask_for_teams_of_three() -> None:
    with pytest.raises(GroupSizeError):
        evaluate(a_team(range(1, 10)), a_wave([20] * 9, k=3))
    assert told(a_wave([20] * 6, k=7), range(1, 7)) == "too_few"


def test_scenarios_tell_overload_and_low_participation() -> None:
    strained = {n: {"cbi.work": Fraction(20), **DRIVER_SCORES, "workload": Fraction(49)} for n in range(1, 6)}
    wave = with_parts([20] * 5, scores=strained)
    wave = replace(wave, roster={**wave.roster, **a_wave({}, roster=range(6, 12)).roster})
    result, _ = released(wave, range(1, 12))
    assert result.scenarios == {
        "burnout": "low",
        "turnover": "moderate",
        "overload": "moderate",
        "low_participation": "moderate",
    }
    assert result.burnout.figures.participation == 45


def test_a_result_of_two_languages_says_so() -> None:
    result, _ = released(with_parts([20] * 5, locale={1: "en"}), range(1, 6))
    assert result.burnout.figures.warnings == ("mixed_locales",)
    assert released(a_wave([20] * 5), range(1, 6))[0].burnout.figures.warnings == ()


def test_the_weakest_drivers_are_furthest_below_the_baseline_and_never_satisfaction() -> None:
    means = dict.fromkeys(REFERENCE, 80) | {"satisfaction": 5, "worklife": 40, "career": 40, "pay": 30, "voice": 55}
    assert weakest(means, REFERENCE) == ("worklife", "pay", "career")
    own = {**REFERENCE, "voice": Reference(mean=95, sd=10)}
    assert weakest(means, own) == ("voice", "worklife", "pay")
    assert weakest({"satisfaction": 5, "pay": 90}, REFERENCE) == ("pay",)


def test_every_driver_but_satisfaction_has_a_recommendation_in_both_languages() -> None:
    drivers = tuple(driver for driver in REFERENCE if driver != "satisfaction")
    advice = recommendations(drivers)
    assert [one.priority for one in advice] == list(range(1, 15))
    for locale in LOCALES:
        assert len({one.description[locale] for one in advice}) == len(drivers)
    with pytest.raises(KeyError):
        recommendations(("satisfaction",))


def test_recommendations_follow_the_weakest_drivers() -> None:
    low = {n: {"cbi.work": Fraction(20), **DRIVER_SCORES, "voice": Fraction(0)} for n in range(1, 6)}
    result, _ = released(with_parts([20] * 5, scores=low), range(1, 6))
    assert (result.recommendations[0].driver, result.recommendations[0].priority) == ("voice", 1)
    assert len(result.recommendations) == 3


def test_the_alarm_sounds_once_per_rise_and_is_armed_again_at_nine() -> None:
    cells = {9: Risk(3, 3), 10: Risk(2, 5), 12: Risk(4, 3), 20: Risk(5, 4)}
    alarm, announced = Alarm(), []
    for wave, score in enumerate((12, 12, 9, 10, 20)):
        alarm, severity = after(alarm, cells[score], burdened=3, wave=str(wave))
        announced.append(severity)
    assert announced == ["high", None, None, "high", "critical"]


def test_the_alarm_sounds_once_per_wave_and_a_rise_within_it_is_told_in_the_next() -> None:
    alarm, severity = after(Alarm(), Risk(4, 3), burdened=3, wave="1")
    assert severity == "high"
    alarm, severity = after(alarm, Risk(5, 4), burdened=5, wave="1")
    assert severity is None
    assert after(alarm, Risk(5, 4), burdened=5, wave="2")[1] == "critical"
    calmed, _ = after(alarm, Risk(1, 1), burdened=0, wave="1")
    assert after(calmed, Risk(4, 3), burdened=3, wave="1") == (calmed, None)


def test_two_burdened_people_are_not_enough_for_the_alarm() -> None:
    assert after(Alarm(), Risk(5, 5), burdened=2, wave="1") == (Alarm(), None)


def test_a_critical_alarm_is_not_followed_by_a_high_one() -> None:
    assert after(Alarm("critical", "1"), Risk(4, 3), burdened=3, wave="2")[1] is None


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (range(1, 7), range(1, 7), Trend(40, 19)),
        (range(1, 7), range(1, 6), None),
        (range(1, 6), range(1, 7), None),
        (range(1, 7), range(2, 8), None),
        (range(1, 7), range(1, 12), Trend(40, 19)),
        (range(1, 12), range(7, 12), Trend(40, 19)),
        (range(1, 11), range(5, 11), None),
        (range(1, 6), range(6, 11), Trend(40, 18)),
    ],
)
def test_a_trend_is_told_only_if_nobody_or_five_people_came_and_left(
    earlier: range, later: range, expected: Trend | None
) -> None:
    before, _ = released(a_wave(dict.fromkeys(earlier, 20)), earlier)
    now, _ = released(a_wave(dict.fromkeys(later, 60)), later)
    assert trend(before, now) == expected


@pytest.mark.parametrize(
    ("new_teams", "strangers", "expected"),
    [(20, 2, ()), (21, 2, ("many_teams",)), (0, 3, ("never_signed_in",)), (21, 3, ("many_teams", "never_signed_in"))],
)
def test_signs_of_probing_raise_an_alert(new_teams: int, strangers: int, expected: tuple[str, ...]) -> None:
    assert signs(new_teams=new_teams, never_signed_in=strangers) == expected


def test_new_answers_of_everybody_give_a_new_result() -> None:
    result, wave = released(a_wave([20] * 5), range(1, 6))
    for number in range(1, 6):
        wave = answering_again(wave, number, 60)
    again, _ = released(wave, range(1, 6), result)
    assert (again.burnout.figures.subscales["cbi.work"].mean, again.stale) == (60, False)


def test_the_same_answers_give_the_stored_result_whatever_else_has_changed() -> None:
    result, wave = released(a_wave([60, 60, 0, 0, 0]), range(1, 6))
    later = replace(wave, company_share=Fraction(1))
    assert evaluate(a_team(range(1, 6), criticality=5), later, result).result == result
    assert told(later, range(1, 6)) != result


def test_nothing_is_told_before_anybody_answers() -> None:
    assert told(without_answers(a_wave([20] * 6), *range(1, 7)), range(1, 7)) == "too_few"
