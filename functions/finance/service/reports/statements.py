"""Use cases: reports that are sums: trial balance, aging, cash flow, taxes."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from functions.finance.domain.calendar import day_in_colombia
from functions.finance.domain.ledger.chart import Chart
from functions.finance.domain.ledger.posting import Means
from functions.finance.domain.money import ZERO
from functions.finance.domain.reports.aging import OpenItem, Side, bucketed, settled
from functions.finance.domain.reports.balances import AccountBalance, over_period, total_credit, total_debit
from functions.finance.domain.reports.movements import CashMovement
from functions.finance.domain.reports.taxes import Kind, TaxAccount, tax_accounts
from functions.finance.schemas.asked import Asked
from functions.finance.schemas.reports import (
    AccountLine,
    Aged,
    Aging,
    AgingItem,
    CashFlow,
    CashMonth,
    TaxAccountLine,
    Taxes,
    TrialBalance,
    Vat,
    WithholdingSums,
)
from functions.finance.schemas.review import Texts
from functions.finance.service.reports.ports import Books, Cash, Companies, OpenItems, Period
from shared.core.clock import Now
from shared.core.errors import Unprocessable

ITEMS_SHOWN = 500


class StatementService:
    """Sums of one company's books.

    Args:
        books: entries and balances.
        items: what is open.
        cash: payments.
        companies: whose chart of accounts it is.
        now: the clock.
    """

    def __init__(self, books: Books, items: OpenItems, cash: Cash, companies: Companies, now: Now) -> None:
        self.books = books
        self.items = items
        self.cash = cash
        self.companies = companies
        self.now = now

    def trial_balance(self, asked: Asked) -> TrialBalance:
        """Balances of all accounts, or of those below one."""
        period = period_of(asked)
        balances = self._balances(period, asked.account_id)
        debit, credit = total_debit(balances), total_credit(balances)
        return TrialBalance(
            start_date=asked.start_date,
            end_date=asked.end_date,
            documents=self.books.documents(period),
            account_id=asked.account_id,
            accounts=account_lines(balances, self.companies.own().chart),
            total_debit=debit,
            total_credit=credit,
            difference=debit - credit,
        )

    def accounts(self, period: Period, account: str | None, chart: Chart) -> list[AccountLine]:
        """Accounts of a period, of one and those below it or of all."""
        return account_lines(self._balances(period, account), chart)

    def aging(self, asked: Asked) -> tuple[Aging, list[AgingItem]]:
        """What is owed on a day, today if none is named, and every open item."""
        on = asked.end_date or day_in_colombia(self.now())
        open_items = settled(self.items.open_items(on, self.companies.own().chart))
        items = [_aging_item(item, on) for item in open_items]
        receivables, payables = _aged(open_items, "receivables", on), _aged(open_items, "payables", on)
        report = Aging(
            as_of=on,
            documents=len(items),
            receivables=receivables,
            payables=payables,
            net_position=receivables.total - payables.total,
            due_assumed=sum(item.due_assumed for item in items),
            items=items[:ITEMS_SHOWN],
            items_left_out=max(len(items) - ITEMS_SHOWN, 0),
        )
        return report, items

    def cash_flow(self, asked: Asked) -> CashFlow:
        """Money that came in and went out, of one account of money or of all."""
        period = period_of(asked)
        chart = self.companies.own().chart
        moved = self.cash.payments(asked.start_date, asked.end_date, _means(asked.account_id, chart))
        income, expenses = ([one for one in moved if one.direction == way] for way in ("sale", "purchase"))
        total_income, total_expenses = _sum(income), _sum(expenses)
        return CashFlow(
            start_date=asked.start_date,
            end_date=asked.end_date,
            documents=self.books.documents(period),
            account_id=asked.account_id,
            total_income=total_income,
            total_expenses=total_expenses,
            net_cash_flow=total_income - total_expenses,
            income_count=_count(income, undone=False),
            expense_count=_count(expenses, undone=False),
            undone_count=_count(moved, undone=True),
            months=_months(income, expenses),
        )

    def taxes(self, asked: Asked) -> Taxes:
        """What a period did to the accounts of taxes."""
        period = period_of(asked)
        chart = self.companies.own().chart
        found = tax_accounts(self.books.balances(asked.start_date, asked.end_date), chart)
        charged, deductible = _of_kind(found, "vat_charged"), -_of_kind(found, "vat_deductible")
        return Taxes(
            start_date=asked.start_date,
            end_date=asked.end_date,
            documents=self.books.documents(period),
            vat=Vat(charged=charged, deductible=deductible, net=charged - deductible),
            withheld=_withholdings(found, "withheld", sign=1),
            suffered=_withholdings(found, "suffered", sign=-1),
            other_taxes=_of_kind(found, "other_taxes"),
            accounts=[
                TaxAccountLine(
                    kind=one.kind, tax=one.tax, account=one.account, name=name_of(one.account, chart), amount=one.amount
                )
                for one in found
            ],
        )

    def _balances(self, period: Period, account: str | None) -> list[AccountBalance]:
        start, end = period
        before = self.books.balances(None, start - timedelta(days=1)) if start else []
        return over_period(before, self.books.balances(start, end), account=account)


def period_of(asked: Asked) -> Period:
    """The days that are asked for.

    Raises:
        Unprocessable: the last day comes before the first.
    """
    if asked.start_date and asked.end_date and asked.end_date < asked.start_date:
        error = {"field": "end_date", "in": "query", "message": "comes before start_date", "code": "value_error"}
        raise Unprocessable("Some fields are not valid.", errors=[error])
    return asked.start_date, asked.end_date


def account_lines(balances: Iterable[AccountBalance], chart: Chart) -> list[AccountLine]:
    """Balances with the names of their accounts."""
    same = ("account", "opening", "debit", "credit", "closing")
    return [
        AccountLine(name=name_of(one.account, chart), **{name: getattr(one, name) for name in same}) for one in balances
    ]


def name_of(account: str, chart: Chart) -> Texts | None:
    """The name of an account; that of the one above it, where the chart has no name for it; None without any."""
    while account:
        if name := chart.accounts.get(account):
            return Texts(es=name["es"], en=name["en"])
        account = account[:-2] if len(account) > 2 else ""  # noqa: PLR2004 - a class has one digit, the rest pairs
    return None


def _aged(items: Sequence[OpenItem], side: Side, on: date) -> Aged:
    sums = bucketed(items, side, on)
    return Aged(total=sum(sums.values(), ZERO), aging=sums)


def _aging_item(item: OpenItem, on: date) -> AgingItem:
    same = ("side", "invoice_id", "number", "party", "name", "issued_on", "amount")
    return AgingItem(
        due_on=item.due,
        due_assumed=item.due_on is None,
        days_late=item.days_late(on),
        bucket=item.bucket(on),
        **{name: getattr(item, name) for name in same},
    )


def _means(account: str | None, chart: Chart) -> list[Means]:
    means: tuple[Means, ...] = ("cash", "bank")
    return [one for one in means if chart.account(one).startswith(account or "")]


def _sum(moved: Iterable[CashMovement]) -> Decimal:
    return sum((one.signed for one in moved), ZERO)


def _count(moved: Iterable[CashMovement], *, undone: bool) -> int:
    return sum(one.count for one in moved if one.undone == undone)


def _months(income: Sequence[CashMovement], expenses: Sequence[CashMovement]) -> list[CashMonth]:
    found = []
    for month in sorted({one.month for one in (*income, *expenses)}):
        came, went = (_sum(one for one in moved if one.month == month) for moved in (income, expenses))
        found.append(CashMonth(month=f"{month:%Y-%m}", income=came, expenses=went, net=came - went))
    return found


def _of_kind(found: Iterable[TaxAccount], kind: Kind, tax: str | None = None) -> Decimal:
    return sum((one.amount for one in found if one.kind == kind and tax in {None, one.tax}), ZERO)


def _withholdings(found: Sequence[TaxAccount], kind: Kind, *, sign: int) -> WithholdingSums:
    taxes = {tax: sign * _of_kind(found, kind, tax) for tax in ("renta", "reteiva", "reteica")}
    return WithholdingSums(**taxes, total=sum(taxes.values(), ZERO))
