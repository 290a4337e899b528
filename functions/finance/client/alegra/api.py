"""What is asked of Alegra: its lists, its contacts, and its documents."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Protocol

from functions.finance.client.alegra.http import AlegraHttp
from functions.finance.domain.alegra.errors import UnansweredError
from functions.finance.domain.alegra.matter import AlegraKind, same_number
from functions.finance.domain.alegra.references import RESOURCES, Reference, ReferenceKind, digits, reference_of

PAGE = 30  # Alegra's most
PAGES = 100  # of documents that are looked through for one; more is a sign that the order is not what was asked for

_DOCUMENTS: dict[AlegraKind, tuple[str, str]] = {"bill": ("/bills", "provider"), "invoice": ("/invoices", "client")}

Row = dict[str, Any]


class Alegra(Protocol):
    """One account at Alegra. Every call raises what `functions.finance.domain.alegra.errors` holds."""

    def company(self) -> Row:
        """The company whose account it is."""

    def references(self, kind: ReferenceKind) -> Iterator[Reference]:
        """All taxes, retentions, categories, items or contacts."""

    def find_contact(self, identification: str) -> Reference | None:
        """The contact with a tax number."""

    def create_contact(self, body: Row) -> Reference:
        """A new contact."""

    def find_document(self, kind: AlegraKind, party: str, number: str, mark: str, on: date) -> str | None:
        """The id of a party's document by its number, or by our mark in it."""

    def create_document(self, kind: AlegraKind, body: Row) -> str:
        """A new bill or invoice: its id."""

    def document(self, kind: AlegraKind, identifier: str) -> Row:
        """A bill or an invoice as it stands there, with balance and payments."""


class AlegraAccount:
    """An account over HTTP."""

    def __init__(self, http: AlegraHttp) -> None:
        self.http = http

    def company(self) -> Row:
        self.http.get("/users/self")
        return _object(self.http.get("/company"))

    def references(self, kind: ReferenceKind) -> Iterator[Reference]:
        for row in self._pages(f"/{RESOURCES[kind]}"):
            yield _reference(kind, row)

    def find_contact(self, identification: str) -> Reference | None:
        wanted = digits(identification)
        found = [_reference("contact", row) for row in self._pages("/contacts", query=wanted)]
        same = [contact for contact in found if contact.key == wanted]
        return min(same, key=lambda contact: (not contact.active, len(contact.id), contact.id), default=None)

    def create_contact(self, body: Row) -> Reference:
        return _reference("contact", {**body, **self.http.post("/contacts", body)})

    def find_document(self, kind: AlegraKind, party: str, number: str, mark: str, on: date) -> str | None:
        path, role = _DOCUMENTS[kind]
        for page, row in enumerate(self._pages(path, order_field="date", order_direction="DESC")):
            if str(row.get("date", "")) < on.isoformat():
                return None
            if page >= PAGE * PAGES:
                raise UnansweredError("Alegra lists too many documents to find one.")
            of_party = str((row.get(role) or {}).get("id", "")) == party
            if mark in str(row.get("observations") or "") or (of_party and same_number(_number(row), number)):
                return str(row["id"])
        return None

    def create_document(self, kind: AlegraKind, body: Row) -> str:
        return str(self.http.post(_DOCUMENTS[kind][0], body)["id"])

    def document(self, kind: AlegraKind, identifier: str) -> Row:
        return _object(self.http.get(f"{_DOCUMENTS[kind][0]}/{identifier}"))

    def _pages(self, path: str, **query: str) -> Iterator[Row]:
        start = 0
        while True:
            answer = self.http.get(path, start=start, limit=PAGE, metadata="true", **query)
            rows = answer.get("data") if isinstance(answer, dict) else answer
            if not isinstance(rows, list):
                raise UnansweredError("Alegra's answer is no list.")
            yield from (_object(row) for row in rows)
            start += len(rows)
            if len(rows) < PAGE:
                return


def _reference(kind: ReferenceKind, row: Row) -> Reference:
    try:
        return reference_of(kind, row)
    except ValueError as error:
        raise UnansweredError(f"Alegra's answer holds {error}.") from None


def _number(row: Row) -> str:
    template = row.get("numberTemplate") or {}
    return str(template.get("fullNumber") or f"{template.get('prefix') or ''}{template.get('number') or ''}")


def _object(answer: Any) -> Row:
    if not isinstance(answer, dict):
        raise UnansweredError("Alegra's answer is no object.")
    return answer
