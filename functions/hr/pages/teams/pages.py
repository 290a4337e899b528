"""The pages about teams, for whoever may see risks."""

from contextlib import suppress
from datetime import tzinfo
from http import HTTPStatus
from typing import Protocol
from uuid import UUID

from functions.hr.domain.instruments.parts import Locale
from functions.hr.pages.layout import other_language, page, tools, way_out
from functions.hr.pages.teams.listing import listed
from functions.hr.pages.teams.story import told
from functions.hr.pages.wording import Wording
from functions.hr.schemas.forms import Chosen, TeamForm
from functions.hr.schemas.stories import Story
from functions.hr.schemas.teams import RiskReport
from functions.hr.service.stories import StoryService
from shared.auth.caller import Caller
from shared.core.errors import NotFound
from shared.core.html import Child, tag
from shared.schemas.answers import Elsewhere, WebPage

TEAMS_AT_ONCE = 50


class TeamPages:
    """What may be told of one company's teams.

    Args:
        stories: what was told.
        zone: in which days are named.
    """

    def __init__(self, stories: StoryService, zone: tzinfo) -> None:
        self.stories = stories
        self.zone = zone

    def show(self, chosen: Chosen | None, cursor: str | None, say: Wording) -> WebPage:
        """A team, the company, or all teams."""
        if chosen is None:
            found = self.stories.listed(limit=TEAMS_AT_ONCE, cursor=cursor, locale=say.locale)
            at = f"teams?cursor={cursor}&" if cursor else "teams?"
            return _page(say("teams.title"), at, say, *listed(found, say, is_first=cursor is None))
        try:
            story = self._story(chosen, say.locale)
        except NotFound:
            back = tag("p", tag("a", say("teams.all"), href=f"teams?lang={say.locale}"))
            return _page(say("teams.unknown"), "teams?", say, back, status=HTTPStatus.NOT_FOUND)
        title = story.team.name if story.team else say("company.title")
        return _page(title, f"teams?team={chosen}&", say, *told(story, self.zone, say))

    def _story(self, chosen: Chosen, locale: Locale) -> Story:
        return self.stories.of_company(locale) if chosen == "company" else self.stories.of_team(chosen, locale)


class Evaluating(Protocol):
    """Evaluates teams."""

    def evaluate_team(self, team_id: UUID, by: Caller, locale: Locale) -> RiskReport:
        """What may be told of a team now; `NotFound`."""

    def evaluate_company(self, by: Caller, locale: Locale) -> RiskReport:
        """What may be told of the whole company now."""


class EvaluatingPages:
    """Where a team is evaluated.

    Args:
        risks: evaluates.
    """

    def __init__(self, risks: Evaluating) -> None:
        self.risks = risks

    def evaluate(self, sent: TeamForm, caller: Caller) -> Elsewhere:
        """Evaluate, and go to what may be told; a team that is none is said to be none there."""
        with suppress(NotFound):
            if sent.team == "company":
                self.risks.evaluate_company(caller, sent.lang)
            else:
                self.risks.evaluate_team(sent.team, caller, sent.lang)
        return Elsewhere(f"teams?team={sent.team}&lang={sent.lang}")


def _page(title: str, at: str, say: Wording, *content: Child, status: HTTPStatus = HTTPStatus.OK) -> WebPage:
    return page(
        title,
        say,
        *content,
        tools=tools(other_language(say, at), way_out(say)),
        status=status,
        brand="teams.brand",
        styles=("answers.css", "teams.css"),
        script=None,
    )
