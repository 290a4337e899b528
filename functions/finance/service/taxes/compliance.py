"""Use case: what can be said of a company's taxes today, and what cannot."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol

from functions.finance.domain.calendar import day_in_colombia
from functions.finance.domain.compliance import NOT_CHECKED, Check, Waiting, checks
from functions.finance.domain.ledger.books import AccountTotals
from functions.finance.domain.money import ZERO
from functions.finance.domain.reason_texts import text_of
from functions.finance.domain.reports.taxes import WithholdingAccounts, withheld
from functions.finance.domain.taxes.tables import TaxTables
from functions.finance.schemas.compliance import CheckView, Compliance, WaitingView, WithholdingMonth
from functions.finance.schemas.review import Texts
from functions.finance.service.taxes.ports import Companies, Queues
from shared.core.clock import Now

_MONTHS = 3


class Balances(Protocol):
    """The books of one company."""

    def balances(self, start: date | None, end: date | None) -> Sequence[AccountTotals]:
        """What each account was debited and credited within a period, both days included, by account."""


class ComplianceService:
    """Looks through settings, rules, documents and books of one company.

    Args:
        companies: its settings.
        queues: what waits for people.
        books: what was withheld.
        tables: the rows in force.
        now: the clock.
    """

    def __init__(self, companies: Companies, queues: Queues, books: Balances, tables: TaxTables, now: Now) -> None:
        self.companies = companies
        self.queues = queues
        self.books = books
        self.tables = tables
        self.now = now

    def check(self) -> Compliance:
        """Everything that is checked, and what is not."""
        today, company, queue = day_in_colombia(self.now()), self.companies.own(), self.queues.standing()
        made = list(checks(company, queue.documents, today, self.tables))
        accounts = WithholdingAccounts.of(company.chart)
        return Compliance(
            on=today,
            status="attention" if any(check.found for check in made) else "nothing_found",
            checks=[_check(check) for check in made],
            waiting=[_waiting(one) for one in queue.reasons],
            oldest_waiting=queue.oldest,
            months=[self._month(start, end, today, accounts) for start, end in _months(today)],
            not_checked=[Texts(es=text["es"], en=text["en"]) for text in NOT_CHECKED],
        )

    def _month(self, start: date, end: date, today: date, accounts: WithholdingAccounts) -> WithholdingMonth:
        sums = withheld(self.books.balances(start, end), accounts)
        renta, reteiva, reteica = (sums.get(tax, ZERO) for tax in ("renta", "reteiva", "reteica"))
        return WithholdingMonth(
            month=f"{start:%Y-%m}",
            closed=end < today,
            renta=renta,
            reteiva=reteiva,
            form_350=Decimal(renta + reteiva),
            reteica=reteica,
        )


def _months(today: date) -> Iterator[tuple[date, date]]:
    start = today.replace(day=1)
    for _ in range(_MONTHS):
        end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        yield start, end
        start = (start - timedelta(days=1)).replace(day=1)


def _check(check: Check) -> CheckView:
    text = Texts(es=check.text["es"], en=check.text["en"])
    return CheckView(name=check.name, attention=bool(check.found), text=text, found=list(check.found))


def _waiting(waiting: Waiting) -> WaitingView:
    texts = text_of(waiting.code)
    return WaitingView(code=waiting.code, text=Texts(es=texts["es"], en=texts["en"]), documents=waiting.documents)
