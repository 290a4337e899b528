"""Rows of the rules: each with its country, its states, its dates, its source, and how sure we are of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Literal, Self

from shared.contact.decision import Code, Confidence

Hours = tuple[time, time]
LimitKind = Literal["per_day", "channel_days", "per_campaign", "per_24_hours", "abandoned_percent"]

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SETS = {"all": _DAYS, "mon_fri": _DAYS[:5], "mon_sat": _DAYS[:6]}
SUNDAY = 6


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row in force from a day to a day, both included; without an end while none is known.

    Attributes:
        country: None for every country.
        regions: none for the whole country.
    """

    id: str
    valid_from: date
    source: str
    confidence: Confidence
    country: str | None = None
    regions: tuple[str, ...] = ()
    valid_to: date | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """A row as TOML has it; unknown keys are refused, so that a typo is noticed.

        Raises:
            TypeError: a key is missing, or none of the row's.
        """
        values: dict[str, Any] = {k: tuple(value) if isinstance(value, list) else value for k, value in row.items()}
        return cls(**values)

    def rules(self, country: str, region: str | None, on: date) -> bool:
        """Whether it rules a place on a day."""
        in_force = self.valid_from <= on and not self.has_ended(on)
        return in_force and self.country in (None, country) and (not self.regions or region in self.regions)

    def has_ended(self, on: date) -> bool:
        """Whether the row ruled before this day and no longer."""
        return self.valid_to is not None and self.valid_to < on


@dataclass(frozen=True, kw_only=True)
class Country(Row):
    """A country that may be called.

    Attributes:
        zones: of the whole country; none where they are those of its regions.
        consent: the form that a call needs.
        hours_code: what a call outside the hours is refused with.
    """

    prefix: str
    hours_code: Code
    consent: Literal["express", "written"]
    zones: tuple[str, ...] = ()
    needs_region: bool = False
    needs_opt_out_number: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "hours_code", Code(self.hours_code))
        if self.needs_region == bool(self.zones):
            raise ValueError(f"{self.id} has zones of its own, or of its regions")


@dataclass(frozen=True, kw_only=True)
class Blocked(Row):
    """A region where nobody is called."""

    region: str

    def rules(self, country: str, region: str | None, on: date) -> bool:
        return region == self.region and super().rules(country, region, on)


@dataclass(frozen=True, kw_only=True)
class Registry(Row):
    """A list that has to be looked at, and how old it may be."""

    registry: str
    max_age_days: int


@dataclass(frozen=True, kw_only=True)
class OpenHours(Row):
    """When somebody may be called, by the person's clock, `[start, end)`.

    Attributes:
        days: hours by weekday from Monday = 0; a day without is closed.
        holidays: the calendar of days that are closed, `state` for that of the region.
        waivable: a separate written document of the person may open other hours of open days.
    """

    days: Mapping[int, Hours]
    holidays: str | None = None
    waivable: bool = False

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """A row as TOML has it: hours under a day, or a set of days.

        Raises:
            ValueError: hours that end before they begin.
        """
        days: dict[int, Hours] = {}
        for name in (name for name in row if name in (*_SETS, *_DAYS)):
            start, end = row[name]
            if not start < end:
                raise ValueError(f"{row['id']} has hours that end before they begin")
            days |= {_DAYS.index(day): (start, end) for day in _SETS.get(name, (name,))}
        rest = {key: value for key, value in row.items() if key not in (*_SETS, *_DAYS)}
        return super().of(rest | {"days": days})

    def calendar(self, region: str | None) -> str | None:
        """The calendar of its holidays in a region."""
        return f"{self.country}-{region}" if self.holidays == "state" else self.holidays


@dataclass(frozen=True, kw_only=True)
class Limit(Row):
    """How often, or how much."""

    kind: LimitKind
    value: int
