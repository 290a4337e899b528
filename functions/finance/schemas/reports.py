"""Requests and answers about reports. Amounts are in COP; debit balances are positive."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel

from functions.finance.domain.ledger.books import EntryKind
from functions.finance.domain.reports.aging import Bucket, Side
from functions.finance.domain.reports.taxes import Kind
from functions.finance.schemas.asked import Format
from functions.finance.schemas.review import Texts
from shared.schemas.answers import Attachment

ReportType = Literal["general-ledger", "trial-balance", "journal", "aging", "cash-flow", "taxes"]

MEDIA_TYPES: dict[Format, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, kw_only=True)
class ReportFile(Attachment):
    """A report as a file."""

    media_types: ClassVar[tuple[str, ...]] = tuple(MEDIA_TYPES.values())


class Report(BaseModel):
    """What all reports say.

    Attributes:
        documents: how many documents were booked in the period; 0 says that there were none.
    """

    start_date: date | None
    end_date: date | None
    documents: int


class AccountLine(BaseModel):
    """An account in a period."""

    account: str
    name: Texts | None
    opening: Decimal
    debit: Decimal
    credit: Decimal
    closing: Decimal


class TrialBalance(Report):
    """Balances of all accounts; debits and credits are equal, unless only some accounts were asked for."""

    account_id: str | None
    accounts: list[AccountLine]
    total_debit: Decimal
    total_credit: Decimal
    difference: Decimal


class LedgerRow(BaseModel):
    """A line of an entry with the balance of its account after it."""

    line_id: UUID
    account: str
    date: date
    entry_id: UUID
    invoice_id: UUID | None
    memo: str
    line_memo: str
    party: str | None
    debit: Decimal
    credit: Decimal
    balance: Decimal


class GeneralLedger(Report):
    """Accounts with their balances, all of them, and their lines, page by page.

    Attributes:
        next_cursor: ask with it for the next lines; null on the last page.
    """

    account_id: str | None
    accounts: list[AccountLine]
    items: list[LedgerRow]
    next_cursor: str | None


class EntryRow(BaseModel):
    """A line of an entry."""

    account: str
    name: Texts | None
    debit: Decimal
    credit: Decimal
    party: str | None
    memo: str


class JournalItem(BaseModel):
    """An entry.

    Attributes:
        reverses: the entry that it undoes.
    """

    entry_id: UUID
    date: date
    kind: EntryKind
    memo: str
    invoice_id: UUID | None
    payment_id: UUID | None
    reverses: UUID | None
    lines: list[EntryRow]


class Journal(Report):
    """Entries in the order of their days, page by page; the totals are of the whole period."""

    account_id: str | None
    entries: int
    total_debit: Decimal
    total_credit: Decimal
    items: list[JournalItem]
    next_cursor: str | None


class Aged(BaseModel):
    """What is owed on one side, in all and by how many days late: up to 30, 31 to 60, 61 to 90, more."""

    total: Decimal
    aging: dict[Bucket, Decimal]


class AgingItem(BaseModel):
    """What is left of a document, or of a payment without one.

    Attributes:
        due_assumed: the document states no due date: 30 days after its issue are taken.
        amount: negative for what was paid or credited beyond what is owed.
    """

    side: Side
    invoice_id: UUID | None
    number: str | None
    party: str | None
    name: str | None
    issued_on: date
    due_on: date
    due_assumed: bool
    days_late: int
    bucket: Bucket
    amount: Decimal


class Aging(BaseModel):
    """What is owed to and by the company on a day, by due date.

    Attributes:
        documents: how many are open.
        due_assumed: how many of them state no due date.
        items: the oldest; the file has all.
        items_left_out: how many more there are.
    """

    as_of: date
    documents: int
    receivables: Aged
    payables: Aged
    net_position: Decimal
    due_assumed: int
    items: list[AgingItem]
    items_left_out: int


class CashMonth(BaseModel):
    """Money in and out in a month."""

    month: str
    income: Decimal
    expenses: Decimal
    net: Decimal


class CashFlow(Report):
    """Money that came in and went out, by payments.

    Attributes:
        total_income: less what was undone in the period; likewise expenses.
        income_count: payments of the period, also those that were undone; likewise expenses.
        undone_count: payments that were undone in the period.
    """

    account_id: str | None
    total_income: Decimal
    total_expenses: Decimal
    net_cash_flow: Decimal
    income_count: int
    expense_count: int
    undone_count: int
    months: list[CashMonth]


class TaxAccountLine(BaseModel):
    """An account of taxes: owed to the tax office if positive, to the company if negative."""

    kind: Kind
    tax: str
    account: str
    name: Texts | None
    amount: Decimal


class Vat(BaseModel):
    """IVA of the period; `net` is payable if positive."""

    charged: Decimal
    deductible: Decimal
    net: Decimal


class WithholdingSums(BaseModel):
    """Withholdings by tax."""

    renta: Decimal
    reteiva: Decimal
    reteica: Decimal
    total: Decimal


class Taxes(Report):
    """What a period did to the accounts of taxes.

    Attributes:
        withheld: from suppliers, owed to the tax office.
        suffered: withheld by customers, to be set off.
    """

    vat: Vat
    withheld: WithholdingSums
    suffered: WithholdingSums
    other_taxes: Decimal
    accounts: list[TaxAccountLine]


class MadeReport(BaseModel):
    """A report that was made once."""

    report_id: UUID
    report_type: str
    start_date: date | None
    end_date: date | None
    parameters: dict[str, Any]
    totals: dict[str, Any]
    created_by: UUID | None
    created_at: datetime
