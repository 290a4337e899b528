"""The office of a company that keeps who may be called."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from functions.calls.api import compliance, people
from functions.calls.domain.verdict import Verdict, Wish
from functions.calls.providers.gate import legal_gate
from functions.calls.service.gatekeeper import Gatekeeper
from shared.auth.scopes import Role
from shared.core.unit import unit
from tests.functions.calls.desk import OURS, THEIRS, Company
from tests.lambdas import Reply, ask, caller_of

MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)
"""Ten in the morning in Bogotá."""


class Office:
    """Keeps lists and asks the gate, as people and the dial worker do.

    Args:
        company: that calls.
    """

    def __init__(self, company: Company) -> None:
        self.company = company
        self.officer = caller_of(company.id)
        self.viewer = caller_of(company.id, Role.VIEWER)

    def post(self, function: Any, path: str, by: Any = None, **body: Any) -> Reply:
        return ask(function, "POST", path, body=body, caller=by or self.officer)

    def agree(self, number: str = THEIRS, **changes: Any) -> Any:
        told = {"number": number, "form": "express", "text_version": "v3", "language": "es", "proof": "acta 12"}
        told |= {"given_at": "2026-01-05T10:00:00-05:00"}
        return self.post(people.record_consent, "/calls/consents", **told | changes).json

    def take_list(self, *numbers: str, at: datetime | None = None, name: str = "RNE", **changes: Any) -> Reply:
        taken = at or datetime.now(UTC) - timedelta(hours=1)
        body = {"snapshot_at": taken.isoformat(), "numbers": list(numbers or ["+573009999999"])} | changes
        return self.post(compliance.import_registry, f"/calls/registries/{name}/imports", **body)

    def prepare(self) -> UUID:
        """A campaign that may call `THEIRS` on `MONDAY`."""
        self.agree()
        with_list = self.take_list()
        self.company.age("registry_snapshots", with_list.json["import_id"], MONDAY - timedelta(hours=1))
        return self.company.campaign()

    @contextmanager
    def gate(self, now: datetime = MONDAY) -> Iterator[Gatekeeper]:
        """The gate in a transaction of its own, at another time."""
        with unit(legal_gate, name="calls-dial", company_id=self.company.id) as gate:
            gate.now = lambda: now
            yield gate

    def decides(self, wish: Wish, now: datetime = MONDAY) -> Verdict:
        with self.gate(now) as gate:
            return gate.decide(wish)


def wish(campaign: UUID | None, **changes: Any) -> Wish:
    return replace(Wish(number=THEIRS, caller_id=OURS, campaign_id=campaign, lead_id=None), **changes)
