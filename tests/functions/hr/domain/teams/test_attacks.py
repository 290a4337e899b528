"""Attempts to learn something about one person from what teams are told."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.hr.domain.teams.evaluation import evaluate
from functions.hr.domain.teams.result import TeamResult
from functions.hr.domain.teams.wave import WaveSoFar
from tests.functions.hr.staff import (
    a_contribution,
    a_team,
    a_wave,
    answering_again,
    people,
    person,
    released,
    revoking,
    told,
    without_answers,
)

TEN = [20, 30, 40, 50, 60, 70, 80, 90, 10, 100]


@pytest.mark.parametrize("members", [range(1, 1), range(1, 2), range(1, 5)])
def test_a_team_below_five_is_told_nothing(members: range) -> None:
    assert told(a_wave(TEN), members) == "too_few"


def test_a_team_of_nine_with_four_answers_is_told_nothing() -> None:
    assert told(a_wave([20] * 4, roster=range(1, 10)), range(1, 10)) == "too_few"


def test_a_member_more_or_less_is_told_nothing() -> None:
    _, wave = released(a_wave(TEN), range(1, 6))
    assert told(wave, range(1, 7)) == "would_isolate"
    _, wave = released(a_wave(TEN), range(1, 11))
    assert told(wave, range(1, 10)) == "would_isolate"


def test_three_teams_together_isolate_nobody() -> None:
    _, wave = released(a_wave([20] * 12), range(1, 7))
    _, wave = released(wave, range(7, 13))
    assert told(wave, [*range(1, 6), *range(7, 13)]) == "would_isolate"


def test_half_of_a_team_may_be_told_apart_from_the_other_half() -> None:
    _, wave = released(a_wave(TEN), range(1, 11))
    result, _ = released(wave, range(1, 6))
    assert result.burnout.figures.subscales["cbi.work"].mean == 40


def test_the_company_total_is_withheld_if_it_leaves_three_people_over() -> None:
    _, wave = released(a_wave([20] * 8), range(1, 6))
    assert told(wave, range(1, 9)) == "would_isolate"


def test_a_member_removed_and_added_again_changes_nothing() -> None:
    result, wave = released(a_wave(TEN), range(1, 7))
    assert told(wave, range(1, 6)) == "would_isolate"
    assert told(wave, range(1, 7), result) == result
    another_team_of_the_same, _ = released(wave, range(1, 7))
    assert another_team_of_the_same == result


@pytest.mark.parametrize("change", ["revokes", "deletes", "answers again"])
def test_after_one_of_six_withdraws_the_same_is_told_and_marked_stale(change: str) -> None:
    result, wave = released(a_wave(TEN), range(1, 7))
    changed = {
        "revokes": revoking(wave, 6),
        "deletes": without_answers(wave, 6),
        "answers again": answering_again(wave, 6, 0),
    }[change]
    again = told(changed, range(1, 7), result)
    assert isinstance(again, TeamResult)
    assert again.stale
    assert again.burnout.figures == result.burnout.figures
    assert told(changed, range(1, 6)) == "would_isolate"
    assert told(wave, range(1, 7), again) == result


def test_whoever_revoked_is_absent_from_the_next_wave() -> None:
    wave = revoking(a_wave(TEN), 1)
    result, _ = released(wave, range(1, 7))
    assert a_contribution(1, 20).person not in result.burnout.people
    assert len(result.burnout.people) == 5
    assert told(wave, range(1, 6)) == "too_few"


def test_accounts_invented_after_the_first_result_do_not_count() -> None:
    _, wave = released(a_wave(TEN), range(1, 11))
    invented = {person(n): a_contribution(n, 0) for n in range(101, 105)}
    wave = replace(
        wave,
        contributions={**wave.contributions, **invented},
        consenting=wave.consenting | people(range(101, 105)),
    )
    assert told(wave, [1, *range(101, 105)]) == "too_few"
    result, _ = released(wave, [*range(1, 11), *range(101, 105)])
    assert result.burnout.figures.counted == 10


def test_a_mean_at_the_end_of_the_scale_does_not_tell_every_answer() -> None:
    result, _ = released(a_wave([100] * 12), range(1, 13))
    assert result.burnout.figures.subscales["cbi.work"].mean == 95
    assert result.burnout.figures.shares is None


def test_a_withdrawn_estimate_leaves_turnover_as_it_was() -> None:
    result, wave = released(a_wave(TEN), range(1, 7))
    without = replace(wave.contributions[person(6)], probability=None)
    again = told(replace(wave, contributions={**wave.contributions, person(6): without}), range(1, 7), result)
    assert isinstance(again, TeamResult)
    assert (again.stale, again.burnout.stale) == (True, False)
    assert again.risks == result.risks


def test_a_larger_smallest_group_leaves_what_was_told_and_tells_nothing_new() -> None:
    result, wave = released(a_wave(TEN), range(1, 6))
    stricter = replace(wave, k=7)
    again = told(stricter, range(1, 6), result)
    assert isinstance(again, TeamResult)
    assert again.burnout.figures == result.burnout.figures
    assert told(stricter, range(1, 11)) == "would_isolate"


TEAMS = st.lists(st.sets(st.integers(1, 14), min_size=4, max_size=14), max_size=6)
SCORES = st.lists(st.integers(0, 100), min_size=14, max_size=14)


def all_told(wave: WaveSoFar, teams: list[set[int]]) -> tuple[list[object], WaveSoFar]:
    """What one learns by evaluating teams one after the other."""
    found: list[object] = []
    for team in teams:
        evaluation = evaluate(a_team(team), wave)
        wave = wave.after(evaluation.releases)
        found.append(evaluation.result)
    return found, wave


@settings(deadline=None)  # the machine may be busy
@given(TEAMS, SCORES, st.integers(1, 14), st.integers(0, 100))
def test_new_answers_of_one_person_show_in_nothing_that_is_asked_again(
    teams: list[set[int]], scores: list[int], target: int, work: int
) -> None:
    before, wave = all_told(a_wave(scores), teams)
    wave = answering_again(wave, target, work)
    for team, last in zip(teams, before, strict=True):
        if isinstance(last, TeamResult):
            again = told(wave, team, last)
            assert isinstance(again, TeamResult)
            assert again.burnout.figures == last.burnout.figures
            assert again.burnout.stale == (target in team)
            assert not isinstance(told(wave, team), TeamResult) or target not in team


@settings(deadline=None)  # the machine may be busy
@given(team=st.sets(st.integers(1, 13), min_size=5), scores=SCORES, by_consent=st.booleans())
def test_a_team_with_one_more_member_does_not_tell_whether_they_answered(
    team: set[int], scores: list[int], *, by_consent: bool
) -> None:
    """Person 14 has answered, or has not, or has not agreed: what is told is the same."""
    _, wave = released(a_wave(scores), team)
    silent = revoking(wave, 14) if by_consent else without_answers(wave, 14)
    assert told(wave, team | {14}) == told(silent, team | {14}) == "would_isolate"


@settings(deadline=None)  # the machine may be busy
@given(TEAMS, SCORES, st.integers(1, 14), st.integers(0, 100))
def test_whoever_is_in_no_told_team_leaves_no_trace(
    teams: list[set[int]], scores: list[int], target: int, work: int
) -> None:
    other = [work if number == target else score for number, score in enumerate(scores, 1)]
    for one, another in zip(all_told(a_wave(scores), teams)[0], all_told(a_wave(other), teams)[0], strict=True):
        assert isinstance(one, TeamResult) == isinstance(another, TeamResult)
        if isinstance(one, TeamResult) and a_contribution(target, 0).person not in one.burnout.people:
            assert one == another


@settings(deadline=None)  # the machine may be busy
@given(TEAMS, SCORES)
def test_every_result_speaks_of_five_people_at_least(teams: list[set[int]], scores: list[int]) -> None:
    results, wave = all_told(a_wave(scores), teams)
    for result in results:
        if isinstance(result, TeamResult):
            assert len(result.burnout.people) >= 5
    for ledger in wave.ledgers.values():
        for one in ledger.released:
            for other in ledger.released:
                assert len(one - other) == 0 or len(one - other) >= 5
