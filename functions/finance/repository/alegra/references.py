"""What accounts call things, in PostgreSQL."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.finance.domain.alegra.references import Reference, ReferenceKind, References, digits
from functions.finance.repository.alegra.connections import read_column
from shared.core.invocation import new_id
from shared.db.models.alegra import AlegraConnection, AlegraReference
from shared.db.session import Transactions

AT_ONCE = 500  # rows in one statement


class ReferenceRows:
    """What the account of one company calls things.

    Args:
        transactions: walled to the company.
        company_id: written into new rows.
    """

    def __init__(self, transactions: Transactions, company_id: UUID) -> None:
        self.transactions = transactions
        self.company_id = company_id

    def all(self) -> References:
        query = select(AlegraReference).where(AlegraReference.kind != "contact")
        with self.transactions() as session:
            return References(tuple(_reference(row) for row in session.scalars(query)))

    def contact(self, identification: str) -> Reference | None:
        query = select(AlegraReference).filter_by(kind="contact", key=digits(identification), active=True)
        with self.transactions() as session:
            row = session.scalars(query.order_by(AlegraReference.alegra_id).limit(1)).first()
            return _reference(row) if row else None

    def keep(self, reference: Reference) -> None:
        with self.transactions() as session:
            self._add(session, [reference])

    def forget_contact(self, identifier: str) -> None:
        with self.transactions() as session:
            session.execute(delete(AlegraReference).filter_by(kind="contact", alegra_id=identifier))

    def replace(self, kinds: Iterable[ReferenceKind], rows: Iterable[Reference], *, at: datetime) -> int:
        found = list({(row.kind, row.id): row for row in rows}.values())
        with self.transactions() as session:
            # Held first by whoever writes: two that read at once do so one after the other.
            read_at = {read_column(kinds): at}
            session.execute(update(AlegraConnection).filter_by(company_id=self.company_id).values(read_at))
            session.execute(delete(AlegraReference).where(AlegraReference.kind.in_(list(kinds))))
            for start in range(0, len(found), AT_ONCE):
                self._add(session, found[start : start + AT_ONCE])
        return len(found)

    def _add(self, session: Session, references: list[Reference]) -> None:
        values = [{**_columns(reference), "id": new_id(), "company_id": self.company_id} for reference in references]
        row = insert(AlegraReference).values(values)
        fresh = {name: row.excluded[name] for name in ("name", "key", "percentage", "active")}
        session.execute(row.on_conflict_do_update(index_elements=["company_id", "kind", "alegra_id"], set_=fresh))


def _columns(reference: Reference) -> dict[str, object]:
    columns = asdict(reference)
    return {"alegra_id": columns.pop("id"), **columns}


def _reference(row: AlegraReference) -> Reference:
    return Reference(
        kind=cast("ReferenceKind", row.kind),
        id=row.alegra_id,
        name=row.name,
        key=row.key,
        percentage=row.percentage,
        active=row.active,
    )
