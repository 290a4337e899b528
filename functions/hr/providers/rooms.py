"""Where one company's people, waves and answers are kept, and the keys that open what is a person's."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from sqlalchemy.orm import Session

from functions.hr.domain.instruments.catalogue import Catalogue, published
from functions.hr.repository.assessments import AssessmentRows
from functions.hr.repository.invitations import InvitationRows
from functions.hr.repository.objections import ObjectionRows
from functions.hr.repository.people import AuditRows, KeyRows, PeopleRows
from functions.hr.repository.rights import ConsentRows, DraftRows, GrantRows, LookRows
from functions.hr.repository.waves import WaveRows
from functions.hr.service.safe import Safe
from functions.hr.service.waves import WaveService
from shared.core.clock import Clock, Now
from shared.core.data_keys import DataKeys, PersonKeys
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession


class Rooms:
    """Where things are kept; what is a person's stays sealed.

    Args:
        session: walled to the company.
        company_id: whose they are.
        now: the clock.
    """

    def __init__(self, session: Session, company_id: UUID, now: Now) -> None:
        self.session = session
        self.company_id = company_id
        self.now = now
        self.catalogue: Catalogue = published()
        self.people = PeopleRows(session, company_id)
        self.audit = AuditRows(session, company_id)
        self.consents = ConsentRows(session, company_id)
        self.assessments = AssessmentRows(session, company_id)
        self.grants = GrantRows(session, company_id)
        self.looks = LookRows(session, company_id)
        self.drafts = DraftRows(session, company_id)
        self.invitations = InvitationRows(session, company_id)
        self.objections = ObjectionRows(session, company_id)
        self.keys = KeyRows(session, company_id)
        rows = WaveRows(session, company_id)
        self.waves = WaveService(rows, self.people, self.catalogue, self.audit, now)


@dataclass(frozen=True)
class OpenRooms:
    """The same, with what opens and seals; open keys live as long as this."""

    rooms: Rooms
    safe: Safe

    @classmethod
    def of(cls, session: Session, company_id: UUID, opener: DataKeys, now: Now) -> "OpenRooms":
        """Those of a company."""
        rooms = Rooms(session, company_id, now)
        return cls(rooms, Safe(rooms.keys, opener, company_id))


def company_rooms(session: TenantSession, invocation: Invocation, now: Clock) -> Rooms:
    """Of the invocation's company."""
    return Rooms(session, _company(invocation), now)


def open_rooms(session: TenantSession, keys: PersonKeys, invocation: Invocation, now: Clock) -> OpenRooms:
    """Of the invocation's company."""
    return OpenRooms.of(session, _company(invocation), keys, now)


def _company(invocation: Invocation) -> UUID:
    if invocation.company_id is None:
        raise ValueError(f"{invocation.function} has no company")
    return invocation.company_id


CompanyRooms = Annotated[Rooms, Depends(company_rooms)]
PersonalRooms = Annotated[OpenRooms, Depends(open_rooms)]
