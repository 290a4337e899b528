"""What the use cases about Alegra need from the outside."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from functions.finance.domain.alegra.connection import Connection
from functions.finance.domain.alegra.matter import AlegraKind, Matter
from functions.finance.domain.alegra.progress import Outcome, Standing
from functions.finance.domain.alegra.references import Reference, ReferenceKind, References


class Connections(Protocol):
    """The account of one company; each call is a transaction of its own."""

    def get(self) -> Connection | None:
        """The account, if one is connected."""

    def put(self, connection: Connection, *, by: UUID) -> None:
        """Connect an account in place of the one there was; what was known of another account is forgotten."""

    def delete(self) -> None:
        """Forget the account, its token and what it calls things."""

    def suspend(self, code: int | str, message: str) -> None:
        """Note that Alegra takes nothing until a person acts."""


class KnownReferences(Protocol):
    """What one company's account calls things, as last read; each call is a transaction of its own."""

    def all(self) -> References:
        """Everything but contacts."""

    def contact(self, identification: str) -> Reference | None:
        """The contact with a tax number."""

    def keep(self, reference: Reference) -> None:
        """Know one more."""

    def forget_contact(self, identifier: str) -> None:
        """Know one contact less."""

    def replace(self, kinds: Iterable[ReferenceKind], rows: Iterable[Reference], *, at: datetime) -> int:
        """Know these and no others of the kinds; how many."""


class Journal(Protocol):
    """How far documents of one company have come; each call is a transaction, committed before it returns."""

    def standing(self, invoice_id: UUID) -> Standing:
        """How far a document is.

        Raises:
            NotFound: the company has no such document.
            Conflict: it is not in the books.
        """

    def claim(self, invoice_id: UUID, *, now: datetime) -> Standing:
        """Take a document to work on, unless it is there already or somebody else is at it; how far it was before.

        Raises:
            NotFound: the company has no such document.
            Conflict: it is not in the books.
        """

    def matter(self, invoice_id: UUID) -> Matter:
        """The document that was claimed.

        Raises:
            UnmappableError: it cannot be put into Alegra's words.
        """

    def note_sending(self, invoice_id: UUID, kind: AlegraKind, *, at: datetime) -> None:
        """Note that it is about to be sent."""

    def settle(self, invoice_id: UUID, outcome: Outcome, *, now: datetime) -> None:
        """Note what came of it, also in the document's own state."""

    def release(self, invoice_id: UUID) -> None:
        """Let somebody else take it, because we broke off."""


class Account(Protocol):
    """An account at Alegra, see `functions.finance.client.alegra.api.Alegra`."""

    def company(self) -> dict[str, Any]:
        """The company whose account it is."""

    def references(self, kind: ReferenceKind) -> Iterator[Reference]:
        """All of a kind."""

    def find_contact(self, identification: str) -> Reference | None:
        """The contact with a tax number."""

    def create_contact(self, body: dict[str, Any]) -> Reference:
        """A new contact."""

    def find_document(self, kind: AlegraKind, party: str, number: str, mark: str, on: date) -> str | None:
        """The id of a party's document by its number, or by our mark in it."""

    def create_document(self, kind: AlegraKind, body: dict[str, Any]) -> str:
        """A new bill or invoice: its id."""


class Accounts(Protocol):
    """Opens accounts."""

    def open(self, email: str, token: str) -> Account:
        """The account of somebody who gave us credentials just now."""

    def of(self, connection: Connection) -> Account:
        """The account of a connected company."""


class Turns(Protocol):
    """Lets one at a time create something in Alegra, which would take it twice."""

    def take(self, *about: str) -> bool:
        """Whether it is ours for the next minute."""

    def give_back(self, *about: str) -> None:
        """Let the next one, before the minute is over."""


class Waiting(Protocol):
    """Documents of all companies that are to be taken up again by themselves."""

    def due(self, *, now: datetime, limit: int) -> list[tuple[UUID, UUID]]:
        """(company, document), the longest waiting first."""


class ConnectedCompanies(Protocol):
    """All companies with an account that Alegra serves."""

    def longest_unread(self, kinds: Iterable[ReferenceKind], *, before: datetime) -> list[UUID]:
        """Those whose references were not read since, the longest unread first."""
