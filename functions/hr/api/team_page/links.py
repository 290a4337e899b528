"""How whoever may see risks gets to the pages about teams."""

from functions.hr.providers.invitations import OverviewLinks
from functions.hr.schemas.waves import InvitationView
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import post


@post("/hr/overview/links", scope=Scope.HR_RISKS)
def create_overview_link(caller: Caller, links: OverviewLinks) -> InvitationView:
    """Make a link to the pages about teams, for the caller alone: it works once, within ten minutes."""
    return links.open_overview(caller)
