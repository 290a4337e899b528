"""Builds the pages about teams, and says who sits before them. Nothing here opens what is a person's."""

from typing import Annotated

from functions.hr.domain.instruments.catalogue import published
from functions.hr.pages.door import DoorPages
from functions.hr.pages.sittings import TO_TEAMS, Sittings, language
from functions.hr.pages.teams.pages import TeamPages
from functions.hr.pages.wording import Wording
from functions.hr.providers.rooms import CompanyRooms
from functions.hr.providers.sittings import reads, sittings_at
from functions.hr.providers.teams import Told
from functions.hr.repository.risks import ResultRows, WaveRows
from functions.hr.repository.teams import TeamRows
from functions.hr.schemas.forms import Form, LinkForm, TeamForm
from functions.hr.service.stories import StoryService
from shared.auth.caller import Caller
from shared.core.clock import Clock
from shared.core.incoming import Incoming
from shared.core.inject import Depends
from shared.db.session import CompanyDoor, TenantSession


def team_sittings(session: TenantSession, enter: CompanyDoor, now: Clock) -> Sittings:
    """Those of people who look at what may be told of teams."""
    return sittings_at(TO_TEAMS, session, enter, now)


TeamSittings = Annotated[Sittings, Depends(team_sittings)]


def looking(incoming: Incoming, found: TeamSittings) -> Caller:
    """Whoever sits before the page, and may still see risks.

    Raises:
        SittingOver: nobody does, or no longer.
        Forbidden: another site sends the form.
    """
    return found.caller(incoming)


def team_door(incoming: Incoming, found: TeamSittings) -> DoorPages:
    """Where a link leads."""
    return DoorPages(found, incoming)


def story_service(rooms: CompanyRooms, overview: Told) -> StoryService:
    """What was told of the invocation's company."""
    return StoryService(
        overview,
        teams=TeamRows(rooms.session, rooms.company_id),
        waves=WaveRows(rooms.session, rooms.company_id, published()),
        results=ResultRows(rooms.session, rooms.company_id),
        evaluations=rooms.audit,
        now=rooms.now,
    )


def team_pages(rooms: CompanyRooms, stories: Annotated[StoryService, Depends(story_service)]) -> TeamPages:
    """The pages, for whoever sits before them."""
    return TeamPages(stories, rooms.people.place().zone)


TeamDoor = Annotated[DoorPages, Depends(team_door)]
TeamsShown = Annotated[TeamPages, Depends(team_pages)]
Spoken = Annotated[Wording, Depends(language)]
LinkSent = Annotated[LinkForm, Depends(reads(LinkForm))]
TeamSent = Annotated[TeamForm, Depends(reads(TeamForm))]
Sent = Annotated[Form, Depends(reads(Form))]
