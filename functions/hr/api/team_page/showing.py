"""What was told of teams. Nothing is opened for it: this function holds no key."""

from functions.hr.providers.team_pages import Spoken, TeamsShown, looking
from functions.hr.schemas.forms import Chosen
from shared.core.function import get
from shared.schemas.answers import WebPage
from shared.schemas.pages import Cursor


@get("/hr/overview/page/teams", public=True, admission=looking)
def show_teams(pages: TeamsShown, say: Spoken, team: Chosen | None = None, cursor: Cursor = None) -> WebPage:
    """The company and its teams; or one team, or the company, with its risk matrix."""
    return pages.show(team, cursor, say)
