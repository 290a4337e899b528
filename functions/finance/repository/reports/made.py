"""Reports that were made, in PostgreSQL."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from functions.finance.schemas.reports import MadeReport
from shared.db.models.ledger import FinancialReport


class MadeRows:
    """The reports that one company made.

    Args:
        session: walled to the company.
        company_id: written into new rows; the wall refuses any other.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def keep(
        self,
        report_type: str,
        period: tuple[date | None, date | None],
        *,
        parameters: Mapping[str, Any],
        totals: Mapping[str, Any],
        by: UUID,
    ) -> None:
        start, end = period
        self.session.add(
            FinancialReport(
                company_id=self.company_id,
                report_type=report_type,
                start_date=start,
                end_date=end,
                parameters=dict(parameters),
                totals=dict(totals),
                created_by=by,
            )
        )

    def newest(self, *, before: UUID | None, limit: int) -> Sequence[MadeReport]:
        query = select(FinancialReport).filter_by(company_id=self.company_id)
        if before:
            query = query.where(FinancialReport.id < before)
        rows = self.session.scalars(query.order_by(FinancialReport.id.desc()).limit(limit))
        same = [name for name in MadeReport.model_fields if name != "report_id"]
        return [MadeReport(report_id=row.id, **{name: getattr(row, name) for name in same}) for row in rows]
