"""DIAN credit and debit notes, and what is absent or damaged: it stays absent, with its reason."""

from datetime import date
from decimal import Decimal

import pytest

from functions.finance.extraction.document import DocumentKind
from functions.finance.extraction.values import Absence
from tests.functions.finance.extraction.dian_documents import BUYER, TOTALS, dian
from tests.functions.finance.extraction.readings import document, pesos

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
