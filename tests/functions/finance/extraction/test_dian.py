"""DIAN invoices and notes: every field, the arithmetic of the law, and what is absent stays absent."""

from datetime import date, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from functions.finance.extraction.document import Document, DocumentKind
from functions.finance.extraction.reading import read
from functions.finance.extraction.values import Absence, Money, Source, Value
from tests.functions.finance.extraction.dian_documents import (
    BUYER,
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


def document(text: str) -> Document:
    found = read(text.encode()).document
    assert found is not None
    return found


def pesos(amount: str, currency: str = "COP") -> Money:
    return Money(amount=Decimal(amount), currency=currency)


def amounts(found: Document, *names: str) -> dict[str, str]:
    values: dict[str, Value[Money]] = {name: getattr(found, name) for name in names}
    return {name: str(value.value.amount) for name, value in values.items() if value.value is not None}


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


BILLED = (
    "<cac:DiscrepancyResponse><cbc:ResponseCode>2</cbc:ResponseCode></cac:DiscrepancyResponse><cac:BillingReference>"
    "<cac:InvoiceDocumentReference><cbc:ID>FEV990</cbc:ID><cbc:UUID>aa</cbc:UUID><cbc:IssueDate>2025-09-30</cbc:IssueDate>"
    "</cac:InvoiceDocumentReference></cac:BillingReference>"
)


def test_a_credit_note_names_its_invoice_and_its_reason() -> None:
    note = document(dian("CreditNote", type_code="91", uuid_scheme="CUDE-SHA384", before_parties=BILLED))
    assert (note.kind.value, note.type_code.value, note.note_reason.value) == (DocumentKind.CREDIT_NOTE, "91", "2")
    (reference,) = note.references
    assert (reference.kind, reference.number.value, reference.issue_date.value) == (
        "invoice",
        "FEV990",
        date(2025, 9, 30),
    )
    assert note.lines[0].quantity.value == Decimal(2)


def test_a_credit_note_without_a_reference_is_read() -> None:
    note = document(dian("CreditNote", type_code="91"))
    assert note.references == ()
    assert note.total.value == pesos("1190000.00")


def test_a_debit_note_calls_its_totals_otherwise_and_has_no_type_code() -> None:
    note = document(dian("DebitNote", type_code=None))
    assert note.kind.value is DocumentKind.DEBIT_NOTE
    assert note.type_code.reason is Absence.NOT_STATED
    assert note.total.value == pesos("1190000.00")
    assert note.total.evidence is not None
    assert note.total.evidence.path == "/DebitNote/cac:RequestedMonetaryTotal/cbc:TaxInclusiveAmount"
    assert note.lines[0].quantity.value == Decimal(2)


@pytest.mark.parametrize("amount", ["1.000,00", "1e3", "NaN", "Infinity", "1 000", "$ 1000", "9" * 30, "--5"])
def test_an_amount_that_is_no_number_is_unreadable_and_kept_for_a_person(amount: str) -> None:
    payable = document(dian(totals=TOTALS | {"PayableAmount": amount})).payable
    assert payable.value is None
    assert payable.reason is Absence.UNREADABLE
    assert payable.evidence is not None
    assert payable.evidence.text == amount


@pytest.mark.parametrize("issued", ["10/10/2025", "2025-13-01", "hoy", "2025-W41-5"])
def test_a_date_that_is_none_is_never_today(issued: str) -> None:
    invoice = document(dian(issued=issued))
    assert invoice.issue_date.value is None
    assert invoice.issue_date.reason is Absence.UNREADABLE


def test_a_date_with_a_zone_is_its_day() -> None:
    assert document(dian(issued="2025-10-10-05:00")).issue_date.value == date(2025, 10, 10)


def test_an_invoice_of_nothing_abstains_everywhere() -> None:
    ubl = "urn:oasis:names:specification:ubl:schema:xsd:"
    bare = (
        f'<Invoice xmlns="{ubl}Invoice-2" xmlns:cbc="{ubl}CommonBasicComponents-2">'
        f"<cbc:ProfileID>DIAN 2.1</cbc:ProfileID></Invoice>"
    )
    invoice = document(bare)
    silent = ("number", "cufe", "issue_date", "due_date", "currency", "subtotal", "tax_total", "total", "payable")
    assert {getattr(invoice, name).reason for name in silent} == {Absence.NOT_STATED}
    assert (invoice.lines, invoice.taxes, invoice.resolution) == ((), (), None)
    assert invoice.seller.tax_id.reason is Absence.NOT_STATED


def test_a_buyer_without_registrations_is_known_by_any_identification() -> None:
    anonymous = (
        "<cac:AccountingCustomerParty><cac:Party><cac:PartyIdentification>"
        '<cbc:ID schemeName="13">222222222222</cbc:ID></cac:PartyIdentification><cac:PartyName>'
        "<cbc:Name>Consumidor final</cbc:Name></cac:PartyName></cac:Party></cac:AccountingCustomerParty>"
    )
    buyer = document(dian(buyer=anonymous)).buyer
    assert (buyer.name.value, buyer.tax_id.value, buyer.id_type.value) == ("Consumidor final", "222222222222", "13")
    assert document(dian()).buyer.tax_id.value == BUYER
