"""Endpoints of the review by people."""

from uuid import UUID

from functions.finance.domain.reasons import ReasonCode
from functions.finance.providers.review import Review, ReviewQueue
from functions.finance.schemas.review import (
    Approval,
    Approved,
    Corrected,
    Correction,
    Refusal,
    Rejected,
    ReviewItem,
    Voided,
)
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import get, post
from shared.schemas.pages import Cursor, Limit, Page


@get("/finance/reviews", scope=Scope.FINANCE_READ)
def list_reviews(
    queue: ReviewQueue, reason: ReasonCode | None = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[ReviewItem]:
    """The documents that wait for people, newest first, with the reasons and where they stand."""
    return queue.waiting(reason=reason, limit=limit, cursor=cursor)


@get("/finance/reviews/{invoice_id}", scope=Scope.FINANCE_READ)
def get_review(invoice_id: UUID, queue: ReviewQueue) -> ReviewItem:
    """One document with its reasons and everything that people decided about it."""
    return queue.get(invoice_id)


@post("/finance/invoices/{invoice_id}/approve", scope=Scope.FINANCE_APPROVE, status=200)
def approve_invoice(invoice_id: UUID, approval: Approval, caller: Caller, review: Review) -> Approved:
    """Approve a document; large ones need a second person, the largest an admin."""
    return review.approve(invoice_id, caller, approval.reason)


@post("/finance/invoices/{invoice_id}/edit", scope=Scope.FINANCE_REVIEW, status=200)
def edit_invoice(invoice_id: UUID, correction: Correction, caller: Caller, review: Review) -> Corrected:
    """Say what a document is where it was read wrongly or does not say it, and judge it anew."""
    return review.edit(invoice_id, caller, correction.edits, correction.reason)


@post("/finance/invoices/{invoice_id}/reject", scope=Scope.FINANCE_REVIEW, status=200)
def reject_invoice(invoice_id: UUID, refusal: Refusal, caller: Caller, review: Review) -> Rejected:
    """Keep a document out of the books for good."""
    return review.reject(invoice_id, caller, refusal.reason)


@post("/finance/invoices/{invoice_id}/void", scope=Scope.FINANCE_APPROVE, status=200)
def void_invoice(invoice_id: UUID, refusal: Refusal, caller: Caller, review: Review) -> Voided:
    """Undo what was posted by an entry of today; nothing in the books is changed."""
    return review.void(invoice_id, caller, refusal.reason)
