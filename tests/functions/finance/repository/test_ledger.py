"""The books as reports read them: entries of a period, and what each account sums up to."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from functions.finance.domain.ledger.books import AccountTotals
from functions.finance.domain.ledger.entry import JournalEntry, Movement, entry
from functions.finance.repository.ledger import LedgerRows
from shared.core.invocation import new_id
from tests.postgres import Database


@pytest.fixture
def company(database: Database) -> UUID:
    company_id = new_id()
    with psycopg.connect(database.url()) as owner:
        owner.execute("INSERT INTO companies (id, name) VALUES (%s, 'x')", [company_id])
    return company_id


@pytest.fixture
def app(database: Database) -> Iterator[Engine]:
    engine = create_engine(database.url("astramech_app").replace("postgresql://", "postgresql+psycopg://"))
    yield engine
    engine.dispose()


@pytest.fixture
def ledger(app: Engine, company: UUID) -> Iterator[LedgerRows]:
    """The books of an empty company; what a test writes is rolled back."""
    with Session(app) as session:
        session.execute(text("SELECT set_config('app.company_id', :company, true)"), {"company": str(company)})
        yield LedgerRows(session, company)


def an_entry(day: int, amount: str, account: str = "5135") -> JournalEntry:
    movements = [Movement(account, Decimal(amount), "cost"), Movement("2205", -Decimal(amount), "payable")]
    return entry(date(2025, 10, day), f"day {day}", movements, party="800197268")


def an_invoice(ledger: LedgerRows) -> UUID:
    invoice_id = new_id()
    insert = text("INSERT INTO invoices (id, company_id, object_key) VALUES (:id, :company, 'x')")
    ledger.session.execute(insert, {"id": invoice_id, "company": ledger.company_id})
    return invoice_id


def test_an_entry_comes_back_as_it_was_posted(ledger: LedgerRows) -> None:
    invoice, posted = an_invoice(ledger), an_entry(10, "150000.55")
    entry_id = ledger.post(posted, invoice)
    found = ledger.of(invoice)
    assert found
    assert (found.id, found.kind, found.entry, found.invoice_id) == (entry_id, "document", posted, invoice)
    assert ledger.of(new_id()) is None


def test_a_document_is_posted_and_reversed_once(ledger: LedgerRows) -> None:
    invoice = an_invoice(ledger)
    first = ledger.post(an_entry(10, "100"), invoice)
    assert ledger.post(an_entry(11, "999"), invoice) == first
    booking = ledger.of(invoice)
    assert booking
    undo = booking.entry.reversed(date(2025, 10, 12), "void")
    reversal = ledger.reverse(booking, undo)
    assert ledger.reverse(booking, undo) == reversal
    assert [totals.balance for totals in ledger.balances(None, None)] == [0, 0]
    assert [found.reverses for found in ledger.entries(None, None)] == [None, first]


def test_a_period_has_both_its_days(ledger: LedgerRows) -> None:
    for day in (9, 10, 20, 21):
        ledger.post(an_entry(day, "100"), an_invoice(ledger))
    start, end = date(2025, 10, 10), date(2025, 10, 20)
    assert [found.entry.on.day for found in ledger.entries(start, end)] == [10, 20]
    assert [found.entry.on.day for found in ledger.entries(None, start)] == [9, 10]
    assert [found.entry.on.day for found in ledger.entries(end, None)] == [20, 21]


def test_accounts_sum_up_and_entries_are_found_by_account(ledger: LedgerRows) -> None:
    ledger.post(an_entry(10, "100", "513525"), an_invoice(ledger))
    ledger.post(an_entry(11, "50", "513530"), an_invoice(ledger))
    ledger.post(an_entry(12, "7"), an_invoice(ledger))
    assert ledger.balances(date(2025, 10, 10), date(2025, 10, 11)) == [
        AccountTotals(account="2205", debit=Decimal(0), credit=Decimal(150)),
        AccountTotals(account="513525", debit=Decimal(100), credit=Decimal(0)),
        AccountTotals(account="513530", debit=Decimal(50), credit=Decimal(0)),
    ]
    assert [found.entry.on.day for found in ledger.entries(None, None, account="51353")] == [11]
    assert [found.entry.on.day for found in ledger.entries(None, None, account="5135")] == [10, 11, 12]


def test_an_empty_period_has_nothing(ledger: LedgerRows) -> None:
    assert list(ledger.entries(date(2020, 1, 1), date(2020, 12, 31))) == []
    assert ledger.balances(date(2020, 1, 1), date(2020, 12, 31)) == []
