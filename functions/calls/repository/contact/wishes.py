"""Wishes, consents and places of one company's people."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.calls.domain.numbers import number_hash
from shared.core.errors import NotFound
from shared.core.invocation import new_id
from shared.db.models.contact import ContactConsent, ContactPlace, ContactSuppression
from shared.db.models.crm import Lead


class WishRows:
    """Wishes, consents and places of one company's people.

    Args:
        session: walled to the company.
        company_id: whose rows are written.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def suppress(self, number: str, **columns: Any) -> ContactSuppression:
        """Add a wish; one that stands there already is returned as it is."""
        hashed = number_hash(self.company_id, number)
        same = {"number_hash": hashed, "reason": columns["reason"], "channel": columns.get("channel")}
        standing = self.session.scalar(select(ContactSuppression).filter_by(**same, removed_at=None))
        if standing:
            return standing
        row = ContactSuppression(**self._own(hashed), number=number, **columns)
        self.session.add(row)
        self.session.flush()
        return row

    def lift(self, suppression_id: UUID, **columns: Any) -> ContactSuppression:
        row = self.session.scalar(select(ContactSuppression).filter_by(id=suppression_id).with_for_update())
        if row is None:
            raise NotFound("There is no such entry.")
        if row.removed_at is None:
            self._change(row, columns)
        return row

    def suppressions(
        self, number: str | None, *, current: bool, before: UUID | None, limit: int
    ) -> Sequence[ContactSuppression]:
        query = self._page(select(ContactSuppression), ContactSuppression, number, before)
        if current:
            query = query.where(ContactSuppression.removed_at.is_(None))
        return self.session.scalars(query.limit(limit)).all()

    def consent(self, number: str, **columns: Any) -> ContactConsent:
        hashed = number_hash(self.company_id, number)
        row = ContactConsent(**self._own(hashed), number=number, **columns)
        self.session.add(row)
        self.session.flush()
        return row

    def withdraw(self, consent_id: UUID, **columns: Any) -> ContactConsent:
        row = self.session.scalar(select(ContactConsent).filter_by(id=consent_id).with_for_update())
        if row is None:
            raise NotFound("There is no such consent.")
        if row.withdrawn_at is None:
            self._change(row, columns)
        return row

    def consents(self, number: str | None, *, before: UUID | None, limit: int) -> Sequence[ContactConsent]:
        return self.session.scalars(
            self._page(select(ContactConsent), ContactConsent, number, before).limit(limit)
        ).all()

    def place(self, number: str, **columns: Any) -> ContactPlace:
        """Say where a person is, in place of what was said before."""
        row = columns | self._own(number_hash(self.company_id, number))
        once = insert(ContactPlace).values(row)
        self.session.execute(once.on_conflict_do_update(index_elements=["company_id", "number_hash"], set_=columns))
        found = self.place_of(number)
        if found is None:
            raise NotFound("There is no such place.")
        return found

    def place_of(self, number: str) -> ContactPlace | None:
        query = select(ContactPlace).filter_by(number_hash=number_hash(self.company_id, number))
        return self.session.scalar(query.execution_options(populate_existing=True))

    def forget(self, number: str) -> int:
        """Remove a number where it stands as itself; hashes stay, so that wishes hold."""
        hashed = number_hash(self.company_id, number)
        changed = 0
        for table in (ContactSuppression, ContactConsent):
            known = (table.number_hash == hashed, table.number.is_not(None))
            forgotten = self.session.execute(update(table).where(*known).values(number=None).returning(table.id))
            changed += len(forgotten.all())
        noted = update(ContactSuppression).where(ContactSuppression.number_hash == hashed)
        self.session.execute(noted.values(note=None))
        return changed

    def number_of(self, lead_id: UUID) -> str | None:
        """The number of a lead, if it has one."""
        lead = self.session.get(Lead, lead_id)
        if lead is None:
            raise NotFound("There is no such lead.")
        return lead.phone

    def _page(self, query: Any, table: Any, number: str | None, before: UUID | None) -> Any:
        query = query.filter_by(company_id=self.company_id).order_by(table.id.desc())
        if number:
            query = query.where(table.number_hash == number_hash(self.company_id, number))
        return query.where(table.id < before) if before else query

    def _own(self, hashed: str) -> dict[str, Any]:
        return {"id": new_id(), "company_id": self.company_id, "number_hash": hashed}

    def _change(self, row: Any, columns: dict[str, Any]) -> None:
        for name, value in columns.items():
            setattr(row, name, value)
        self.session.flush()
