"""What waits for people, in PostgreSQL."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from functions.finance.domain.waiting import Decided, Waiting
from functions.finance.repository.books.documents import record_of
from shared.core.errors import NotFound
from shared.db.models.finance import Invoice, InvoiceDecision

_OPEN = ("needs_review", "ready")
_SHOWN = tuple(name for name in Waiting.__dataclass_fields__ if name not in {"record", "decisions"})


class QueueRows:
    """The documents of one company that wait.

    Args:
        session: walled to the company.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def waiting(self, *, reason: str | None, before: UUID | None, limit: int) -> Sequence[Waiting]:
        query = select(Invoice).where(Invoice.status.in_(_OPEN)).order_by(Invoice.id.desc()).limit(limit)
        if before:
            query = query.where(Invoice.id < before)
        if reason:
            query = query.where(Invoice.reasons.contains([{"code": reason}]))
        return self._read(query)

    def get(self, invoice_id: UUID) -> Waiting:
        found = self._read(select(Invoice).filter_by(id=invoice_id))
        if not found:
            raise NotFound("There is no such invoice.")
        return found[0]

    def _read(self, query: Select[Invoice]) -> Sequence[Waiting]:
        rows = self.session.scalars(query).all()
        decisions = self._decisions([row.id for row in rows])
        return [Waiting(record=record_of(row), decisions=tuple(decisions[row.id]), **_shown(row)) for row in rows]

    def _decisions(self, ids: Sequence[UUID]) -> Mapping[UUID, list[Decided]]:
        query = select(InvoiceDecision).where(InvoiceDecision.invoice_id.in_(ids)).order_by(InvoiceDecision.id)
        found: dict[UUID, list[Decided]] = defaultdict(list)
        for row in self.session.scalars(query):
            decided = Decided(row.decision, row.user_id, row.reason, row.edits, row.created_at)
            found[row.invoice_id].append(decided)
        return found


def _shown(row: Invoice) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _SHOWN}
