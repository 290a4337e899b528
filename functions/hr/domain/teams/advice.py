"""The weakest conditions of work of a team, and what a company can change about them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from functions.hr.domain.instruments.parts import Locale, Reference
from functions.hr.domain.scoring.learning import DRIVERS, SUMMARY

_FILE = Path(__file__).with_name("advice.toml")

MOST = 3


@dataclass(frozen=True)
class Recommendation:
    """Something to change; 1 comes first."""

    priority: int
    driver: str
    description: Mapping[Locale, str]


def weakest(means: Mapping[str, int], baseline: Mapping[str, Reference]) -> tuple[str, ...]:
    """The three drivers furthest below the baseline, in standard deviations; fewer if fewer are told.

    Not by explanations of the model: those concentrate on overall satisfaction and career, whatever the team.

    Args:
        means: told means of drivers, by driver.
        baseline: the company's previous wave, or the reference group.
    """
    told = [driver for driver in DRIVERS if driver in means and driver != SUMMARY]
    return tuple(sorted(told, key=lambda driver: _distance(means[driver], baseline[driver]))[:MOST])


def recommendations(drivers: tuple[str, ...]) -> tuple[Recommendation, ...]:
    """One for each driver, in their order."""
    return tuple(Recommendation(number, driver, _texts()[driver]) for number, driver in enumerate(drivers, 1))


def _distance(mean: int, reference: Reference) -> float:
    return (mean - reference.mean) / reference.sd


@cache
def _texts() -> Mapping[str, Mapping[Locale, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
