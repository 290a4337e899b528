"""How far documents have come on their way to Alegra, in PostgreSQL."""

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import and_, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.finance.domain.alegra.matter import AlegraKind, Matter, UnmappableError, withheld_of
from functions.finance.domain.alegra.progress import LEASE, STATE_OF, Outcome, Progress, Standing
from functions.finance.domain.ledger.chart import AccountMissingError, Chart, published_chart
from functions.finance.domain.ledger.posting import NotPostableError, cost_account
from functions.finance.domain.record import assessment_in, document_in
from functions.finance.domain.states import MOVES, State
from shared.core.errors import Conflict, NotFound
from shared.core.invocation import new_id
from shared.db.models.alegra import AlegraDocument
from shared.db.models.finance import FinanceSettings, Invoice
from shared.db.session import Transactions

IN_THE_BOOKS = ("posted", "synced", "sync_unknown", "sync_failed")


class JournalRows:
    """The documents of one company.

    Args:
        transactions: walled to the company.
        company_id: written into new rows.
    """

    def __init__(self, transactions: Transactions, company_id: UUID) -> None:
        self.transactions = transactions
        self.company_id = company_id

    def standing(self, invoice_id: UUID) -> Standing:
        with self.transactions() as session:
            _invoice(session, invoice_id)
            row = session.scalars(select(AlegraDocument).filter_by(invoice_id=invoice_id)).first()
            return _standing(row) if row else Standing()

    def claim(self, invoice_id: UUID, *, now: datetime) -> Standing:
        with self.transactions() as session:
            _invoice(session, invoice_id)
            fresh = insert(AlegraDocument).values(id=new_id(), company_id=self.company_id, invoice_id=invoice_id)
            made = session.execute(fresh.on_conflict_do_nothing().returning(AlegraDocument.id)).first()
            row = session.scalars(select(AlegraDocument).filter_by(invoice_id=invoice_id).with_for_update()).one()
            standing = Standing() if made else _standing(row)
            if standing.progress != "synced" and not standing.is_taken(now):
                row.state, row.claimed_until, row.tries, row.retry_at = "sending", now + LEASE, row.tries + 1, None
            return standing

    def matter(self, invoice_id: UUID) -> Matter:
        with self.transactions() as session:
            invoice = _invoice(session, invoice_id)
            settings = session.get(FinanceSettings, self.company_id)
            return _matter(invoice, _chart(settings))

    def note_sending(self, invoice_id: UUID, kind: AlegraKind, *, at: datetime) -> None:
        sending = {"kind": kind, "sent_at": at, "attempts": AlegraDocument.attempts + 1}
        with self.transactions() as session:
            session.execute(update(AlegraDocument).filter_by(invoice_id=invoice_id).values(sending))

    def settle(self, invoice_id: UUID, outcome: Outcome, *, now: datetime) -> None:
        with self.transactions() as session:
            row = session.scalars(select(AlegraDocument).filter_by(invoice_id=invoice_id).with_for_update()).one()
            row.state, row.alegra_id = outcome.progress, outcome.alegra_id
            row.claimed_until, row.settled_at = None, now
            row.error = _error(outcome)
            row.retry_at = _again(_standing(row), outcome, now)
            if not outcome.in_doubt:
                row.attempts = row.attempts if outcome.progress == "synced" else 0
                row.sent_at = row.sent_at if outcome.progress == "synced" else None
            invoice = session.get_one(Invoice, invoice_id, with_for_update=True)
            if STATE_OF[outcome.progress] in MOVES[cast("State", invoice.status)]:
                invoice.status = STATE_OF[outcome.progress]

    def release(self, invoice_id: UUID) -> None:
        with self.transactions() as session:
            session.execute(update(AlegraDocument).filter_by(invoice_id=invoice_id).values(claimed_until=None))


class WaitingRows:
    """Documents of all companies that are to be taken up again.

    Args:
        transactions: over all companies.
    """

    def __init__(self, transactions: Transactions) -> None:
        self.transactions = transactions

    def due(self, *, now: datetime, limit: int) -> list[tuple[UUID, UUID]]:
        row = AlegraDocument
        left = and_(row.state == "sending", or_(row.claimed_until.is_(None), row.claimed_until <= now))
        due = or_(row.retry_at <= now, left)
        query = select(row.company_id, row.invoice_id).where(due).order_by(row.updated_at).limit(limit)
        with self.transactions() as session:
            return [(company, invoice) for company, invoice in session.execute(query)]


def _invoice(session: Session, invoice_id: UUID) -> Invoice:
    invoice = session.get(Invoice, invoice_id)
    if invoice is None:
        raise NotFound("There is no such document.")
    if invoice.status not in IN_THE_BOOKS:
        raise Conflict(f"The document is {invoice.status}; only what is in the books goes to Alegra.")
    return invoice


def _chart(settings: FinanceSettings | None) -> Chart:
    chart = published_chart()
    return chart.with_roles(settings.roles, settings.accounts) if settings else chart


def _matter(invoice: Invoice, chart: Chart) -> Matter:
    accepted = document_in(invoice.accepted)
    if accepted is None:
        raise UnmappableError("not_accepted", "The document was posted without what the rules saw.")
    document = accepted.in_pesos()
    purchase = document.direction == "purchase"
    try:
        accounts = tuple(cost_account(line, chart) for line in document.lines) if purchase else ()
    except (AccountMissingError, NotPostableError) as error:
        raise UnmappableError("account_missing", str(error)) from None
    withheld = withheld_of(assessment_in(invoice.assessment))
    return Matter(invoice_id=invoice.id, document=document, withheld=withheld, accounts=accounts)


def _standing(row: AlegraDocument) -> Standing:
    return Standing(
        progress=cast("Progress", row.state),
        alegra_id=row.alegra_id,
        claimed_until=row.claimed_until,
        sent_at=row.sent_at,
        tries=row.tries,
        sent=row.attempts,
        code=row.error.get("code"),
    )


def _error(outcome: Outcome) -> dict[str, Any]:
    return {} if outcome.code is None else {"code": outcome.code, "message": outcome.message}


def _again(standing: Standing, outcome: Outcome, now: datetime) -> datetime | None:
    if outcome.again is None or standing.pause is None:
        return None
    return now + max(standing.pause, timedelta(seconds=outcome.again))
