"""A team's result as it is kept: with what is never shown, because the next result is judged by it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeVar, cast

from functions.hr.domain.teams.figures import Shares
from functions.hr.domain.teams.ledger import Withheld
from functions.hr.domain.teams.matrix import Risk
from functions.hr.domain.teams.result import BurnoutFigures, DriverFigures, Part, TeamResult, Told, TurnoverFigures

Figures = TypeVar("Figures")
Record = Mapping[str, Any]

_TOLD = ("subscales", "drivers")


def to_record(result: TeamResult) -> dict[str, Any]:
    """As JSON."""
    return {
        "burnout": _kept(result.burnout),
        "turnover": _kept(result.turnover),
        "drivers": _kept(result.drivers),
    }


def from_record(record: Record) -> TeamResult:
    """What `to_record` made."""
    burnout = _part(record["burnout"], _burnout)
    if not isinstance(burnout, Part):
        raise TypeError("a result without burnout figures is none")
    return TeamResult(
        burnout=burnout,
        turnover=_part(record["turnover"], _turnover),
        drivers=_part(record["drivers"], _drivers),
    )


def _kept(part: Part[Any] | Withheld) -> dict[str, Any] | str:
    if not isinstance(part, Part):
        return part
    figures = asdict(part.figures)
    return {
        # As lists, whose order a database keeps.
        "figures": {name: list(value.items()) if name in _TOLD else value for name, value in figures.items()},
        "versions": sorted(part.versions),
        "people": sorted(part.people),
        "stale": part.stale,
    }


def _part(record: Record | str, read: Callable[[Record], Figures]) -> Part[Figures] | Withheld:
    if isinstance(record, str):
        return cast("Withheld", record)
    return Part(
        read(record["figures"]),
        versions=frozenset(record["versions"]),
        people=frozenset(record["people"]),
        stale=record["stale"],
    )


def _burnout(figures: Record) -> BurnoutFigures:
    return BurnoutFigures(
        **{
            **figures,
            "risk": Risk(**figures["risk"]),
            "subscales": _told(figures["subscales"]),
            "shares": Shares(**figures["shares"]) if figures["shares"] else None,
            "warnings": tuple(figures["warnings"]),
        }
    )


def _turnover(figures: Record) -> TurnoverFigures:
    return TurnoverFigures(Risk(**figures["risk"]))


def _drivers(figures: Record) -> DriverFigures:
    return DriverFigures(_told(figures["drivers"]), tuple(figures["weakest"]))


def _told(record: Sequence[tuple[str, Record]]) -> dict[str, Told]:
    return {subscale: Told(**one) for subscale, one in record}
