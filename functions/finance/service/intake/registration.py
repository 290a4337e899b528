"""A file arrives, by whichever door: it is registered once, and announced once."""

from uuid import UUID

from functions.finance.domain.arrival import Arrival, Registered
from functions.finance.service.intake.ports import Files
from shared.core.errors import Forbidden, NotFound
from shared.schemas.envelope import Events
from shared.schemas.events import InvoiceReceived


class RegistrationService:
    """The files of one company, as they arrive.

    Args:
        files: where they are kept.
        events: announces what arrived; the flow starts with it.
    """

    def __init__(self, files: Files, events: Events) -> None:
        self.files = files
        self.events = events

    def register(self, arrival: Arrival) -> Registered:
        """Register a version of an object; however often and by whichever door it comes, it is one document.

        Raises:
            NotFound: there is no such company.
        """
        if not self.files.company_exists():
            raise NotFound("There is no such company.")
        registered = self.files.register(arrival)
        if registered.is_new:
            self.events.record(InvoiceReceived(invoice_id=registered.invoice_id, door=arrival.door))
        return registered

    def uploader(self, caller_id: UUID, *, named: UUID | None = None) -> UUID | None:
        """Who brings a file: the person who calls; a program may name one, or brings it for nobody.

        Raises:
            Forbidden: a person names somebody else, who would then be taken for the uploader.
            NotFound: the named person is not of this company.
        """
        own = self.files.person(caller_id)
        if named in {None, own}:
            return own
        if own is not None:
            raise Forbidden("A person hands files in for nobody else; only a program may name who brings them.")
        known = self.files.person(named)
        if known is None:
            raise NotFound("There is no such user.")
        return known
