"""Taking up again what did not come to an end: crashes, silence, limits."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from functions.finance.schemas.alegra import ResolveReport
from functions.finance.service.alegra.ports import Waiting
from functions.finance.service.alegra.sync import SyncService
from shared.core.clock import Now
from shared.core.errors import Problem
from shared.core.log import log

AT_ONCE = 200


class ResolveService:
    """Waiting documents of all companies.

    Args:
        waiting: finds them.
        syncing: the use case of a company.
        now: the clock.
        budget: no document is begun later than so long after the first.
    """

    def __init__(self, waiting: Waiting, syncing: Callable[[UUID], SyncService], now: Now, budget: timedelta) -> None:
        self.waiting = waiting
        self.syncing = syncing
        self.now = now
        self.budget = budget

    def resolve(self) -> ResolveReport:
        """Look for each in Alegra, and send it again only if nothing that was sent can still arrive."""
        until = self.now() + self.budget
        states: list[str] = []
        due = self.waiting.due(now=self.now(), limit=AT_ONCE)
        for company_id, invoice_id in due:
            if self.now() > until:
                break
            states.append(self._one(company_id, invoice_id))
        there = states.count("synced")
        return ResolveReport(looked_at=len(states), synced=there, waiting=len(due) - there)

    def _one(self, company_id: UUID, invoice_id: UUID) -> str:
        """One that fails keeps no other from its turn."""
        try:
            return self.syncing(company_id).sync(invoice_id).state
        except Problem as problem:
            log().warning("alegra document not resolved", invoice_id=str(invoice_id), reason=problem.title)
            return "problem"
