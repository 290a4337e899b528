"""What a tax was computed on, where the page prints only its rate and its amount."""

from decimal import Decimal

import pytest

from functions.finance.extraction.document import Document
from functions.finance.extraction.values import Absence, Money, Value
from functions.finance.service.acceptance.fields import SURE
from tests.functions.finance.extraction.papers import Text, column, read_paper, row

Item = tuple[str, str, str]


def bill(items: list[Item], subtotal: str, taxes: list[tuple[str, str]], total: str) -> Document:
    """A bill of items (name, rate or nothing, amount)."""
    rated = any(rate for _, rate, _ in items)
    heading = [(40.0, "Descripción"), (260.0, "Cant."), *([(330.0, "% IVA")] if rated else []), (-550.0, "Valor total")]
    rows = [
        text
        for place, (name, rate, amount) in enumerate(items)
        for text in row(214 + 14 * place, (40, name), (262, "1"), *([(335.0, rate)] if rate else []), (-550, amount))
    ]
    charged = [
        text for place, (name, tax) in enumerate(taxes) for text in row(414 + 14 * place, (400, name), (-550, tax))
    ]
    return read_paper(
        [
            *column(40, 40, "COMERCIAL LOS ALPES S.A.S.", "NIT 900123456-8", "Calle 10 # 5-20, Bogotá D.C."),
            Text(330, 40, "Factura de venta No. FX-402"),
            *row(200, *heading),
            *rows,
            *row(400, (400, "Subtotal"), (-550, subtotal)),
            *charged,
            *row(456, (400, "TOTAL A PAGAR"), (-550, total)),
        ]
    )


def bases(document: Document) -> list[Decimal | None]:
    return [tax.base.value.amount if tax.base.value else None for tax in document.taxes]


def only_base(document: Document) -> Value[Money]:
    (tax,) = document.taxes
    return tax.base


RATED = [("Cable", "19", "178,500.00"), ("Agua", "Excl.", "43,500.00"), ("Pintura", "19", "97,800.00")]
HOTEL = [("Noches", "", "555.000"), ("Lavandería", "", "32.000"), ("Seguro", "", "24.000")]


def test_items_that_state_the_rate_give_the_base() -> None:
    read = bill(RATED, "319,800.00", [("IVA 19 %", "52,497.00")], "372,297.00")
    assert bases(read) == [Decimal("276300.00")]


def test_a_base_that_is_not_printed_says_so() -> None:
    base = only_base(bill(RATED, "319,800.00", [("IVA 19 %", "52,497.00")], "372,297.00"))
    assert base.evidence is not None
    assert (base.evidence.derived, base.evidence.text) == (True, "52,497.00")
    assert base.confidence >= SURE


def test_two_taxes_have_the_base_of_their_items() -> None:
    items = [("Cable", "19", "100,000.00"), ("Agua", "5", "40,000.00")]
    taxes = [("IVA 19 %", "19,000.00"), ("IVA 5 %", "2,000.00")]
    assert bases(bill(items, "140,000.00", taxes, "161,000.00")) == [Decimal("100000.00"), Decimal("40000.00")]


def test_taxes_of_several_rates_on_the_whole_subtotal_share_it() -> None:
    items = [("Cafe", "", "46.200"), ("Azucar", "", "63.600")]
    taxes = [("IVA 5 %", "2.680"), ("IVA 19 %", "10.678")]
    assert bases(bill(items, "109.800", taxes, "123.158")) == [Decimal(53600), Decimal(56200)]


def test_taxes_that_leave_some_of_the_subtotal_untaxed_share_nothing() -> None:
    items = [("Cafe", "", "46.200"), ("Azucar", "", "63.900")]
    taxes = [("IVA 5 %", "2.680"), ("IVA 19 %", "10.678")]
    assert bases(bill(items, "110.100", taxes, "123.458")) == [None, None]


def test_the_subtotal_is_the_base_when_the_tax_is_its_rate_of_it() -> None:
    read = bill(
        [("Cable", "", "100,000.00"), ("Agua", "", "40,000.00")],
        "140,000.00",
        [("IVA 19 %", "26,600.00")],
        "166,600.00",
    )
    assert bases(read) == [Decimal("140000.00")]


def test_the_only_items_that_make_the_tax_are_its_base() -> None:
    assert bases(bill(HOTEL, "611.000", [("IVA 19 %", "111.530")], "722.530")) == [Decimal(587000)]


def test_items_that_make_the_tax_in_two_ways_prove_nothing() -> None:
    items = [("Noches", "", "50.000"), ("Lavandería", "", "50.004")]
    assert bases(bill(items, "100.004", [("IVA 19 %", "9.500")], "109.504")) == [None]


@pytest.mark.parametrize("tax", ["111.000", "90.000"])
def test_a_tax_that_no_items_make_has_no_base(tax: str) -> None:
    total = str(Decimal(611) + Decimal(tax))
    base = only_base(bill(HOTEL, "611.000", [("IVA 19 %", tax)], total))
    assert (base.value, base.reason) == (None, Absence.NOT_STATED)


def test_without_sums_that_close_nothing_is_derived() -> None:
    assert bases(bill(HOTEL, "611.000", [("IVA 19 %", "111.530")], "730.000")) == [None]
