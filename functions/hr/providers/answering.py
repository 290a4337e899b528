"""Builds the pages on which people answer, and says who sits before them."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import ValidationError

from functions.hr.pages.answers import AnswerPages
from functions.hr.pages.door import DoorPages
from functions.hr.pages.own import OwnPages
from functions.hr.pages.sittings import Sittings, cookie, cookie_in, language, refuse_foreign, sitting_over
from functions.hr.pages.wording import Wording
from functions.hr.providers.personal import OwnAssessments, OwnConsents, OwnData, OwnDrafts
from functions.hr.providers.rooms import CompanyRooms, Rooms
from functions.hr.schemas.forms import ConsentForm, DeletionForm, Form, LinkForm, ScreenForm
from functions.hr.service.invitations import InvitationService
from shared.auth.caller import Caller
from shared.auth.scopes import Role, Scope
from shared.core.clock import Clock
from shared.core.errors import BadRequest
from shared.core.incoming import Incoming
from shared.core.inject import Depends, reads_form
from shared.core.settings import settings
from shared.db.session import CompanyDoor, TenantSession

F = TypeVar("F", bound=Form)


def sittings(session: TenantSession, enter: CompanyDoor, now: Clock) -> Sittings:
    """The sittings of whichever company a link or a cookie names; what it names has to be found there."""

    def invitations(company_id: UUID) -> InvitationService:
        enter(company_id)
        rooms = Rooms(session, company_id, now)
        return InvitationService(rooms.people, rooms.invitations, rooms.audit, settings.api_url, now)

    return Sittings(invitations, settings.api_url)


AnySittings = Annotated[Sittings, Depends(sittings)]


def sitting(incoming: Incoming, found: AnySittings) -> Caller:
    """Whoever sits before the page: a link was exchanged for what their browser carries.

    Raises:
        SittingOver: nobody does, or no longer.
        Forbidden: another site sends the form.
    """
    refuse_foreign(incoming)
    token = cookie_in(incoming)
    user_id = found.person(token) if token else None
    if token is None or user_id is None:
        raise sitting_over(incoming)
    scopes = frozenset({Scope.HR_SELF})
    return Caller(id=user_id, company_id=token.company_id, role=Role.USER, scopes=scopes)


def door_pages(incoming: Incoming, found: AnySittings) -> DoorPages:
    """Where a link leads."""
    return DoorPages(found, incoming)


def answer_pages(
    rooms: CompanyRooms, consents: OwnConsents, drafts: OwnDrafts, assessments: OwnAssessments
) -> AnswerPages:
    """The questions, for whoever sits before them."""
    return AnswerPages(
        consents=consents,
        drafts=drafts,
        assessments=assessments,
        waves=rooms.waves,
        catalogue=rooms.catalogue,
        people=rooms.people,
        now=rooms.now,
    )


Answers = Annotated[AnswerPages, Depends(answer_pages)]


def own_pages(rooms: CompanyRooms, consents: OwnConsents, assessments: OwnAssessments, own: OwnData) -> OwnPages:
    """One's own result and rights."""
    return OwnPages(
        consents=consents,
        assessments=assessments,
        own=own,
        people=rooms.people,
        now=rooms.now,
        forgotten=cookie(settings.api_url, ""),
    )


def _read(model: type[F]) -> Callable[..., F]:
    """Reads a form that one of our own pages sent."""

    @reads_form(model)
    def read(incoming: Incoming) -> Any:
        refuse_foreign(incoming)
        fields = incoming.fields()
        said: dict[str, Any] = dict(fields)
        said["agreed"] = [value for name, value in fields if name == "agreed"]
        said["answers"] = {name: value for name, value in fields if "." in name}
        try:
            return model.model_validate(said)
        except ValidationError:
            raise BadRequest("The form is not one of ours.") from None

    return read


Door = Annotated[DoorPages, Depends(door_pages)]
Own = Annotated[OwnPages, Depends(own_pages)]
Spoken = Annotated[Wording, Depends(language)]
LinkSent = Annotated[LinkForm, Depends(_read(LinkForm))]
ConsentsSent = Annotated[ConsentForm, Depends(_read(ConsentForm))]
ScreenSent = Annotated[ScreenForm, Depends(_read(ScreenForm))]
DeletionSent = Annotated[DeletionForm, Depends(_read(DeletionForm))]
Sent = Annotated[Form, Depends(_read(Form))]
