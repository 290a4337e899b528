"""EN 16931 in both syntaxes, and ZUGFeRD 1: the same invoice reads the same."""

from datetime import date
from decimal import Decimal

import pytest

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.document import Document, DocumentKind
from functions.finance.extraction.kinds import Kind
from functions.finance.extraction.reading import read
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.values import Absence
from tests.functions.finance.extraction.european_documents import cii, ubl
from tests.functions.finance.extraction.files import SAMPLES
from tests.functions.finance.extraction.readings import document


def money(found: Document) -> dict[str, tuple[Decimal, str | None]]:
    names = ("line_total", "charges", "subtotal", "tax_total", "total", "payable")
    values = ((name, getattr(found, name).value) for name in names)
    return {name: (value.amount, value.currency) for name, value in values if value is not None}


@pytest.mark.parametrize(("text", "currency", "payable"), [(ubl(), "DKK", 1125), (cii(), "EUR", 1000)])
def test_amounts_before_tax_are_after_charges_and_lines_are_not(text: str, currency: str, payable: int) -> None:
    assert money(document(text)) == {
        "line_total": (Decimal(800), currency),
        "charges": (Decimal(100), currency),
        "subtotal": (Decimal(900), currency),
        "tax_total": (Decimal(225), currency),
        "total": (Decimal(1125), currency),
        "payable": (Decimal(payable), currency),
    }


@pytest.mark.parametrize("text", [ubl(), cii()])
def test_both_syntaxes_say_the_same_header_line_and_tax(text: str) -> None:
    found = document(text)
    assert (found.kind.value, found.type_code.value, found.number.value) == (DocumentKind.INVOICE, "380", "RE-7")
    assert (found.issue_date.value, found.due_date.value) == (date(2026, 3, 1), date(2026, 3, 31))
    assert found.buyer.name.value == "Posada del Mar"
    (line,) = found.lines
    assert (line.description.value, line.quantity.value) == ("Newspaper", Decimal(2))
    assert line.unit_price.value is not None
    assert line.unit_price.value.amount == Decimal(400)
    assert [(tax.scheme.value, tax.rate.value) for tax in line.taxes] == [("VAT", Decimal(25))]
    (tax,) = found.taxes
    assert tax.base.value is not None
    assert tax.amount.value is not None
    assert (tax.rate.value, tax.base.value.amount) == (Decimal(25), Decimal(900))
    assert tax.amount.value.amount == Decimal(225)


@pytest.mark.parametrize("code", ["381", "261", "396"])
def test_credit_notes_are_known_by_their_code(code: str) -> None:
    assert document(cii(type_code=code)).kind.value is DocumentKind.CREDIT_NOTE
    assert document(ubl(type_code=code)).kind.value is DocumentKind.CREDIT_NOTE


def test_a_ubl_credit_note_is_one_whatever_its_code() -> None:
    assert document(ubl("CreditNote", type_code="380")).kind.value is DocumentKind.CREDIT_NOTE


@pytest.mark.parametrize(("code", "kind"), [("383", DocumentKind.DEBIT_NOTE), ("575", DocumentKind.INVOICE)])
def test_other_codes_are_debit_notes_or_invoices(code: str, kind: DocumentKind) -> None:
    assert document(cii(type_code=code)).kind.value is kind


def test_the_vat_number_comes_before_the_local_tax_number() -> None:
    seller = document(cii()).seller
    assert (seller.tax_id.value, seller.id_type.value) == ("DE123456789", "VAT")
    local = '<ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">201/113/40209</ram:ID></ram:SpecifiedTaxRegistration>'
    seller = document(cii(registrations=local)).seller
    assert (seller.tax_id.value, seller.id_type.value) == ("201/113/40209", "tax_number")


def test_the_vat_number_comes_first_in_ubl_too() -> None:
    scheme = (
        "<cac:PartyTaxScheme><cbc:CompanyID>{}</cbc:CompanyID><cac:TaxScheme><cbc:ID>{}</cbc:ID></cac:TaxScheme>"
        "</cac:PartyTaxScheme>"
    )
    seller = document(ubl(seller_ids=scheme.format("201/113/40209", "FC") + scheme.format("DE123456789", "VAT"))).seller
    assert (seller.tax_id.value, seller.id_type.value) == ("DE123456789", "VAT")


def test_a_party_without_tax_registration_is_identified_with_less_confidence() -> None:
    invoice = document(ubl(seller_ids=""))
    assert (invoice.seller.tax_id.value, invoice.seller.id_type.value) == ("57151520", "legal")
    assert (invoice.buyer.tax_id.value, invoice.buyer.id_type.value) == ("4300000000015", "identifier")
    assert invoice.buyer.tax_id.confidence < invoice.seller.tax_id.confidence < invoice.number.confidence
    legal = "<ram:SpecifiedLegalOrganization><ram:ID>40483</ram:ID></ram:SpecifiedLegalOrganization>"
    assert document(cii(registrations=legal)).seller.id_type.value == "legal"
    assert document(cii(registrations="")).seller.tax_id.reason is Absence.NOT_STATED


def test_tax_in_the_accounting_currency_is_not_added() -> None:
    accounting = '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">30.17</cbc:TaxAmount></cac:TaxTotal>'
    assert money(document(ubl(more_taxes=accounting)))["tax_total"] == (Decimal(225), "DKK")
    both = (
        '<ram:TaxTotalAmount currencyID="NOK">2600.00</ram:TaxTotalAmount>'
        '<ram:TaxTotalAmount currencyID="EUR">225.00</ram:TaxTotalAmount>'
    )
    assert money(document(cii(tax_totals=both)))["tax_total"] == (Decimal(225), "EUR")


def test_a_missing_tax_total_is_zero_only_where_nothing_was_added() -> None:
    assert money(document(cii(tax_totals="", grand_total="900.00")))["tax_total"] == (Decimal(0), "EUR")
    assert document(cii(tax_totals="")).tax_total.reason is Absence.NOT_STATED


def test_prepayments_are_read() -> None:
    prepaid = document(cii()).prepaid
    assert prepaid.value is not None
    assert prepaid.value.amount == Decimal(125)


def test_a_date_of_another_format_is_not_guessed() -> None:
    found = document(cii(issued='<udt:DateTimeString format="610">202603</udt:DateTimeString>'))
    assert found.issue_date.reason is Absence.UNREADABLE


@pytest.mark.parametrize(
    "profile", ["urn:fdc:peppol.eu:2017:poacc:billing:01:1.0", "urn:cen.eu:en16931:2017#compliant#x"]
)
def test_known_profiles_are_believed(profile: str) -> None:
    assert document(ubl(profile=profile)).total.confidence == 1.0


def test_an_unknown_profile_of_ubl_is_read_and_believed_less() -> None:
    assert document(ubl(profile="urn:example:home-grown")).total.confidence == 0.8


def test_a_cross_industry_invoice_without_its_parts_is_unreadable() -> None:
    empty = '<a:CrossIndustryInvoice xmlns:a="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>'
    with pytest.raises(Refused) as refused:
        read(empty.encode())
    assert refused.value.reason is ReasonCode.UNREADABLE


def test_zugferd_1_is_read_by_its_older_names() -> None:
    extraction = read((SAMPLES / "zugferd_1p0_basic.xml").read_bytes())
    assert extraction.content is Kind.CII_INVOICE
    found = extraction.document
    assert found is not None
    assert (found.number.value, found.issue_date.value) == ("RK21012345", date(2013, 9, 16))
    assert (found.seller.tax_id.value, found.seller.id_type.value) == ("DE123456789", "VAT")
    assert len(found.lines) == 3
    assert found.total.value is not None
    assert found.total.value.amount == Decimal("-8.79")
    assert found.payable.reason is Absence.NOT_STATED
