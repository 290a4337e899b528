"""Totals as documents write them: alone, after withholdings, with taxes inside, with years beside them."""

from decimal import Decimal

import pytest

from functions.finance.service.acceptance.fields import SURE
from tests.functions.finance.extraction.papers import Text, column, read_paper, row
from tests.functions.finance.extraction.readings import amounts

BOGOTA = [
    *column(40, 40, "SERVICIOS GARCÍA LTDA", "NIT 830.099.008-5", "Bogotá"),
    Text(380, 90, "FACTURA ELECTRÓNICA DE VENTA FV 2231"),
]


def test_what_is_left_after_withholdings_proves_the_total() -> None:
    found = read_paper(
        [
            *BOGOTA,
            *row(270, (350, "Subtotal"), (-550, "$3.000.000")),
            *row(284, (350, "IVA 19%"), (-550, "$570.000")),
            *row(298, (350, "Retefuente 11%"), (-550, "$330.000")),
            *row(312, (350, "ReteIVA 15%"), (-550, "$85.500")),
            *row(326, (350, "Total a pagar"), (-550, "$3.154.500")),
        ]
    )
    assert amounts(found, "subtotal", "tax_total", "total", "payable") == {
        "subtotal": "3000000",
        "tax_total": "570000",
        "total": "3570000",
        "payable": "3154500",
    }
    assert found.total.confidence < found.subtotal.confidence


def test_a_year_beside_a_label_is_no_amount() -> None:
    found = read_paper(
        [
            *column(40, 40, "Nimbus Web Services, Inc.", "Invoice Number: 42183017", "Charges $4.11"),
            Text(380, 100, "TOTAL AMOUNT DUE ON August 3 , 2014"),
            Text(480, 116, "$4.11"),
        ]
    )
    assert amounts(found, "payable") == {"payable": "4.11"}


def test_a_total_that_mentions_its_tax_is_no_tax() -> None:
    found = read_paper(
        [
            *column(40, 40, "Taxi Amsterdam BV", "Kade 4", "1011 AB Amsterdam", "BTW nr: NL810433941B01"),
            *row(214, (40, "Totaal incl. 9% BTW"), (-540, "€ 32,70")),
        ]
    )
    assert amounts(found, "tax_total", "total") == {"total": "32.70"}


@pytest.mark.parametrize(
    ("heading", "value"),
    [("Base | Taxe | Total TTC", "100,00 | 20,00 | 120,00"), ("Netto | MwSt | Brutto", "100,00 | 20,00 | 120,00")],
)
def test_totals_under_headings(heading: str, value: str) -> None:
    places = (-300, -400, -500)
    found = read_paper(
        [
            *column(40, 40, "Nordlicht Software GmbH", "Rechnung Nr. 2024-0317"),
            *row(200, *zip(places, heading.split(" | "), strict=True)),
            *row(214, *zip(places, value.split(" | "), strict=True)),
        ]
    )
    assert amounts(found, "tax_total", "total") == {"tax_total": "20.00", "total": "120.00"}


def test_a_breakdown_of_taxes_is_read_by_rate() -> None:
    found = read_paper(
        [
            *column(40, 40, "Nordlicht Software GmbH", "Rechnung Nr. 2024-0317", "Umsatzsteuer"),
            *row(200, (40, "Satz"), (-300, "Nettobetrag"), (-400, "USt-Betrag")),
            *row(214, (40, "7 %"), (-300, "160,00"), (-400, "11,20")),
            *row(228, (40, "19 %"), (-300, "336,00"), (-400, "63,84")),
            *row(260, (40, "Gesamtbetrag"), (-400, "571,04 €")),
        ]
    )
    read = {(tax.rate.value, tax.base.value.amount if tax.base.value else None) for tax in found.taxes}
    assert read == {(Decimal(7), Decimal("160.00")), (Decimal(19), Decimal("336.00"))}
    assert amounts(found, "tax_total", "total") == {"tax_total": "75.04", "total": "571.04"}


def test_no_discount_is_proved_by_sums_that_close_without_one() -> None:
    found = read_paper(
        [
            *BOGOTA,
            *row(270, (350, "Valor bruto"), (-550, "480,000.00")),
            *row(284, (350, "Descuentos"), (-550, "0.00")),
            *row(298, (350, "I.V.A."), (-550, "0.00")),
            *row(312, (350, "Neto a pagar"), (-550, "480,000.00")),
        ]
    )
    assert amounts(found, "allowances", "total") == {"allowances": "0.00", "total": "480000.00"}
    assert found.allowances.confidence >= SURE


def test_a_total_of_something_is_not_that_of_the_document() -> None:
    found = read_paper(
        [
            *column(40, 40, "AGUAS DEL VALLE S.A. E.S.P.", "NIT 811007429-1", "Medellín"),
            Text(330, 40, "FACTURA DE SERVICIOS PÚBLICOS No. 55019283"),
            *row(200, (40, "Acueducto"), (-300, "98.430")),
            *row(242, (40, "Saldo anterior"), (-300, "210.900")),
            *row(256, (40, "Recargo por mora"), (-300, "1.400")),
            *row(270, (40, "Total otros cobros"), (-300, "212.300")),
            *row(320, (40, "TOTAL A PAGAR"), (-300, "$ 310.730")),
        ]
    )
    assert amounts(found, "total", "payable", "charges") == {"total": "99830", "payable": "310730"}
    assert found.total.evidence is not None
    assert found.total.evidence.derived


def test_a_total_that_says_of_what_is_that_of_the_document_where_nothing_exceeds_it() -> None:
    found = read_paper(
        [
            *BOGOTA,
            *row(270, (350, "Subtotal"), (-550, "480.000")),
            *row(284, (350, "IVA 19%"), (-550, "91.200")),
            *row(298, (350, "Total esta venta"), (-550, "$ 571.200")),
        ]
    )
    assert amounts(found, "total") == {"total": "571200"}
