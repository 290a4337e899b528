"""Batches of one company."""

from collections import Counter
from collections.abc import Sequence
from typing import cast
from uuid import UUID

from sqlalchemy import and_, insert, select, update
from sqlalchemy.orm import Session

from functions.finance.domain.states import State
from functions.finance.schemas.intake import Batch, BatchItem, BatchState, Outcome
from shared.core.errors import NotFound
from shared.core.invocation import new_id
from shared.db.models.finance import BatchFile, Invoice, InvoiceBatch


class BatchRows:
    """The batches of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows; the wall refuses any other.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def add(self, keys: Sequence[str], user_id: UUID | None) -> UUID:
        batch_id = new_id()
        row = {"id": batch_id, "company_id": self.company_id, "user_id": user_id, "files": len(keys)}
        self.session.execute(insert(InvoiceBatch), [row])
        files = [
            {
                "id": new_id(),
                "company_id": self.company_id,
                "batch_id": batch_id,
                "position": position,
                "object_key": key,
            }
            for position, key in enumerate(keys)
        ]
        self.session.execute(insert(BatchFile), files)
        return batch_id

    def show(self, batch_id: UUID) -> Batch:
        batch = self.session.get(InvoiceBatch, batch_id, populate_existing=True)
        if batch is None:
            raise NotFound("There is no such batch.")
        items = self._items(batch_id)
        return Batch(
            batch_id=batch.id,
            status=cast(BatchState, batch.status),
            files=batch.files,
            outcomes=dict(Counter(item.outcome for item in items)),
            states=dict(Counter(item.status for item in items if item.status)),
            created_at=batch.created_at,
            items=items,
        )

    def brought_by(self, batch_id: UUID) -> tuple[BatchState, UUID | None]:
        """Shared, so that files of one batch do not wait for each other."""
        row = select(InvoiceBatch.status, InvoiceBatch.user_id).filter_by(id=batch_id).with_for_update(read=True)
        found = self.session.execute(row).first()
        if found is None:
            raise NotFound("There is no such batch.")
        return cast(BatchState, found[0]), found[1]

    def key(self, batch_id: UUID, position: int) -> str:
        found = self.session.scalar(select(BatchFile.object_key).filter_by(batch_id=batch_id, position=position))
        if found is None:
            raise NotFound("There is no such file in the batch.")
        return found

    def settle(self, batch_id: UUID, position: int, outcome: Outcome, file_id: UUID | None = None) -> None:
        file = update(BatchFile).filter_by(batch_id=batch_id, position=position)
        self.session.execute(file.values(outcome=outcome, file_id=file_id))

    def end(self, batch_id: UUID, state: BatchState) -> None:
        self.session.execute(update(InvoiceBatch).filter_by(id=batch_id, status="running").values(status=state))

    def _items(self, batch_id: UUID) -> list[BatchItem]:
        rows = self.session.execute(
            select(BatchFile.object_key, BatchFile.outcome, Invoice.id, Invoice.status, Invoice.reasons)
            .outerjoin(Invoice, and_(Invoice.file_id == BatchFile.file_id, Invoice.part == 0))
            .where(BatchFile.batch_id == batch_id)
            .order_by(BatchFile.position)
        )
        return [
            BatchItem(
                file_path=key,
                outcome=cast(Outcome, outcome),
                invoice_id=invoice_id,
                status=cast(State, status) if status else None,
                reasons=[reason["code"] for reason in reasons or ()],
            )
            for key, outcome, invoice_id, status, reasons in rows
        ]
