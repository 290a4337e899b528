"""Writing a document in an account's own words: its contacts, taxes, retentions, categories and items."""

from typing import Any

from functions.finance.domain.alegra.bodies import bill_of, contact_of, invoice_of
from functions.finance.domain.alegra.connection import Connection
from functions.finance.domain.alegra.errors import Action, LaterError
from functions.finance.domain.alegra.matter import Matter, UnmappableError
from functions.finance.domain.alegra.references import Reference, ReferenceKind, References
from functions.finance.service.alegra.ports import Account, KnownReferences, Turns
from shared.core.clock import Now

KINDS: tuple[ReferenceKind, ...] = ("tax", "retention", "category", "item")
MAY_BE_NEW = frozenset({"tax_missing", "retention_missing", "category_missing", "item_missing"})
A_TURN = 60  # seconds


class Writer:
    """Writes for one account.

    Args:
        connection: whose account.
        account: asked for what is not known.
        known: what it calls things, as last read.
        turns: one at a time creates a contact.
        now: the clock.
    """

    def __init__(
        self, connection: Connection, account: Account, known: KnownReferences, turns: Turns, now: Now
    ) -> None:
        self.connection = connection
        self.account = account
        self.known = known
        self.turns = turns
        self.now = now

    def party(self, matter: Matter) -> str:
        """The id of the supplier's or the customer's contact, which is created if there is none.

        Raises:
            UnmappableError: the document does not say who it is, or the contact is switched off.
            AlegraError: see there.
        """
        body = contact_of(matter)
        identification = str(body["identification"])
        found = self.known.contact(identification) or self._found_or_created(identification, body)
        if not found.active:
            raise UnmappableError("contact_disabled", f"The contact {found.id} is switched off in Alegra.")
        return found.id

    def body(self, matter: Matter, party: str) -> dict[str, Any]:
        """The bill or the invoice.

        Raises:
            UnmappableError: something has no counterpart in the account, also after it was read again.
            AlegraError: see there.
        """
        known = self.known.all()
        if not known.rows:
            return self._written(matter, party, self._read_again())
        try:
            return self._written(matter, party, known)
        except UnmappableError as error:
            if error.code not in MAY_BE_NEW:
                raise
        return self._written(matter, party, self._read_again())

    def renewed(self, matter: Matter, party: str, action: Action) -> tuple[str, dict[str, Any]]:
        """The same with what Alegra says now: after it refused a contact, or an id.

        Raises:
            UnmappableError, AlegraError: as `party` and `body`.
        """
        if action == "create_contact":
            self.known.forget_contact(party)
            party = self.party(matter)
            return party, self.body(matter, party)
        return party, self._written(matter, party, self._read_again())

    def _found_or_created(self, identification: str, body: dict[str, Any]) -> Reference:
        found = self.account.find_contact(identification) or self._created(identification, body)
        if found.active:
            self.known.keep(found)
        return found

    def _created(self, identification: str, body: dict[str, Any]) -> Reference:
        """A new contact; without an answer the turn stays taken, until what was sent is there or is not."""
        about = ("contact", str(self.connection.company_id), identification)
        if not self.turns.take(*about):
            raise LaterError("Somebody else is creating this contact.", retry_after=A_TURN)
        made = self.account.create_contact(body)
        self.turns.give_back(*about)
        return made

    def _written(self, matter: Matter, party: str, known: References) -> dict[str, Any]:
        if matter.kind == "invoice":
            return invoice_of(matter, party, known)
        return bill_of(matter, party, known, cost_center=self.connection.cost_center)

    def _read_again(self) -> References:
        rows = [row for kind in KINDS for row in self.account.references(kind)]
        self.known.replace(KINDS, rows, at=self.now())
        return self.known.all()
