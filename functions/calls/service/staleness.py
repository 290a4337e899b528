"""Says in time that an exclusion list has to be taken anew."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from functions.calls.schemas.rounds import StaleReport
from shared.contact.rules import ContactRules
from shared.core.clock import Now
from shared.schemas.envelope import Events
from shared.schemas.events import RegistryStale

AHEAD = timedelta(days=1)
"""Before the list is stale: time to take it anew."""


class Copies(Protocol):
    """Copies of lists."""

    def warned(self, snapshot_id: UUID, *, at: datetime) -> bool:
        """Keep that it was said; False if it is kept already."""


class StaleDesk:
    """Of one company, in one transaction."""

    def __init__(self, copies: Copies, events: Events) -> None:
        self.copies = copies
        self.events = events


class StaleRounds:
    """Of all companies.

    Args:
        due: company, copy, name and time of copies that were taken before a time by their name.
        desks: opens a transaction of a company.
        rules: how old a list may be.
        now: the clock.
    """

    def __init__(
        self,
        due: Callable[[dict[str, datetime]], Sequence[Any]],
        desks: Callable[[UUID], AbstractContextManager[StaleDesk]],
        rules: ContactRules,
        now: Now,
    ) -> None:
        self.due = due
        self.desks = desks
        self.rules = rules
        self.now = now

    def warn(self) -> StaleReport:
        """Announce each copy once, a day before nobody may be called by it."""
        report, now = StaleReport(), self.now()
        ages: dict[str, timedelta] = {}
        for rule in self.rules.registries:
            age = timedelta(days=rule.max_age_days)
            ages[rule.registry] = min(age, ages.get(rule.registry, age))
        for company_id, snapshot_id, name, taken in self.due({name: now - ages[name] + AHEAD for name in ages}):
            with self.desks(company_id) as desk:
                if desk.copies.warned(snapshot_id, at=now):
                    stale_at = taken + ages[name]
                    desk.events.record(RegistryStale(list_name=name, snapshot_at=taken, stale_at=stale_at))
                    report.warned += 1
        return report
