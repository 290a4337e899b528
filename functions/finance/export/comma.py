"""Comma-separated values (RFC 4180) in UTF-8.

A byte order mark comes first: without it a spreadsheet misreads ñ and accents. Numbers have a decimal point and no
grouping, days are ISO 8601, whatever the reader's country: programs read these files too.
"""

import csv
from io import StringIO

from functions.finance.export.sheet import Cell, Sheet, harmless


def to_csv(sheet: Sheet) -> bytes:
    """The file of a table."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(harmless(column) for column in sheet.columns)
    writer.writerows([_text(cell) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return harmless(cell) if isinstance(cell, str) else str(cell)
