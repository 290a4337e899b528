"""Builds the reports."""

from typing import Annotated

from functions.finance.repository.books.counterparties import CompanyRows
from functions.finance.repository.reports.books import BookRows
from functions.finance.repository.reports.cash import CashRows
from functions.finance.repository.reports.made import MadeRows
from functions.finance.repository.reports.open_items import OpenItemRows
from functions.finance.service.reports.delivery import Delivery, ReportArchive
from functions.finance.service.reports.registers import RegisterService
from functions.finance.service.reports.reports import ReportService
from functions.finance.service.reports.statements import StatementService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.core.settings import settings
from shared.db.session import TenantSession
from shared.storage.objects import Uploads


def made_reports(session: TenantSession, invocation: Invocation) -> MadeRows:
    """The reports that the invocation's company made."""
    return MadeRows(session, invocation.company_id)


Kept = Annotated[MadeRows, Depends(made_reports)]


def report_service(
    session: TenantSession, made: Kept, uploads: Uploads, invocation: Invocation, now: Clock
) -> ReportService:
    """The reports of the invocation's company."""
    company_id, companies = invocation.company_id, CompanyRows(session)
    books = BookRows(session, company_id)
    statements = StatementService(
        books, OpenItemRows(session, company_id), CashRows(session, company_id), companies, now
    )
    registers = RegisterService(books, statements, companies, int(settings.report_lines))
    delivery = Delivery(made, uploads, int(settings.report_answer_bytes), now)
    return ReportService(statements, registers, delivery)


def report_archive(made: Kept) -> ReportArchive:
    """The reports that the invocation's company made."""
    return ReportArchive(made)


ReportHistory = Annotated[ReportArchive, Depends(report_archive)]
Reports = Annotated[ReportService, Depends(report_service)]
