"""Steps of flows about teams."""

from functions.finance.providers.support import SupportBudgets
from functions.finance.schemas.support import SupportDrafted, SupportTask
from shared.core.function import task


@task()
def draft_support_budget(request: SupportTask, budgets: SupportBudgets) -> SupportDrafted:
    """Draft a line of budget to support a team, for a person to approve."""
    return budgets.draft(request)
