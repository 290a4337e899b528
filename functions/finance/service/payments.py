"""Use cases: book a payment once, and undo it by an entry of today."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from functions.finance.domain.calendar import day_in_colombia
from functions.finance.domain.company import Company
from functions.finance.domain.ledger.books import Booking
from functions.finance.domain.ledger.entry import JournalEntry
from functions.finance.domain.ledger.posting import payment_entry
from functions.finance.domain.payments import Debt, MoreThanOwedError, Paid, advance_in
from functions.finance.schemas.payments import Payment, PaymentDraft, PaymentFilter, PaymentView
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.core.errors import Conflict, Unprocessable
from shared.schemas.pages import Page, from_cursor


class Payments(Protocol):
    """The payments of one company."""

    def lock(self) -> None:
        """Let nobody else pay until the transaction ends."""

    def debt_of_invoice(self, invoice_id: UUID, company: Company) -> Debt:
        """What is owed for a document in the books, and never more than to or by its party; `NotFound`, `Conflict`."""

    def debt_of_party(self, draft: PaymentDraft, company: Company) -> Debt:
        """What is owed to or by a party."""

    def add(self, draft: PaymentDraft, debt: Debt, by: UUID) -> UUID:
        """Keep a payment."""

    def get(self, payment_id: UUID) -> Paid:
        """A payment, or `NotFound`."""

    def newest(self, which: PaymentFilter, *, before: UUID | None, limit: int) -> Sequence[Paid]:
        """Payments, newest first."""


class Ledger(Protocol):
    """The books of one company; entries are added, never changed."""

    def post_payment(self, entry: JournalEntry, payment_id: UUID, invoice_id: UUID | None) -> UUID:
        """Add the entry of a payment, once; its id, also of one that is there already."""

    def of_payment(self, payment_id: UUID) -> Booking | None:
        """The entry of a payment."""

    def reverse(self, booking: Booking, reversal: JournalEntry) -> UUID:
        """Add the entry that undoes another, once; its id, also of one that is there already."""


class Companies(Protocol):
    """The company whose books are kept."""

    def own(self) -> Company:
        """Its settings."""


class PaymentService:
    """The payments of one company.

    Args:
        payments: as they are kept.
        ledger: the books.
        companies: whose chart of accounts it is.
        now: the clock.
    """

    def __init__(self, payments: Payments, ledger: Ledger, companies: Companies, now: Now) -> None:
        self.payments = payments
        self.ledger = ledger
        self.companies = companies
        self.now = now

    def pay(self, draft: PaymentDraft, by: Caller) -> Payment:
        """Book money that was paid, never more than is owed unless the rest is an advance.

        Raises:
            NotFound: the company has no such document.
            Conflict: the document is not in the books, or less is owed.
            Unprocessable: it is of a day to come, or the document is of another direction or party.
        """
        self._require_past(draft)
        self.payments.lock()
        company = self.companies.own()
        debt = self._debt(draft, company)
        try:
            advance = advance_in(draft.amount, debt, allowed=draft.advance)
        except MoreThanOwedError as error:
            detail = f"The payment of {draft.amount} COP exceeds what is owed: {error}. Say advance to pay more."
            raise Conflict(detail, code="more_than_owed", owed=str(error.owed)) from None
        payment_id = self.payments.add(draft, debt, by.id)
        entry = payment_entry(
            draft.amount,
            draft.paid_on,
            company.chart,
            direction=debt.direction,
            means=draft.means,
            party=debt.party,
            advance=advance,
        )
        self.ledger.post_payment(entry, payment_id, draft.invoice_id)
        return self._shown(payment_id, draft, company)

    def reverse(self, payment_id: UUID) -> PaymentView:
        """Undo a payment by an entry of today; undoing it again changes nothing.

        Raises:
            NotFound: the company has no such payment.
        """
        self.payments.lock()
        self.payments.get(payment_id)
        booking = self.ledger.of_payment(payment_id)
        if booking is None:
            raise AssertionError("a payment without an entry")
        today = day_in_colombia(self.now())
        self.ledger.reverse(booking, booking.entry.reversed(today, "payment undone"))
        return PaymentView.of(self.payments.get(payment_id))

    def get(self, payment_id: UUID) -> PaymentView:
        """One payment.

        Raises:
            NotFound: the company has no such payment.
        """
        return PaymentView.of(self.payments.get(payment_id))

    def newest(self, which: PaymentFilter, *, limit: int, cursor: str | None) -> Page[PaymentView]:
        """A page of payments, newest first."""
        found = self.payments.newest(which, before=from_cursor(cursor), limit=limit + 1)
        views = [PaymentView.of(paid) for paid in found]
        return Page[PaymentView].of(views, limit=limit, key=lambda view: view.payment_id)

    def _require_past(self, draft: PaymentDraft) -> None:
        if draft.paid_on > day_in_colombia(self.now()):
            raise _invalid("paid_on", "is a day to come: only what was paid is booked")

    def _debt(self, draft: PaymentDraft, company: Company) -> Debt:
        if draft.invoice_id is None:
            return self.payments.debt_of_party(draft, company)
        debt = self.payments.debt_of_invoice(draft.invoice_id, company)
        if draft.direction not in {None, debt.direction}:
            raise _invalid("direction", f"the document is a {debt.direction}")
        if draft.party not in {None, debt.party}:
            raise _invalid("party", "the document is of another party")
        return debt

    def _shown(self, payment_id: UUID, draft: PaymentDraft, company: Company) -> Payment:
        view = PaymentView.of(self.payments.get(payment_id))
        return Payment(**view.model_dump(), still_owed=self._debt(draft, company).amount)


def _invalid(field: str, message: str) -> Unprocessable:
    error = {"field": field, "in": "body", "message": message, "code": "value_error"}
    return Unprocessable("Some fields are not valid.", errors=[error])
