"""Endpoints of the reports: what the books say, as JSON, comma-separated values or a workbook.

`account_id` is an account and all below it. Both days are included; without them, all that there is. Files are whole,
JSON of lines comes in pages. A file that is too large for an answer is at the address in `Location`.
"""

from functions.finance.providers.reports import ReportHistory, Reports
from functions.finance.schemas.invoices import Day
from functions.finance.schemas.reports import (
    AccountPrefix,
    Aging,
    Asked,
    CashFlow,
    Format,
    GeneralLedger,
    Journal,
    Language,
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
    *,
    reports: Reports,
    caller: Caller,
    start_date: Day | None = None,
    end_date: Day | None = None,
    account_id: AccountPrefix | None = None,
    format: Format = "json",  # noqa: A002 - the name in the contract
    language: Language = "es",
    limit: Limit = 100,
    cursor: Cursor = None,
) -> GeneralLedger | ReportFile | Elsewhere:
    """Every account with its balances, and its lines with the balance after each."""
    asked = Asked(
        start=start_date, end=end_date, account=account_id, format=format, language=language, limit=limit, cursor=cursor
    )
    return reports.general_ledger(asked, caller)


@get("/finance/reports/trial-balance", scope=Scope.FINANCE_READ, memory=MEMORY)
def report_trial_balance(
    *,
    reports: Reports,
    caller: Caller,
    start_date: Day | None = None,
    end_date: Day | None = None,
    account_id: AccountPrefix | None = None,
    format: Format = "json",  # noqa: A002 - the name in the contract
    language: Language = "es",
) -> TrialBalance | ReportFile | Elsewhere:
    """Balances of all accounts before and after the period; debits and credits are equal."""
    asked = Asked(start=start_date, end=end_date, account=account_id, format=format, language=language)
    return reports.trial_balance(asked, caller)


@get("/finance/reports/journal", scope=Scope.FINANCE_READ, memory=MEMORY)
def report_journal(
    *,
    reports: Reports,
    caller: Caller,
    start_date: Day | None = None,
    end_date: Day | None = None,
    account_id: AccountPrefix | None = None,
    format: Format = "json",  # noqa: A002 - the name in the contract
    language: Language = "es",
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Journal | ReportFile | Elsewhere:
    """Entries in the order of their days."""
    asked = Asked(
        start=start_date, end=end_date, account=account_id, format=format, language=language, limit=limit, cursor=cursor
    )
    return reports.journal(asked, caller)


@get("/finance/reports/aging", scope=Scope.FINANCE_READ, memory=MEMORY)
def report_aging(
    *,
    reports: Reports,
    caller: Caller,
    end_date: Day | None = None,
    format: Format = "json",  # noqa: A002 - the name in the contract
    language: Language = "es",
) -> Aging | ReportFile | Elsewhere:
    """What is owed to and by the company on a day, today if none is named, by due date."""
    asked = Asked(end=end_date, format=format, language=language)
    return reports.aging(asked, caller)


@get("/finance/reports/cash-flow", scope=Scope.FINANCE_READ, memory=MEMORY)
def report_cash_flow(
    *,
    reports: Reports,
    caller: Caller,
    start_date: Day | None = None,
    end_date: Day | None = None,
    account_id: AccountPrefix | None = None,
    format: Format = "json",  # noqa: A002 - the name in the contract
    language: Language = "es",
) -> CashFlow | ReportFile | Elsewhere:
    """Money that came in and went out, by payments."""
    asked = Asked(start=start_date, end=end_date, account=account_id, format=format, language=language)
    return reports.cash_flow(asked, caller)


@get("/finance/reports/taxes", scope=Scope.FINANCE_READ, memory=MEMORY)
def report_taxes(
    *,
    reports: Reports,
    caller: Caller,
    start_date: Day | None = None,
    end_date: Day | None = None,
    format: Format = "json",  # noqa: A002 - the name in the contract
    language: Language = "es",
) -> Taxes | ReportFile | Elsewhere:
    """IVA charged and deductible, and what was withheld, by account."""
    asked = Asked(start=start_date, end=end_date, format=format, language=language)
    return reports.taxes(asked, caller)
