"""How a report goes out: as an answer, as a file, or, where it is too large for an answer, from the bucket."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from functions.finance.export.comma import to_csv
from functions.finance.export.sheet import Sheet
from functions.finance.schemas.asked import Asked
from functions.finance.schemas.reports import MEDIA_TYPES, MadeReport, ReportFile, ReportType
from functions.finance.service.reports.ports import Made, Objects, Period
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.schemas.answers import Elsewhere
from shared.schemas.pages import Page, from_cursor
from shared.storage.keys import new_key


class Delivery:
    """Sends reports of one company out, and keeps that they were made.

    Args:
        made: reports that were made.
        objects: the bucket.
        largest: bytes that an answer takes.
        now: the clock.
    """

    def __init__(self, made: Made, objects: Objects, largest: int, now: Now) -> None:
        self.made = made
        self.objects = objects
        self.largest = largest
        self.now = now

    def record(self, name: ReportType, asked: Asked, period: Period, totals: Mapping[str, Any], by: Caller) -> None:
        """Keep that a report was made; a further page of one is no new report."""
        if asked.cursor is None:
            parameters = {"format": asked.format, "account_id": asked.account_id, "language": asked.language}
            self.made.keep(name, period, parameters=parameters, totals=totals, by=by.id)

    def file(self, name: ReportType, asked: Asked, sheet: Sheet, company_id: UUID) -> ReportFile | Elsewhere:
        """A table as a file."""
        content, media_type = _content(sheet, asked), MEDIA_TYPES[asked.format]
        file_name = f"{name}_{asked.start_date or 'all'}_{asked.end_date or 'all'}.{asked.format}"
        if len(content) <= self.largest:
            return ReportFile(content=content, media_type=media_type, file_name=file_name)
        key = new_key(company_id, "reports", at=self.now(), suffix=f".{asked.format}")
        self.objects.put(key, content, content_type=media_type)
        return Elsewhere(self.objects.download(key, file_name=file_name))


class ReportArchive:
    """The reports that one company made.

    Args:
        made: as they are kept.
    """

    def __init__(self, made: Made) -> None:
        self.made = made

    def newest(self, *, limit: int, cursor: str | None) -> Page[MadeReport]:
        """A page of reports, made last first."""
        rows = self.made.newest(before=from_cursor(cursor), limit=limit + 1)
        return Page[MadeReport].of(rows, limit=limit, key=lambda row: row.report_id)


def _content(sheet: Sheet, asked: Asked) -> bytes:
    if asked.format == "csv":
        return to_csv(sheet)
    from functions.finance.export.workbook import to_xlsx  # noqa: PLC0415 - costs a cold start, only workbooks pay it

    return to_xlsx(sheet)
