"""Files that a spreadsheet opens: nothing in them is run, every value is what it was."""

import csv
import re
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.finance.export.comma import to_csv
from functions.finance.export.sheet import Cell, Sheet, harmless
from functions.finance.export.workbook import to_xlsx

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\uff1d1", '=HYPERLINK("http://x")']
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def a_sheet(*rows: tuple[Cell, ...]) -> Sheet:
    return Sheet("Balance", ["Cuenta", "Débito"], rows)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content: bytes) -> tuple[list[list[str]], str]:
    """Values by row, and the whole worksheet as it is written."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        text = book.read("xl/worksheets/sheet1.xml").decode()
    rows = ET.fromstring(text).iter(f"{MAIN}row")  # noqa: S314 - written by the code under test
    values = [[cell.findtext(f"{MAIN}v") or cell.findtext(f"{MAIN}is/{MAIN}t") or "" for cell in row] for row in rows]
    return values, text


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_is_kept_as_text(text: str) -> None:
    assert read_csv(to_csv(a_sheet((text, None))))[1] == [f"'{text}", ""]
    values, written = read_xlsx(to_xlsx(a_sheet((text, None))))
    assert values[1][0].replace("_x000D_", "\r").strip() == f"'{text}".strip()
    assert "<f>" not in written


@given(st.text(max_size=40))
def test_no_text_begins_like_a_formula(text: str) -> None:
    assert not re.match(r"\s*[=+\-@]", harmless(text)) or text.lstrip(" ") != text.lstrip()


def test_a_negative_amount_is_a_number_not_a_formula() -> None:
    row: tuple[Cell, ...] = (Decimal("-1234.50"), Decimal("0.10"))
    assert read_csv(to_csv(a_sheet(row)))[1] == ["-1234.50", "0.10"]
    values, written = read_xlsx(to_xlsx(a_sheet(row)))
    assert [Decimal(value) for value in values[1]] == list(row)
    assert 't="inlineStr"' not in written.split('<row r="2"')[1]


def test_amounts_beyond_a_spreadsheets_numbers_are_kept_as_text() -> None:
    amount = Decimal("9999999999999999.99")
    assert read_csv(to_csv(a_sheet((amount, None))))[1][0] == str(amount)
    assert read_xlsx(to_xlsx(a_sheet((amount, None))))[0][1] == [str(amount)]


def test_days_are_iso_in_text_and_days_in_a_workbook() -> None:
    row: tuple[Cell, ...] = (date(2026, 1, 31), 7)
    assert read_csv(to_csv(a_sheet(row)))[1] == ["2026-01-31", "7"]
    assert read_xlsx(to_xlsx(a_sheet(row)))[0][1] == ["46053", "7"]


def test_a_file_of_values_begins_with_a_byte_order_mark_and_keeps_accents() -> None:
    content = to_csv(a_sheet(('Peñón, "S.A."', None)))
    assert content.startswith(b"\xef\xbb\xbf")
    assert read_csv(content) == [["Cuenta", "Débito"], ['Peñón, "S.A."', ""]]
    assert read_xlsx(to_xlsx(a_sheet(('Peñón, "S.A."', None))))[0][1] == ['Peñón, "S.A."']
