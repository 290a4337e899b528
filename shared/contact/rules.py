"""The rows together, as they are published with this code, and the version that a decision names."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from shared.contact.rows import Blocked, Country, Limit, LimitKind, OpenHours, Registry, Row

_DATA = Path(__file__).with_name("data")

SomeRow = TypeVar("SomeRow", bound=Row)


@dataclass(frozen=True, kw_only=True)
class ContactRules:
    """All rows.

    Attributes:
        zones: IANA names by country and region.
        version: changes with any row.
    """

    version: str
    countries: tuple[Country, ...]
    blocked: tuple[Blocked, ...]
    registries: tuple[Registry, ...]
    hours: tuple[OpenHours, ...]
    limits: tuple[Limit, ...]
    zones: Mapping[str, Mapping[str, tuple[str, ...]]]

    def country(self, code: str, on: date) -> Country | None:
        """The row of a country; None if nobody may be called there."""
        return next(ruling(self.countries, code, None, on), None)

    def zones_of(self, country: Country, region: str | None) -> tuple[str, ...]:
        """Every zone in which somebody of this region may be; none if the region is not known."""
        return country.zones or self.zones.get(str(country.country), {}).get(region or "", ())

    def hours_of(self, country: str, region: str | None, on: date) -> tuple[OpenHours, ...]:
        return tuple(ruling(self.hours, country, region, on))

    def limits_of(self, kind: LimitKind, country: str, region: str | None, on: date) -> Iterator[Limit]:
        return (row for row in ruling(self.limits, country, region, on) if row.kind == kind)


def ruling(rows: Iterable[SomeRow], country: str, region: str | None, on: date) -> Iterator[SomeRow]:
    """The rows that rule a place on a day."""
    return (row for row in rows if row.rules(country, region, on))


@cache
def published_rules() -> ContactRules:
    """The rules of this repository, read once.

    Raises:
        ValueError: a row is not well formed, or a zone does not exist.
    """
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(_DATA.glob("*.toml"))}
    tables = {key: value for text in texts.values() for key, value in tomllib.loads(text).items()}
    zones = {
        country: {region: tuple(names) for region, names in regions.items()}
        for country, regions in tables["zones"].items()
        if isinstance(regions, dict)
    }
    for names in (name for regions in zones.values() for each in regions.values() for name in each):
        ZoneInfo(names)
    return ContactRules(
        version=sha256("\n".join(texts.values()).encode()).hexdigest()[:16],
        countries=tuple(map(Country.of, tables["countries"])),
        blocked=tuple(map(Blocked.of, tables["blocked"])),
        registries=tuple(map(Registry.of, tables["registries"])),
        hours=tuple(map(OpenHours.of, tables["hours"])),
        limits=tuple(map(Limit.of, tables["limits"])),
        zones=zones,
    )
