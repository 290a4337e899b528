"""Endpoints of the reports: what the books say, as JSON, comma-separated values or a workbook.

`account_id` is an account and all below it. Both days are included; without them, all that there is. Files are whole,
JSON of lines comes in pages. A file that is too large for an answer is at the address in `Location`.
"""

from typing import Annotated

from fastapi import Query

from functions.finance.providers.reports import ReportHistory, Reports
from functions.finance.schemas.asked import AskForLines, AskOfAccounts, AskOfPeriod, AskOnDay
from functions.finance.schemas.reports import (
    Aging,
    CashFlow,
    GeneralLedger,
    Journal,
    MadeReport,
    ReportFile,
    Taxes,
    TrialBalance,
)
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import get
from shared.schemas.answers import Elsewhere
from shared.schemas.pages import Cursor, Limit, Page

MEMORY = 1769  # MB: one whole processor, a workbook of the most lines takes it for seconds


@get("/finance/reports", scope=Scope.FINANCE_READ)
def list_reports(history: ReportHistory, limit: Limit = 50, cursor: Cursor = None) -> Page[MadeReport]:
    """Which reports were made, by whom and with which totals, made last first."""
    return history.newest(limit=limit, cursor=cursor)


@get("/finance/reports/general-ledger", scope=Scope.FINANCE_READ, memory=MEMORY)
def report_general_ledger(
    which: Annotated[AskForLines, Query()], reports: Reports, caller: Caller
) -> GeneralLedger | ReportFile | Elsewhere:
    """Every account with its balances, and its lines with the balance after each."""
    return reports.general_ledger(which.asked(), caller)


@get("/finance/reports/trial-balance", scope=Scope.FINANCE_READ, memory=MEMORY)
def report_trial_balance(
    which: Annotated[AskOfAccounts, Query()], reports: Reports, caller: Caller
) -> TrialBalance | ReportFile | Elsewhere:
    """Balances of all accounts before and after the period; debits and credits are equal."""
    return reports.trial_balance(which.asked(), caller)


@get("/finance/reports/journal", scope=Scope.FINANCE_READ, memory=MEMORY)
def report_journal(
    which: Annotated[AskForLines, Query()], reports: Reports, caller: Caller
) -> Journal | ReportFile | Elsewhere:
    """Entries in the order of their days."""
    return reports.journal(which.asked(), caller)


@get("/finance/reports/aging", scope=Scope.FINANCE_READ, memory=MEMORY)
def report_aging(
    which: Annotated[AskOnDay, Query()], reports: Reports, caller: Caller
) -> Aging | ReportFile | Elsewhere:
    """What is owed to and by the company on a day, today if none is named, by due date."""
    return reports.aging(which.asked(), caller)


@get("/finance/reports/cash-flow", scope=Scope.FINANCE_READ, memory=MEMORY)
def report_cash_flow(
    which: Annotated[AskOfAccounts, Query()], reports: Reports, caller: Caller
) -> CashFlow | ReportFile | Elsewhere:
    """Money that came in and went out, by payments."""
    return reports.cash_flow(which.asked(), caller)


@get("/finance/reports/taxes", scope=Scope.FINANCE_READ, memory=MEMORY)
def report_taxes(
    which: Annotated[AskOfPeriod, Query()], reports: Reports, caller: Caller
) -> Taxes | ReportFile | Elsewhere:
    """IVA charged and deductible, and what was withheld, by account."""
    return reports.taxes(which.asked(), caller)
