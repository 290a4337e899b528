"""Use cases about lines of budget to support teams: draft because of an event, and let a person decide."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from functions.finance.domain.support import Support, SupportBudget, SupportDecision, SupportState
from functions.finance.schemas.support import SupportBudgetView, SupportDrafted, SupportSetting, SupportTask
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.core.errors import Conflict, NotFound
from shared.schemas.pages import Page, from_cursor


class Supports(Protocol):
    """The lines of one company, and how much it drafts."""

    def has_team(self, team_id: UUID) -> bool:
        """Whether the company has this team."""

    def lock_setting(self) -> None:
        """Let nobody else choose or draft until the transaction ends."""

    def setting(self) -> Support | None:
        """How much is drafted."""

    def choose(self, support: Support | None) -> None:
        """Keep how much is drafted."""

    def fill(self, support: Support, *, at: datetime) -> None:
        """Give drafts without an amount this one."""

    def add(self, team_id: UUID, support: Support | None, *, valid_until: datetime) -> UUID:
        """A new draft."""

    def newest(
        self, *, state: SupportState | None, at: datetime, before: UUID | None, limit: int
    ) -> Sequence[SupportBudget]:
        """Lines, newest first."""

    def lock(self, budget_id: UUID) -> SupportBudget:
        """A line, locked until the transaction ends, or `NotFound`."""

    def decide(
        self, budget_id: UUID, decision: SupportDecision, /, *, by: UUID, at: datetime, reason: str | None
    ) -> None:
        """Keep what a person decided."""


class SupportService:
    """The lines of one company.

    Args:
        supports: where they are kept.
        now: the clock.
    """

    def __init__(self, supports: Supports, now: Now) -> None:
        self.supports = supports
        self.now = now

    def draft(self, request: SupportTask) -> SupportDrafted:
        """Draft a line with the amount that the company has configured, or with none.

        Raises:
            NotFound: the company has no such team.
        """
        if not self.supports.has_team(request.team_id):
            raise NotFound("There is no such team.")
        self.supports.lock_setting()
        drafted = self.supports.add(request.team_id, self.supports.setting(), valid_until=request.valid_until)
        return SupportDrafted(budget_id=drafted)

    def setting(self) -> SupportSetting:
        """How much is drafted."""
        return SupportSetting.of(self.supports.setting())

    def choose(self, setting: SupportSetting) -> SupportSetting:
        """Choose how much is drafted; drafts that have no amount get it, all others keep theirs."""
        self.supports.lock_setting()
        support = Support(setting.amount, setting.currency) if setting.amount is not None else None
        self.supports.choose(support)
        if support:
            self.supports.fill(support, at=self.now())
        return self.setting()

    def newest(self, *, state: SupportState | None, limit: int, cursor: str | None) -> Page[SupportBudgetView]:
        """A page of lines, newest first; of one state or of all."""
        at = self.now()
        found = self.supports.newest(state=state, at=at, before=from_cursor(cursor), limit=limit + 1)
        views = [SupportBudgetView.of(budget, at) for budget in found]
        return Page[SupportBudgetView].of(views, limit=limit, key=lambda view: view.budget_id)

    def approve(self, budget_id: UUID, by: Caller, reason: str | None) -> SupportBudgetView:
        """Approve a line, by whom and when is kept; approving it again changes nothing.

        Raises:
            NotFound: the company has no such line.
            Conflict: it has no amount, is declined, or has ended.
        """
        return self._decide(self.supports.lock(budget_id), "approved", by, reason)

    def decline(self, budget_id: UUID, by: Caller, reason: str) -> SupportBudgetView:
        """Decline a line, with the reason; declining it again changes nothing.

        Raises:
            NotFound: the company has no such line.
            Conflict: it is approved, or has ended.
        """
        return self._decide(self.supports.lock(budget_id), "declined", by, reason)

    def _decide(
        self, budget: SupportBudget, decision: SupportDecision, by: Caller, reason: str | None
    ) -> SupportBudgetView:
        at = self.now()
        state = budget.state(at)
        if state not in {"drafted", decision}:
            raise Conflict(f"The line is {state}; it stays as it is.", state=state)
        if decision == "approved" and budget.amount is None:
            raise Conflict("The line has no amount: configure a support budget first.", code="no_budget_configured")
        if state == "drafted":
            self.supports.decide(budget.id, decision, by=by.id, at=at, reason=reason)
        return SupportBudgetView.of(self.supports.lock(budget.id), at)
