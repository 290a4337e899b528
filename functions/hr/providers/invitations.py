"""Builds the use cases that make links."""

from typing import Annotated

from functions.hr.domain.entrances import ANSWERING, LOOKING
from functions.hr.providers.rooms import CompanyRooms
from functions.hr.providers.sittings import sittings_of
from functions.hr.service.invitations import InvitationService
from shared.core.inject import Depends


def invitation_service(rooms: CompanyRooms) -> InvitationService:
    """Links to people's own answers, of the invocation's company."""
    return InvitationService(rooms.people, sittings_of(ANSWERING, rooms))


def overview_link_service(rooms: CompanyRooms) -> InvitationService:
    """Links to the pages about teams."""
    return InvitationService(rooms.people, sittings_of(LOOKING, rooms))


CompanyInvitations = Annotated[InvitationService, Depends(invitation_service)]
OverviewLinks = Annotated[InvitationService, Depends(overview_link_service)]
