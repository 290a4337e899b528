"""Use cases: what waits for people, why, and where the reasons stand on the document."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Protocol
from uuid import UUID

from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.domain.waiting import Waiting
from functions.finance.schemas.review import DecisionView, ReasonView, ReviewItem
from functions.finance.service.books.evidence import evidence_of
from shared.schemas.pages import Page, from_cursor


class Queue(Protocol):
    """The documents of one company that wait for people."""

    def waiting(self, *, reason: str | None, before: UUID | None, limit: int) -> Sequence[Waiting]:
        """Those that wait, newest first."""

    def get(self, invoice_id: UUID) -> Waiting:
        """One of any state, or `NotFound`."""


class QueueService:
    """The review queue of one company."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue

    def waiting(self, *, reason: ReasonCode | None, limit: int, cursor: str | None) -> Page[ReviewItem]:
        """What waits, newest first.

        Args:
            reason: only documents with this reason.
            limit: how many.
            cursor: of the page before.
        """
        found = self.queue.waiting(reason=reason, before=from_cursor(cursor), limit=limit + 1)
        items = [_item(waiting) for waiting in found]
        return Page[ReviewItem].of(items, limit=limit, key=lambda item: item.invoice_id)

    def get(self, invoice_id: UUID) -> ReviewItem:
        """One document with its reasons and decisions, whatever its state.

        Raises:
            NotFound: the company has no such document.
        """
        return _item(self.queue.get(invoice_id))


def _item(waiting: Waiting) -> ReviewItem:
    record = waiting.record
    shown = {name: value for name, value in vars(waiting).items() if name in ReviewItem.model_fields}
    return ReviewItem(
        **{
            **shown,
            "invoice_id": record.id,
            "state": record.state,
            "reasons": _views(record.reasons, waiting),
            "remarks": _views(record.remarks, waiting),
            "approvals": waiting.approvals,
            "approvers": record.gate.approvers if record.gate else None,
            "needs_admin": record.gate.needs_admin if record.gate else False,
            "uploaded_by": record.uploader,
            "decisions": [DecisionView(**asdict(decided)) for decided in waiting.decisions],
            "received_at": waiting.created_at,
        }
    )


def _views(findings: Sequence[Finding], waiting: Waiting) -> list[ReasonView]:
    return [ReasonView.of(finding, evidence_of(waiting.record.extracted, finding.field)) for finding in findings]
