"""How a team is evaluated from its page, alone in its module because it opens answers."""

from functions.hr.providers.team_evaluation import TeamsEvaluated
from functions.hr.providers.team_pages import TeamSent, looking
from shared.auth.caller import Caller
from shared.core.function import post
from shared.schemas.answers import Elsewhere


@post("/hr/overview/page/teams", public=True, status=200, admission=looking)
def evaluate_on_page(sent: TeamSent, caller: Caller, pages: TeamsEvaluated) -> Elsewhere:
    """Evaluate a team or the company, and go to what may be told of it."""
    return pages.evaluate(sent, caller)
