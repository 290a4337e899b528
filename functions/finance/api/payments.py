"""Endpoints of payments; they record money that has moved, and move none."""

from uuid import UUID

from functions.finance.domain.document import Direction
from functions.finance.providers.payments import Payments
from functions.finance.schemas.invoices import Day
from functions.finance.schemas.payments import Payment, PaymentDraft, PaymentFilter, PaymentView
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import delete, get, post
from shared.schemas.pages import Cursor, Limit, Page


@post("/finance/payments", scope=Scope.FINANCE_APPROVE, idempotent=True)
def book_payment(draft: PaymentDraft, caller: Caller, payments: Payments) -> Payment:
    """Book money that was paid or received; never more than is owed, unless the rest is an advance."""
    return payments.pay(draft, caller)


@get("/finance/payments", scope=Scope.FINANCE_READ)
def list_payments(
    *,
    payments: Payments,
    invoice_id: UUID | None = None,
    direction: Direction | None = None,
    paid_from: Day | None = None,
    paid_to: Day | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[PaymentView]:
    """The company's payments, booked last first."""
    which = PaymentFilter(invoice_id=invoice_id, direction=direction, paid_from=paid_from, paid_to=paid_to)
    return payments.newest(which, limit=limit, cursor=cursor)


@get("/finance/payments/{payment_id}", scope=Scope.FINANCE_READ)
def get_payment(payment_id: UUID, payments: Payments) -> PaymentView:
    """A payment with its entry, and the one that undid it."""
    return payments.get(payment_id)


@delete("/finance/payments/{payment_id}", scope=Scope.FINANCE_APPROVE, status=200)
def reverse_payment(payment_id: UUID, payments: Payments) -> PaymentView:
    """Undo a payment by an entry of today; nothing in the books is changed."""
    return payments.reverse(payment_id)
