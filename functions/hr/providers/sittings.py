"""Builds who sits before pages, and reads the forms that these send."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.orm import Session

from functions.hr.domain.entrances import Entrance
from functions.hr.pages.sittings import Doorway, Sittings, refuse_foreign
from functions.hr.providers.rooms import Rooms
from functions.hr.repository.invitations import InvitationRows
from functions.hr.schemas.forms import Form
from functions.hr.service.sittings import SittingService
from shared.core.clock import Now
from shared.core.errors import BadRequest
from shared.core.incoming import Incoming
from shared.core.inject import reads_form
from shared.core.settings import settings

F = TypeVar("F", bound=Form)


def sittings_at(doorway: Doorway, session: Session, enter: Callable[[UUID], None], now: Now) -> Sittings:
    """The sittings of whichever company a link or a cookie names; what it names has to be found there."""

    def company(company_id: UUID) -> SittingService:
        enter(company_id)
        return sittings_of(doorway.entrance, Rooms(session, company_id, now))

    return Sittings(doorway, company, settings.api_url)


def sittings_of(entrance: Entrance, rooms: Rooms) -> SittingService:
    """Those of one company."""
    invitations = InvitationRows(rooms.session, rooms.company_id, entrance.kind)
    return SittingService(
        entrance, rooms.people, invitations, audit=rooms.audit, base_url=settings.api_url, now=rooms.now
    )


def reads(model: type[F]) -> Callable[..., F]:
    """Makes a reader of a form that one of our own pages sends."""

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
