"""DIAN invoices: every field, the arithmetic of the law, and where each value stands."""

from datetime import date, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from functions.finance.extraction.document import DocumentKind
from functions.finance.extraction.values import Absence, Source
from tests.functions.finance.extraction.dian_documents import (
    CUFE,
    IVA_19,
    SELLER,
    TOTALS,
    dian,
    line,
    party,
    per_unit,
    rated,
    tax,
)
from tests.functions.finance.extraction.readings import amounts, document, pesos


def test_every_field_of_an_invoice_is_read() -> None:
    invoice = document(dian(due="2025-11-10"))
    stated: dict[str, Any] = {
        "kind": DocumentKind.INVOICE,
        "type_code": "01",
        "number": "FEV1001",
        "cufe": CUFE,
        "cufe_scheme": "CUFE-SHA384",
        "issue_date": date(2025, 10, 10),
        "issue_time": time(9, 15, 23, tzinfo=timezone(timedelta(hours=-5))),
        "due_date": date(2025, 11, 10),
        "currency": "COP",
        "line_total": pesos("1000000.00"),
        "subtotal": pesos("1000000.00"),
        "tax_base": pesos("1000000.00"),
        "tax_total": pesos("190000.00"),
        "total": pesos("1190000.00"),
        "payable": pesos("1190000.00"),
        "payment_means": "48",
        "operation": "10",
        "environment": "1",
    }
    assert {name: getattr(invoice, name).value for name in stated} == stated
    assert [note.value for note in invoice.notes] == ["Gracias por su compra"]


def test_a_seller_is_read_with_what_decides_withholdings() -> None:
    seller = document(dian()).seller
    stated = {
        "name": "Café de la Sierra S.A.S.",
        "tax_id": SELLER,
        "dv": "5",
        "id_type": "31",
        "person_type": "legal",
        "responsibilities": ("O-13", "O-15"),
        "regime": "48",
        "tax_scheme": "01",
        "activity": "1061",
        "city": "Medellín",
        "city_code": "05001",
        "country": "CO",
    }
    assert {name: getattr(seller, name).value for name in stated} == stated


def test_a_cedula_has_no_check_digit_whatever_the_attribute_says() -> None:
    buyer = document(
        dian(buyer=party("AccountingCustomerParty", "Ana Ruiz", "1020304050", "3", scheme="13", person="2"))
    ).buyer
    assert (buyer.tax_id.value, buyer.id_type.value, buyer.person_type.value) == ("1020304050", "13", "natural")
    assert buyer.dv.reason is Absence.NOT_STATED


@pytest.mark.parametrize(
    ("written", "attribute", "number", "dv"),
    [("901.234.567-5", "", SELLER, "5"), ("901234567", "5", SELLER, "5"), ("901234567-5", "4", SELLER, "4")],
)
def test_a_nit_loses_punctuation_and_keeps_its_evidence(written: str, attribute: str, number: str, dv: str) -> None:
    seller = document(dian(seller=party("AccountingSupplierParty", "Café", written, attribute))).seller
    assert (seller.tax_id.value, seller.dv.value) == (number, dv)
    assert seller.tax_id.evidence is not None
    assert seller.tax_id.evidence.text == written


def test_a_line_is_read_with_its_taxes() -> None:
    (found,) = document(dian()).lines
    assert found.description.value == "Café en grano"
    assert (found.code.value, found.unit.value) == ("CAF-1", "KGM")
    assert (found.quantity.value, found.price_quantity.value) == (Decimal(2), Decimal(1))
    assert (found.unit_price.value, found.line_total.value) == (pesos("500000.00"), pesos("1000000.00"))
    (iva,) = found.taxes
    assert (iva.scheme.value, iva.rate.value, iva.amount.value) == ("01", Decimal(19), pesos("190000.00"))


def test_every_value_says_where_it_stands_and_who_said_it() -> None:
    payable = document(dian()).payable
    assert payable.source is Source.XML
    assert payable.confidence == 1.0
    assert payable.evidence is not None
    assert payable.evidence.path == "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount"
    assert payable.evidence.text == "1190000.00"


def test_a_line_says_which_line_it_is() -> None:
    invoice = document(dian(lines=(line("1.00"), line("2.00", number=2))))
    evidence = invoice.lines[1].line_total.evidence
    assert evidence is not None
    assert evidence.path == "/Invoice/cac:InvoiceLine[2]/cbc:LineExtensionAmount"


def test_fuel_taxes_per_unit_add_to_the_total_and_are_no_iva() -> None:
    fuel = (
        tax("190000.00", rated("01", "IVA", "19.00", "1000000.00", "190000.00"))
        + tax("6030.00", per_unit("23", "INCarbono", "GLL", "6030.00", "6030.00"))
        + tax("4000.00", per_unit("24", "INCombustibles", "GLL", "4000.00", "4000.00"))
    )
    totals = TOTALS | {"TaxInclusiveAmount": "1200030.00", "PrepaidAmount": "1000.00", "PayableAmount": "1199030.00"}
    invoice = document(dian(taxes=fuel, totals=totals))
    assert amounts(invoice, "tax_total", "total", "prepaid", "payable") == {
        "tax_total": "200030.00",
        "total": "1200030.00",
        "prepaid": "1000.00",
        "payable": "1199030.00",
    }
    assert [found.scheme.value for found in invoice.taxes] == ["01", "23", "24"]
    carbon = invoice.taxes[1]
    assert carbon.per_unit.value == pesos("6030.00")
    assert carbon.rate.reason is carbon.base.reason is Absence.NOT_STATED


def test_a_line_taxed_twice_has_a_base_that_is_not_the_subtotal() -> None:
    invoice = document(dian(totals=TOTALS | {"TaxExclusiveAmount": "2000000.00"}))
    assert invoice.subtotal.value == pesos("1000000.00")
    assert invoice.tax_base.value == pesos("2000000.00")


def test_free_samples_owe_their_tax_only() -> None:
    free = "<cbc:FreeOfChargeIndicator>true</cbc:FreeOfChargeIndicator>"
    totals = TOTALS | {"LineExtensionAmount": "0.00", "TaxInclusiveAmount": "190000.00", "PayableAmount": "190000.00"}
    invoice = document(dian(totals=totals, lines=(line("0.00", inside=free + IVA_19),)))
    assert invoice.lines[0].free.value is True
    assert amounts(invoice, "line_total", "tax_total", "total") == {
        "line_total": "0.00",
        "tax_total": "190000.00",
        "total": "190000.00",
    }


def test_a_tip_is_payable_but_not_part_of_the_total() -> None:
    invoice = document(dian(totals=TOTALS | {"ChargeTotalAmount": "100000.00", "PayableAmount": "1290000.00"}))
    assert amounts(invoice, "total", "charges", "payable") == {
        "total": "1190000.00",
        "charges": "100000.00",
        "payable": "1290000.00",
    }


def test_excluded_sales_have_no_tax_line_and_a_tax_of_zero() -> None:
    invoice = document(dian(taxes="", totals=TOTALS | {"TaxInclusiveAmount": "1000000.00"}))
    assert invoice.taxes == ()
    assert invoice.tax_total.value == pesos("0")


def test_a_missing_tax_total_is_unknown_where_the_total_shows_that_there_was_tax() -> None:
    assert document(dian(taxes="")).tax_total.reason is Absence.NOT_STATED


def test_withholdings_are_carried_and_not_deducted() -> None:
    withheld = tax("25000.00", rated("06", "ReteRenta", "2.50", "1000000.00", "25000.00"), group="WithholdingTaxTotal")
    invoice = document(dian(taxes=IVA_19 + withheld))
    assert [(found.scheme.value, found.amount.value) for found in invoice.withholdings] == [("06", pesos("25000.00"))]
    assert [found.scheme.value for found in invoice.taxes] == ["01"]
    assert invoice.tax_total.value == pesos("190000.00")


def test_income_received_for_a_third_party_names_it() -> None:
    principal = (
        "<cac:InformationContentProviderParty><cac:PowerOfAttorney><cac:AgentParty><cac:PartyIdentification>"
        '<cbc:ID schemeName="31" schemeID="1">830000111</cbc:ID></cac:PartyIdentification></cac:AgentParty>'
        "</cac:PowerOfAttorney></cac:InformationContentProviderParty>"
    )
    invoice = document(dian(lines=(line("1.00"), line("2.00", number=2, item=principal))))
    assert [found.principal.value for found in invoice.lines] == [None, "830000111"]


def test_an_export_in_dollars_carries_its_exchange_rate() -> None:
    rate = (
        "<cac:PaymentExchangeRate><cbc:SourceCurrencyCode>USD</cbc:SourceCurrencyCode><cbc:TargetCurrencyCode>COP"
        "</cbc:TargetCurrencyCode><cbc:CalculationRate>3100</cbc:CalculationRate><cbc:Date>2025-10-10</cbc:Date>"
        "</cac:PaymentExchangeRate>"
    )
    dollars = tax("19.00", rated("01", "IVA", "19.00", "100.00", "19.00", currency="USD"), currency="USD")
    invoice = document(dian(type_code="02", currency="USD", taxes=dollars, after_parties=rate))
    assert invoice.kind.value is DocumentKind.EXPORT_INVOICE
    assert (invoice.currency.value, invoice.total.value) == ("USD", pesos("1190000.00", "USD"))
    assert invoice.tax_total.value == pesos("19.00", "USD")
    assert invoice.exchange_rate is not None
    assert (invoice.exchange_rate.rate.value, invoice.exchange_rate.source.value) == (Decimal(3100), "USD")
    assert document(dian()).exchange_rate is None


def test_an_amount_keeps_the_currency_that_it_names() -> None:
    invoice = document(dian(currency="USD"))
    assert (invoice.total.value, invoice.lines[0].line_total.value) == (
        pesos("1190000.00", "USD"),
        pesos("1000000.00", "COP"),
    )


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("03", DocumentKind.CONTINGENCY_INVOICE),
        ("04", DocumentKind.CONTINGENCY_INVOICE),
        ("05", DocumentKind.SUPPORT_DOCUMENT),
        ("20", DocumentKind.POS_TICKET),
        ("40", DocumentKind.EQUIVALENT_DOCUMENT),
        ("60", DocumentKind.UTILITY_BILL),
    ],
)
def test_type_codes_name_the_document(code: str, kind: DocumentKind) -> None:
    assert document(dian(type_code=code)).kind.value is kind


def test_the_numbering_resolution_is_read() -> None:
    resolution = document(dian()).resolution
    assert resolution is not None
    assert (resolution.number.value, resolution.prefix.value) == ("18760000001", "FEV")
    assert (resolution.first.value, resolution.last.value) == (1000, 5000)
    assert (resolution.valid_from.value, resolution.valid_to.value) == (date(2025, 1, 19), date(2027, 1, 19))
