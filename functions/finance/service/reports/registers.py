"""Use cases: the books line by line: general ledger and journal, in pages or whole."""

from collections.abc import Iterator, Sequence

from functions.finance.domain.ledger.books import Booking
from functions.finance.domain.ledger.chart import Chart
from functions.finance.domain.money import ZERO
from functions.finance.domain.reports.movements import AccountMovement
from functions.finance.schemas.asked import Asked
from functions.finance.schemas.reports import (
    AccountLine,
    EntryRow,
    GeneralLedger,
    Journal,
    JournalItem,
    LedgerRow,
)
from functions.finance.schemas.review import Texts
from functions.finance.service.reports.ports import Books, Companies
from functions.finance.service.reports.statements import StatementService, name_of, period_of
from shared.core.errors import Unprocessable
from shared.schemas.pages import from_cursor, to_cursor


class RegisterService:
    """The books of one company, line by line.

    Args:
        books: entries and balances.
        statements: balances of accounts.
        companies: whose chart of accounts it is.
        most: lines that a file takes.
    """

    def __init__(self, books: Books, statements: StatementService, companies: Companies, most: int) -> None:
        self.most = most
        self.books = books
        self.statements = statements
        self.companies = companies

    def general_ledger(self, asked: Asked) -> GeneralLedger:
        """Accounts with their balances, and a page of their lines."""
        period, chart = period_of(asked), self.companies.own().chart
        accounts = self.statements.accounts(period, asked.account_id, chart)
        after = from_cursor(asked.cursor)
        found = self.books.movements(period, asked.account_id, after=after, limit=asked.limit + 1)
        shown = found[: asked.limit]
        return GeneralLedger(
            start_date=asked.start_date,
            end_date=asked.end_date,
            documents=self.books.documents(period),
            account_id=asked.account_id,
            accounts=accounts,
            items=_rows(shown, accounts),
            next_cursor=to_cursor(shown[-1].id) if len(found) > asked.limit else None,
        )

    def ledger_rows(self, asked: Asked) -> list[LedgerRow]:
        """All lines of the period.

        Raises:
            Unprocessable: there are more than a file takes.
        """
        period, chart = period_of(asked), self.companies.own().chart
        self._require_few(asked)
        accounts = self.statements.accounts(period, asked.account_id, chart)
        return _rows(self.books.movements(period, asked.account_id, after=None, limit=self.most), accounts)

    def journal(self, asked: Asked) -> Journal:
        """A page of entries in the order of their days, with the totals of all."""
        period, chart = period_of(asked), self.companies.own().chart
        entries, debit, credit = self.books.sums(period, asked.account_id)
        after = from_cursor(asked.cursor)
        found = self.books.entries(period, asked.account_id, after=after, limit=asked.limit + 1)
        shown = found[: asked.limit]
        return Journal(
            start_date=asked.start_date,
            end_date=asked.end_date,
            documents=self.books.documents(period),
            account_id=asked.account_id,
            entries=entries,
            total_debit=debit,
            total_credit=credit,
            items=[_item(booking, chart) for booking in shown],
            next_cursor=to_cursor(shown[-1].id) if len(found) > asked.limit else None,
        )

    def journal_entries(self, asked: Asked) -> Iterator[Booking]:
        """All entries of the period.

        Raises:
            Unprocessable: they have more lines than a file takes.
        """
        period = period_of(asked)
        self._require_few(asked)
        return self.books.all_entries(period, asked.account_id)

    def names(self) -> dict[str, Texts]:
        """The names of the chart's accounts."""
        chart = self.companies.own().chart
        return {code: name for code in chart.accounts if (name := name_of(code, chart))}

    def _require_few(self, asked: Asked) -> None:
        lines = self.books.lines(period_of(asked), asked.account_id)
        if lines > self.most:
            detail = f"The period has {lines} lines; a file takes {self.most}. Ask for a shorter one, or page the JSON."
            raise Unprocessable(detail, code="too_many_lines", lines=lines)


def _rows(movements: Sequence[AccountMovement], accounts: Sequence[AccountLine]) -> list[LedgerRow]:
    openings = {account.account: account.opening for account in accounts}
    own = {"line_id", "date", "balance"}
    same = [name for name in LedgerRow.model_fields if name not in own]
    return [
        LedgerRow(
            line_id=one.id,
            date=one.on,
            balance=openings.get(one.account, ZERO) + one.running,
            **{name: getattr(one, name) for name in same},
        )
        for one in movements
    ]


def _item(booking: Booking, chart: Chart) -> JournalItem:
    lines = [
        EntryRow(
            account=line.account,
            name=name_of(line.account, chart),
            debit=line.debit,
            credit=line.credit,
            party=line.party,
            memo=line.memo,
        )
        for line in booking.entry.lines
    ]
    return JournalItem(
        entry_id=booking.id,
        date=booking.entry.on,
        kind=booking.kind,
        memo=booking.entry.memo,
        invoice_id=booking.invoice_id,
        payment_id=booking.payment_id,
        reverses=booking.reverses,
        lines=lines,
    )
