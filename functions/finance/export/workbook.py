"""Workbooks (Office Open XML). Imported by whoever writes one, and by nobody else: the library costs a cold start."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from functions.finance.export.sheet import Cell, Sheet, harmless

_EXACT = 15  # digits that a spreadsheet's numbers hold
_WIDTH = 16
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def to_xlsx(sheet: Sheet) -> bytes:
    """The file of a table; an amount with more digits than a spreadsheet's number holds is kept as text."""
    file = BytesIO()
    with Workbook(file, _OPTIONS) as book:
        money, day = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "yyyy-mm-dd"})
        page = book.add_worksheet(sheet.title)
        page.set_column(0, len(sheet.columns) - 1, _WIDTH)
        page.freeze_panes(1, 0)
        page.write_row(0, 0, [harmless(name) for name in sheet.columns], book.add_format({"bold": True}))
        for number, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row):
                _write(page, (number, column), cell, money=money, day=day)
    return file.getvalue()


def _write(page: Any, place: tuple[int, int], cell: Cell, *, money: Any, day: Any) -> None:
    match cell:
        case None:
            return
        case str():
            page.write_string(*place, harmless(cell))
        case Decimal() if len(cell.as_tuple().digits) > _EXACT:
            page.write_string(*place, str(cell))
        case Decimal():
            page.write_number(*place, cell, money)
        case date():
            page.write_datetime(*place, cell, day)
        case _:
            page.write_number(*place, cell)
