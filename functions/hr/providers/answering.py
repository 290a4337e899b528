"""Builds the pages on which people answer, and says who sits before them."""

from typing import Annotated

from functions.hr.domain.entrances import ANSWERING
from functions.hr.pages.answers import AnswerPages
from functions.hr.pages.door import DoorPages
from functions.hr.pages.own import OwnPages
from functions.hr.pages.sittings import TO_ANSWERS, Sittings, cookie, language
from functions.hr.pages.wording import Wording
from functions.hr.providers.personal import Objections, OwnAssessments, OwnConsents, OwnData, OwnDrafts
from functions.hr.providers.rooms import CompanyRooms
from functions.hr.providers.sittings import reads, sittings_at
from functions.hr.schemas.forms import ConsentForm, DeletionForm, Form, LinkForm, ScreenForm
from shared.auth.caller import Caller
from shared.core.clock import Clock
from shared.core.incoming import Incoming
from shared.core.inject import Depends
from shared.core.settings import settings
from shared.db.session import CompanyDoor, TenantSession


def sittings(session: TenantSession, enter: CompanyDoor, now: Clock) -> Sittings:
    """Those of people who answer."""
    return sittings_at(TO_ANSWERS, session, enter, now)


AnySittings = Annotated[Sittings, Depends(sittings)]


def sitting(incoming: Incoming, found: AnySittings) -> Caller:
    """Whoever sits before the page: a link was exchanged for what their browser carries.

    Raises:
        SittingOver: nobody does, or no longer.
        Forbidden: another site sends the form.
    """
    return found.caller(incoming)


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


def own_pages(
    rooms: CompanyRooms, consents: OwnConsents, assessments: OwnAssessments, objections: Objections, own: OwnData
) -> OwnPages:
    """One's own result and rights."""
    return OwnPages(
        consents=consents,
        assessments=assessments,
        objections=objections,
        own=own,
        people=rooms.people,
        now=rooms.now,
        forgotten=cookie(ANSWERING, settings.api_url, ""),
    )


Door = Annotated[DoorPages, Depends(door_pages)]
Own = Annotated[OwnPages, Depends(own_pages)]
Spoken = Annotated[Wording, Depends(language)]
LinkSent = Annotated[LinkForm, Depends(reads(LinkForm))]
ConsentsSent = Annotated[ConsentForm, Depends(reads(ConsentForm))]
ScreenSent = Annotated[ScreenForm, Depends(reads(ScreenForm))]
DeletionSent = Annotated[DeletionForm, Depends(reads(DeletionForm))]
Sent = Annotated[Form, Depends(reads(Form))]
