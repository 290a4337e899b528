"""One contact with everything that is known of it, and which rules are its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from shared.contact.facts import CampaignState, ContactLedger, ContactRequest, Person, Purpose, RegistryCheck
from shared.contact.rows import Country, Limit, LimitKind
from shared.contact.rules import ContactRules


@dataclass(frozen=True, kw_only=True)
class Case:
    """What the rules are asked about; `now` is when, in UTC."""

    now: datetime
    request: ContactRequest
    person: Person
    registries: tuple[RegistryCheck, ...]
    ledger: ContactLedger
    campaign: CampaignState
    rules: ContactRules

    @property
    def places(self) -> tuple[str | None, ...]:
        """Countries whose law may hold: that of the number, and that where the person is."""
        stated = (self.person.country,) if self.person.country else ()
        return tuple(dict.fromkeys((self.request.number.country, *stated)))

    def countries(self, on: date) -> Iterator[Country]:
        """The rows of the countries that may be called."""
        return (row for code in self.places if code and (row := self.rules.country(code, on)))

    def region_in(self, country: Country) -> str | None:
        """The person's region, where the country's law differs by it."""
        return self.person.region if country.needs_region else None

    def zones_in(self, country: Country) -> tuple[str, ...]:
        """Every zone of the country in which the person may be; one stored from elsewhere counts beside them."""
        zones = self.rules.zones_of(country, self.region_in(country))
        stored = self.person.zone
        if not zones or stored is None or not is_zone(stored):
            return zones
        return (stored,) if stored in zones else (*zones, stored)

    def zones(self, at: datetime) -> tuple[str, ...]:
        """Every zone in which the person may be."""
        return tuple(dict.fromkeys(zone for row in self.countries(day(at)) for zone in self.zones_in(row)))

    def limits(self, kind: LimitKind, at: datetime) -> Iterator[Limit]:
        """The limits of a kind that hold for this contact, each once."""
        found = {
            row: None
            for country in self.countries(day(at))
            for row in self.rules.limits_of(kind, str(country.country), self.region_in(country), day(at))
        }
        return iter(found)

    def was_asked_for(self) -> bool:
        """Whether the person wished this very call: then it may come sooner, never outside the hours."""
        request = self.request
        return request.purpose is Purpose.SERVICE and request.asked_at is not None and request.asked_at <= self.now


def is_zone(name: str) -> bool:
    """Whether there is a zone of this name."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def day(at: datetime) -> date:
    """The day on which rows are looked up."""
    return at.astimezone(UTC).date()
