"""What reports need from the outside."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from functions.finance.domain.company import Company
from functions.finance.domain.ledger.books import AccountTotals, Booking
from functions.finance.domain.ledger.chart import Chart
from functions.finance.domain.ledger.posting import Means
from functions.finance.domain.reports.aging import OpenItem
from functions.finance.domain.reports.movements import AccountMovement, CashMovement
from functions.finance.schemas.reports import MadeReport

Period = tuple[date | None, date | None]
"""The first and the last day, both included; None for all that came before, or all that followed."""


class Books(Protocol):
    """The books of one company, to be read; an account stands for itself and all below it."""

    def balances(self, start: date | None, end: date | None) -> Sequence[AccountTotals]:
        """What each account was debited and credited, by account."""

    def documents(self, period: Period) -> int:
        """How many documents were booked."""

    def lines(self, period: Period, account: str | None) -> int:
        """How many lines there are."""

    def movements(
        self, period: Period, account: str | None, *, after: UUID | None, limit: int
    ) -> Sequence[AccountMovement]:
        """Lines by account and day, those after a line."""

    def entries(self, period: Period, account: str | None, *, after: UUID | None, limit: int) -> Sequence[Booking]:
        """Entries by day, those after an entry."""

    def all_entries(self, period: Period, account: str | None) -> Iterator[Booking]:
        """Entries by day."""

    def sums(self, period: Period, account: str | None) -> tuple[int, Decimal, Decimal]:
        """How many entries there are, and what they debit and credit."""


class OpenItems(Protocol):
    """What is not balanced of customers and suppliers."""

    def open_items(self, on: date, chart: Chart) -> Sequence[OpenItem]:
        """By document, as of a day."""


class Cash(Protocol):
    """The payments of one company."""

    def payments(self, start: date | None, end: date | None, means: Collection[Means]) -> Sequence[CashMovement]:
        """By month and direction; what was undone stands apart."""


class Companies(Protocol):
    """The company whose books are kept."""

    def own(self) -> Company:
        """Its settings."""


class Made(Protocol):
    """The reports that were made."""

    def keep(
        self, report_type: str, period: Period, *, parameters: Mapping[str, Any], totals: Mapping[str, Any], by: UUID
    ) -> None:
        """Keep that a report was made, with its totals."""

    def newest(self, *, before: UUID | None, limit: int) -> Sequence[MadeReport]:
        """Reports, made last first."""


class Objects(Protocol):
    """The bucket, for files that are too large for an answer."""

    def put(self, key: str, body: bytes, *, content_type: str) -> Any:
        """Write an object."""

    def download(self, key: str, *, file_name: str, version: str | None = None) -> str:
        """An address that gives it, for some minutes."""
