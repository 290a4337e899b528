"""How a company calls without a campaign."""

from functions.calls.providers.company import OwnCalls
from functions.calls.schemas.company import CompanyCallsDraft, CompanyCallsView
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import get, put


@get("/calls/settings", scope=Scope.CALLS_READ)
def get_call_settings(company: OwnCalls) -> CompanyCallsView:
    """How the company calls without a campaign, and what it knows of costs."""
    return company.view()


@put("/calls/settings", scope=Scope.CALLS_CAMPAIGNS)
def set_call_settings(draft: CompanyCallsDraft, caller: Caller, company: OwnCalls) -> CompanyCallsView:
    """Say how the company calls without a campaign, as a new version; who does approves what is said."""
    return company.set(draft, caller)
