"""Waves: when people are asked, which of their answers counts, and when they may be asked again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Literal

from functions.hr.domain.instruments.parts import Value

APART = timedelta(days=28)
"""Between the openings of two waves; our design. February is long enough."""

Effect = Literal["first", "supersedes", "unchanged"]


@dataclass(frozen=True)
class Wave:
    """A period in which answers count together: from its opening, included, to its close, not included."""

    opens: datetime
    closes: datetime

    def is_open(self, at: datetime) -> bool:
        """Whether answers given at this moment count."""
        return self.opens <= at < self.closes


def month_of(at: datetime, zone: tzinfo) -> Wave:
    """The wave of a company that has configured none: the calendar month in its time zone."""
    first = at.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)
    beyond = first.replace(day=28) + timedelta(days=4)
    return Wave(first, beyond.replace(day=1))


def refuse_too_soon(previous: Wave, following: Wave) -> None:
    """Let a company open its next wave.

    Raises:
        ValueError: it closes before it opens, opens before the previous one closes, or within 28 days of its opening.
    """
    if following.closes <= following.opens:
        raise ValueError("a wave closes after it opens")
    if following.opens < previous.closes:
        raise ValueError("the previous wave is still open")
    if following.opens - previous.opens < APART:
        raise ValueError(f"people are asked again after {APART.days} days at the earliest")


def effect_of(previous: Mapping[str, Value | None] | None, sent: Mapping[str, Value | None]) -> Effect:
    """What answers do to those that the same person gave in the same wave; skipped items are as if absent.

    One assessment of each person counts: new answers supersede, the same answers change nothing.
    """
    if previous is None:
        return "first"
    return "unchanged" if _without_skipped(previous) == _without_skipped(sent) else "supersedes"


def _without_skipped(answers: Mapping[str, Value | None]) -> dict[str, Value]:
    return {item_id: value for item_id, value in answers.items() if value is not None}
