"""The floor reads what a plain reader would, and is wrong as one would be."""

from pathlib import Path

import pytest

from benchmarks.invoices.plain_regex import PlainRegex, fields_of
from local.samples.generator.__main__ import INVOICES

PAGE = """Ferretería Los Guaduales S.A.S.
NIT 900.287.614-9
FACTURA ELECTRÓNICA DE VENTA No. FLG15233
Fecha de emisión: 14/10/2026
Fecha de vencimiento: 13/11/2026
Cliente: Astramech S.A.S.
NIT: 901.555.321-1
Subtotal 461,500.00
IVA 19 % 79,420.00
TOTAL A PAGAR 540,920.00
Moneda COP
"""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "FLG15233"),
        ("issue_date", "2026-10-14"),
        ("due_date", "2026-11-13"),
        ("currency", "COP"),
        ("seller_name", "Ferretería Los Guaduales S.A.S."),
        ("seller_tax_id", "900287614"),
        ("seller_tax_dv", "9"),
        ("buyer_name", "Astramech S.A.S."),
        ("buyer_tax_id", "901555321"),
        ("subtotal", "461500.00"),
        ("tax_total", "79420.00"),
        ("total", "540920.00"),
        ("payable", "540920.00"),
    ],
)
def test_a_simple_page_is_read(field: str, value: str) -> None:
    assert fields_of(PAGE)[field] == value


@pytest.mark.parametrize(
    ("line", "total"),
    [
        ("Gesamtbetrag 1.234,56 €", "1234.56"),
        ("Total due $1,234.56", "1234.56"),
        ("Total a pagar $ 251.200", "251200"),
    ],
)
def test_amounts_are_read_in_every_style(line: str, total: str) -> None:
    assert fields_of(line)["total"] == total


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("October 31, 2026", "2026-10-31"),
        ("3. November 2026", "2026-11-03"),
        ("2026-02-30", None),
        ("99/99/2026", None),
    ],
)
def test_days_are_read_in_words_and_numbers(written: str, day: str | None) -> None:
    assert fields_of(f"Date: {written}").get("issue_date") == day


def test_what_adds_up_would_be_posted() -> None:
    reading = PlainRegex().read(sample("pdf/tiquete_pos.pdf"))
    assert reading.answers["total"] == "213511.00"
    assert PlainRegex().read(sample("pdf/servicios_publicos.pdf")).posts is False


@pytest.mark.parametrize(
    ("file", "outcome"), [("xml/papeleria.xml", "unread"), ("hostile/con_clave.pdf", "failed: PdfminerException")]
)
def test_what_it_cannot_read_is_an_outcome(file: str, outcome: str) -> None:
    assert PlainRegex().read(sample(file)).outcome == outcome


def sample(file: str) -> bytes:
    return Path(INVOICES / file).read_bytes()
