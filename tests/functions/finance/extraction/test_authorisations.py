"""The range of numbers that DIAN authorised, in the ways that invoices print it, and what it says of a number."""

from datetime import date

import pytest

from functions.finance.extraction.document import Document
from functions.finance.extraction.values import Absence
from functions.finance.service.acceptance.fields import CLEAR, SURE
from tests.functions.finance.extraction.papers import column, read_paper, row

FULL = (
    ("Resolución DIAN No. 18760000001234 de 20/01/2026, vigente hasta 20/01/2028.", "Numeración del FX1 al FX20000."),
    ("Autorización de numeración 18760000001234 del 20 de enero de 2026,", "prefijo FX, 1 al 20000, vigencia 24 meses"),
    ("AUTORIZACION DIAN 18760000001234 DE 2026-01-20 VIGENTE A 2028-01-20", "PREFIJO FX RANGO 1 A 20000"),
    ("Resolucion DIAN 18760000001234 de 20/01/2026 hasta 20/01/2028 prefijo", "FX del 1 al 20000"),
)  # fmt: skip


def invoice(number: str, *footer: str, title: str = "Factura electrónica de venta") -> Document:
    return read_paper(
        [
            *column(40, 40, "COMERCIAL LOS ALPES S.A.S.", "NIT 900123456-8", "Calle 10 # 5-20, Bogotá D.C."),
            *row(40, (330, title), (500, number)),
            *row(100, (40, "Cliente: Astramech S.A.S."), (330, "Fecha de emisión: 05/11/2026")),
            *row(160, (40, "Subtotal"), (-300, "100.000,00")),
            *row(174, (40, "IVA 19%"), (-300, "19.000,00")),
            *row(188, (40, "Total"), (-300, "119.000,00")),
            *column(40, 700, *footer, size=7, step=9),
        ]
    )


@pytest.mark.parametrize("footer", FULL)
def test_an_authorisation_is_read_in_every_way_that_it_is_written(footer: tuple[str, ...]) -> None:
    found = invoice("FX-402", *footer).resolution
    assert found is not None
    assert (found.number.value, found.prefix.value) == ("18760000001234", "FX")
    assert (found.first.value, found.last.value) == (1, 20000)
    assert (found.valid_from.value, found.valid_to.value) == (date(2026, 1, 20), date(2028, 1, 20))


def test_an_authorisation_without_days_has_none() -> None:
    found = invoice("FX402", "Autorización de numeración DIAN No. 18760000001234 · FX1 a 20000").resolution
    assert found is not None
    assert (found.prefix.value, found.last.value) == ("FX", 20000)
    assert (found.valid_from.value, found.valid_from.reason) == (None, Absence.NOT_STATED)


def test_days_are_no_range() -> None:
    assert invoice("FX402", "Resolución DIAN 18760000001234 desde 20/01/2026 hasta 20/01/2028").resolution is None


def test_a_number_beside_the_title_is_sure_when_it_is_authorised() -> None:
    alone, confirmed = invoice("FX-402"), invoice("FX-402", *FULL[0])
    assert (alone.number.value, confirmed.number.value) == ("FX402", "FX402")
    assert alone.number.confidence < CLEAR
    assert confirmed.number.confidence >= SURE


@pytest.mark.parametrize("number", ["FX-20001", "PE-402"])
def test_a_number_outside_the_range_or_of_another_prefix_is_not_confirmed(number: str) -> None:
    assert invoice(number, *FULL[0]).number.confidence < CLEAR


def test_a_range_without_prefix_confirms_nothing() -> None:
    read = invoice("FX-402", "Resolución DIAN 18760000001234 de 20/01/2026, numeración del 1 al 20000")
    assert read.resolution is not None
    assert read.resolution.prefix.value is None
    assert read.number.confidence < CLEAR


def test_the_authorisation_of_a_ticket_needs_few_words() -> None:
    found = invoice("FX402", "Autoriza DIAN 18760000001234", "20/01/2026 FX 1-20000 vig. 24 meses").resolution
    assert found is not None
    assert (found.prefix.value, found.last.value) == ("FX", 20000)
    assert (found.valid_from.value, found.valid_to.value) == (date(2026, 1, 20), date(2028, 1, 20))


def test_the_only_authorised_number_is_the_number_though_nothing_names_it() -> None:
    alone, confirmed = invoice("FX-402", title="FACTURA  DE"), invoice("FX-402", *FULL[0], title="FACTURA  DE")
    assert alone.number.value is None
    assert confirmed.number.value == "FX402"
    assert confirmed.number.confidence >= CLEAR


def test_of_two_authorised_numbers_none_is_the_number() -> None:
    read = invoice("FX-402  FX-403", *FULL[0], title="FACTURA  DE")
    assert read.number.value is None


def test_a_number_with_a_gap_in_it_is_not_the_number() -> None:
    assert invoice("FX-4 02", *FULL[0], title="FACTURA  DE").number.value is None


def test_the_authorised_number_on_a_note_is_that_of_another_document() -> None:
    read = read_paper(
        [
            *column(40, 40, "COMERCIAL LOS ALPES S.A.S.", "NIT 900123456-8", "Calle 10 # 5-20, Bogotá D.C."),
            *row(40, (330, "NOTA CRÉDITO")),
            *row(100, (40, "Corrige"), (330, "FX-402")),
            *row(188, (40, "Total"), (-300, "119.000,00")),
            *column(40, 700, *FULL[0], size=7, step=9),
        ]
    )
    assert read.number.value is None
