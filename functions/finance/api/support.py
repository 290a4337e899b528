"""Endpoints of lines of budget to support teams; a person approves each, and no money moves."""

from uuid import UUID

from functions.finance.domain.support import SupportState
from functions.finance.providers.support import SupportBudgets
from functions.finance.schemas.support import SupportApproval, SupportBudgetView, SupportRefusal, SupportSetting
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import get, post, put
from shared.schemas.pages import Cursor, Limit, Page


@get("/finance/support-budgets", scope=Scope.FINANCE_APPROVE)
def list_support_budgets(
    budgets: SupportBudgets, state: SupportState | None = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[SupportBudgetView]:
    """The company's lines, newest first; of one state or of all."""
    return budgets.newest(state=state, limit=limit, cursor=cursor)


@post("/finance/support-budgets/{budget_id}/approve", scope=Scope.FINANCE_APPROVE, status=200)
def approve_support_budget(
    budget_id: UUID, approval: SupportApproval, caller: Caller, budgets: SupportBudgets
) -> SupportBudgetView:
    """Approve a line; who did and when is kept."""
    return budgets.approve(budget_id, caller, approval.reason)


@post("/finance/support-budgets/{budget_id}/decline", scope=Scope.FINANCE_APPROVE, status=200)
def decline_support_budget(
    budget_id: UUID, refusal: SupportRefusal, caller: Caller, budgets: SupportBudgets
) -> SupportBudgetView:
    """Decline a line, with the reason."""
    return budgets.decline(budget_id, caller, refusal.reason)


@get("/finance/settings/support-budget", scope=Scope.FINANCE_READ)
def get_support_setting(budgets: SupportBudgets) -> SupportSetting:
    """How much is drafted to support a team."""
    return budgets.setting()


@put("/finance/settings/support-budget", scope=Scope.FINANCE_SETTINGS)
def choose_support_setting(setting: SupportSetting, budgets: SupportBudgets) -> SupportSetting:
    """Choose how much is drafted; drafts that have no amount get it."""
    return budgets.choose(setting)
