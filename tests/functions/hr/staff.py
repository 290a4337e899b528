"""People of an invented company, by number, and what they answered in a wave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any
from uuid import UUID

from functions.hr.domain.instruments.parts import Reference
from functions.hr.domain.teams.counting import Contribution, Team
from functions.hr.domain.teams.evaluation import Evaluation, evaluate
from functions.hr.domain.teams.ledger import sealed
from functions.hr.domain.teams.result import TeamResult
from functions.hr.domain.teams.wave import WaveSoFar
from tests.functions.hr.answering import instrument_of

SALT = b"a salt of this wave"
REFERENCE: dict[str, Reference] = {
    one.id: one.reference for one in instrument_of("fevs").subscales if one.reference is not None
}
DRIVER_SCORES = {driver: Fraction(75) for driver in REFERENCE}


def person(number: int) -> UUID:
    return UUID(int=number)


def people(numbers: Iterable[int]) -> frozenset[UUID]:
    return frozenset(person(number) for number in numbers)


def a_contribution(number: int, work: float, *, revision: int = 0, **parts: Any) -> Contribution:
    """Answers of a person; another revision is another version."""
    known: dict[str, Any] = {
        "version": sealed(SALT, UUID(int=number * 1000 + revision)),
        "person": sealed(SALT, person(number)),
        "locale": "es",
        "scores": {"cbi.work": Fraction(work), "cbi.personal": Fraction(work), **DRIVER_SCORES},
        "probability": 0.1,
    }
    return Contribution(**(known | parts))


def a_wave(work: Mapping[int, float] | Sequence[float], roster: Iterable[int] = (), **parts: Any) -> WaveSoFar:
    """A wave in which everybody agreed; a sequence is the answers of the persons 1, 2, 3, …"""
    given = work if isinstance(work, Mapping) else dict(enumerate(work, 1))
    everybody = {*given, *roster}
    known: dict[str, Any] = {
        "roster": {person(number): sealed(SALT, person(number)) for number in everybody},
        "consenting": people(everybody),
        "contributions": {person(number): a_contribution(number, score) for number, score in given.items()},
        "cbi": instrument_of("cbi"),
        "drivers": instrument_of("fevs"),
        "baseline": REFERENCE,
    }
    return WaveSoFar(**(known | parts))


def a_team(numbers: Iterable[int], criticality: int = 3) -> Team:
    return Team(UUID(int=99), people(numbers), criticality)


def answering_again(wave: WaveSoFar, number: int, work: float, revision: int = 1) -> WaveSoFar:
    newer = a_contribution(number, work, revision=revision)
    return replace(wave, contributions={**wave.contributions, person(number): newer})


def revoking(wave: WaveSoFar, *numbers: int) -> WaveSoFar:
    return replace(wave, consenting=wave.consenting - people(numbers))


def without_answers(wave: WaveSoFar, *numbers: int) -> WaveSoFar:
    gone = people(numbers)
    return replace(wave, contributions={one: value for one, value in wave.contributions.items() if one not in gone})


def released(wave: WaveSoFar, numbers: Iterable[int], before: TeamResult | None = None) -> tuple[TeamResult, WaveSoFar]:
    """Evaluate a team that is told something, and record it."""
    evaluation = evaluate(a_team(numbers), wave, before)
    assert isinstance(evaluation.result, TeamResult), evaluation.result
    return evaluation.result, wave.after(evaluation.releases)


def told(wave: WaveSoFar, numbers: Iterable[int], before: TeamResult | None = None) -> object:
    """What an evaluation tells: a result, or a reason; withheld results leave nothing in the ledgers."""
    evaluation: Evaluation = evaluate(a_team(numbers), wave, before)
    if isinstance(evaluation.result, str):
        assert evaluation.releases == {}
    return evaluation.result
