"""Use case: a report in the form that is asked for, on record as made."""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel

from functions.finance.export.sheet import Sheet
from functions.finance.schemas.asked import Asked
from functions.finance.schemas.reports import (
    Aging,
    CashFlow,
    GeneralLedger,
    Journal,
    ReportFile,
    ReportType,
    Taxes,
    TrialBalance,
)
from functions.finance.service.reports import sheets
from functions.finance.service.reports.delivery import Delivery
from functions.finance.service.reports.registers import RegisterService
from functions.finance.service.reports.statements import StatementService
from shared.auth.caller import Caller
from shared.schemas.answers import Elsewhere

Made = TypeVar("Made", bound=BaseModel)
File = ReportFile | Elsewhere

_TOTALS = {
    "documents",
    "entries",
    "total_debit",
    "total_credit",
    "net_position",
    "net_cash_flow",
    "total_income",
    "total_expenses",
    "vat",
    "withheld",
    "suffered",
    "receivables",
    "payables",
}
"""What is kept of a report: enough to see later whether it would say the same."""


class ReportService:
    """The reports of one company.

    Args:
        statements: those that are sums.
        registers: those that are lines.
        delivery: how they go out.
    """

    def __init__(self, statements: StatementService, registers: RegisterService, delivery: Delivery) -> None:
        self.statements = statements
        self.registers = registers
        self.delivery = delivery

    def general_ledger(self, asked: Asked, by: Caller) -> GeneralLedger | File:
        """Accounts with their lines."""
        report = self.registers.general_ledger(asked)
        return self._out(
            "general-ledger",
            report,
            asked,
            by,
            lambda: sheets.ledger_sheet(self.registers.ledger_rows(asked), asked.language),
        )

    def trial_balance(self, asked: Asked, by: Caller) -> TrialBalance | File:
        """Accounts with their balances."""
        report = self.statements.trial_balance(asked)
        return self._out(
            "trial-balance",
            report,
            asked,
            by,
            lambda: sheets.accounts_sheet("trial-balance", report.accounts, asked.language),
        )

    def journal(self, asked: Asked, by: Caller) -> Journal | File:
        """Entries in the order of their days."""
        report = self.registers.journal(asked)

        def sheet() -> Sheet:
            entries = self.registers.journal_entries(asked)
            return sheets.journal_sheet(entries, self.registers.names(), asked.language)

        return self._out("journal", report, asked, by, sheet)

    def aging(self, asked: Asked, by: Caller) -> Aging | File:
        """What is owed, by how late it is."""
        report, items = self.statements.aging(asked)
        return self._out("aging", report, asked, by, lambda: sheets.aging_sheet(items, asked.language))

    def cash_flow(self, asked: Asked, by: Caller) -> CashFlow | File:
        """Money in and out."""
        report = self.statements.cash_flow(asked)
        return self._out("cash-flow", report, asked, by, lambda: sheets.cash_sheet(report, asked.language))

    def taxes(self, asked: Asked, by: Caller) -> Taxes | File:
        """Accounts of taxes."""
        report = self.statements.taxes(asked)
        return self._out("taxes", report, asked, by, lambda: sheets.taxes_sheet(report.accounts, asked.language))

    def _out(self, name: ReportType, report: Made, asked: Asked, by: Caller, sheet: Callable[[], Sheet]) -> Made | File:
        answer = report if asked.format == "json" else self.delivery.file(name, asked, sheet(), by.company_id)
        totals: dict[str, Any] = report.model_dump(mode="json", include=_TOTALS)
        self.delivery.record(name, asked, (asked.start_date, asked.end_date), totals, by)
        return answer
