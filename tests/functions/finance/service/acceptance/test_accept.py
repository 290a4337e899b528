"""What of a document may be relied on: values that agree, values that something confirms, and nothing invented."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from functions.finance.domain.document import IVA, StatedTax
from functions.finance.domain.nit import Nit
from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.document import Document, Resolution
from functions.finance.extraction.kept import Kept
from functions.finance.extraction.values import Absence, Source, Value
from functions.finance.schemas.edits import Edits
from functions.finance.service.acceptance.accept import Accepted, accept
from tests.functions.finance.extracts import OURS, SUPPLIER, SUPPLIER_DV, XML, Scribe

OWN = Nit(OURS)
SURE, CLEAR = Scribe(Source.TEXT, 0.95), Scribe(Source.TEXT, 0.85)
LIKELY, DOUBTFUL = Scribe(Source.TEXT, 0.7), Scribe(Source.OCR, 0.4)


def accepted(document: Document, own: Nit | None = OWN, **edits: Any) -> Accepted:
    return accept(Kept(document=document), Edits(**edits), own)


def doubts(found: Accepted) -> set[str | None]:
    return {finding.field for finding in found.findings if finding.code is ReasonCode.LOW_CONFIDENCE}


def missing(found: Accepted) -> set[str | None]:
    return {finding.field for finding in found.findings if finding.code is ReasonCode.ATTRIBUTE_MISSING}


def test_xml_is_taken_as_it_is() -> None:
    found = accepted(XML.services(due="2025-11-10", cufe="ab" * 48))
    assert found.findings == ()
    assert found.document
    assert (found.document.kind, found.document.direction, found.document.number) == ("invoice", "purchase", "FE-1")
    assert found.document.seller.nit == Nit(SUPPLIER, int(SUPPLIER_DV))
    assert found.document.taxes == (
        StatedTax(scheme=IVA, base=Decimal(150_000), amount=Decimal(28_500), rate=Decimal(19)),
    )
    assert found.document.total == found.document.payable == 178_500


def test_a_page_that_two_ways_of_reading_agree_on_is_taken_too() -> None:
    assert accepted(SURE.services()).findings == ()


def test_amounts_that_close_by_two_equations_make_up_for_less_confidence() -> None:
    page = LIKELY.services()
    sure = SURE.services()
    identified = replace(page, kind=sure.kind, number=sure.number, issue_date=sure.issue_date)
    found = accepted(identified)
    assert doubts(found) == set()
    broken = replace(identified, total=LIKELY.money("178900"), payable=LIKELY.money("178900"))
    assert {"total", "payable", "taxes.amount"} <= doubts(accepted(broken))


def test_one_equation_alone_confirms_nothing() -> None:
    tax = SURE.tax("01", "19", None, "28500")
    page = SURE.document([], subtotal="150000", total="178500", taxes=[replace(tax, rate=SURE.value(None))])
    assert "total" in doubts(accepted(replace(page, total=LIKELY.money("178500"))))


def test_what_is_doubtful_stays_doubtful_whatever_confirms_it() -> None:
    assert "total" in doubts(accepted(replace(SURE.services(), total=DOUBTFUL.money("178500"))))


@pytest.mark.parametrize("field", ["number", "issue_date", "currency"])
def test_what_identifies_a_document_has_to_stand_there_clearly(field: str) -> None:
    likely: dict[str, Any] = {field: getattr(LIKELY.services(), field)}
    clear: dict[str, Any] = {field: getattr(CLEAR.services(), field)}
    whole = SURE.document([], subtotal="150000", total="150000")
    assert doubts(accepted(replace(whole, **likely))) == {field}
    assert doubts(accepted(replace(whole, **clear))) == set()


def test_a_title_is_confirmed_by_sums_that_close_as_those_of_an_invoice_do() -> None:
    assert doubts(accepted(replace(SURE.services(), kind=LIKELY.services().kind))) == set()
    open_sums = SURE.document([], subtotal="150000", total="150000")
    assert doubts(accepted(replace(open_sums, kind=LIKELY.services().kind))) == {"kind"}


def test_who_is_known_and_the_authorised_range_confirm_numbers() -> None:
    resolution = Resolution(
        prefix=SURE.value("FE"),
        first=SURE.value(1),
        last=SURE.value(500),
        valid_from=SURE.value(date(2025, 1, 1)),
        valid_to=SURE.value(date(2026, 1, 1)),
    )
    page = replace(
        SURE.services(),
        number=LIKELY.value("FE-1"),
        seller=LIKELY.party(SUPPLIER, None, "Papelería"),
        buyer=LIKELY.party(OURS, None, "Hotel Brisa SAS"),
        resolution=resolution,
    )
    assert doubts(accepted(page)) == {"seller.tax_id"}
    assert accept(Kept(document=page), Edits(), OWN, known={SUPPLIER}).findings == ()


def test_a_check_digit_confirms_a_number() -> None:
    with_digit = replace(SURE.services(), seller=LIKELY.party(SUPPLIER, SUPPLIER_DV, "Papelería"))
    without = replace(SURE.services(), seller=LIKELY.party(SUPPLIER, None, "Papelería"))
    wrong = replace(SURE.services(), seller=LIKELY.party(SUPPLIER, "9", "Papelería"))
    assert [doubts(accepted(page)) for page in (with_digit, without, wrong)] == [
        set(),
        {"seller.tax_id"},
        {"seller.tax_id"},
    ]


def test_a_qr_code_confirms_what_it_repeats() -> None:
    page = replace(
        SURE.services(),
        number=LIKELY.value("FE-1"),
        seller=LIKELY.party(SUPPLIER, None, "Papelería"),
        qr=SURE.value(f"NumFac=FE-1 NitFac={SUPPLIER}"),
    )
    assert accepted(page).findings == ()


@pytest.mark.parametrize(
    ("field", "absence", "code"),
    [
        ("number", Absence.NOT_STATED, ReasonCode.ATTRIBUTE_MISSING),
        ("number", Absence.UNREADABLE, ReasonCode.LOW_CONFIDENCE),
        ("issue_date", Absence.AMBIGUOUS, ReasonCode.LOW_CONFIDENCE),
        ("currency", Absence.NOT_STATED, ReasonCode.ATTRIBUTE_MISSING),
        ("kind", Absence.NOT_STATED, ReasonCode.ATTRIBUTE_MISSING),
        ("prepaid", Absence.UNREADABLE, ReasonCode.LOW_CONFIDENCE),
    ],
)
def test_what_is_missing_is_said_and_never_filled_in(field: str, absence: Absence, code: ReasonCode) -> None:
    changes: dict[str, Any] = {field: Value.absent(absence)}
    found = accepted(replace(XML.services(), **changes))
    assert [(finding.code, finding.field) for finding in found.findings] == [(code, field)]


def test_without_any_total_there_is_no_document() -> None:
    found = accepted(XML.document([XML.line("100")], total=None))
    assert found.document is None
    assert missing(found) == {"total"}


def test_more_than_one_possible_supplier_is_said() -> None:
    seller = replace(XML.party(None, None, ""), tax_id=Value.absent(Absence.AMBIGUOUS))
    found = accepted(replace(XML.services(), seller=seller))
    assert [finding.code for finding in found.findings] == [ReasonCode.TWO_SUPPLIERS]


@pytest.mark.parametrize(
    ("seller", "buyer", "code"),
    [
        (SUPPLIER, None, ReasonCode.ATTRIBUTE_MISSING),
        (SUPPLIER, "222222222222", ReasonCode.ATTRIBUTE_MISSING),
        (SUPPLIER, "860009876", ReasonCode.NOT_OURS),
        (OURS, OURS, ReasonCode.TWO_SUPPLIERS),
    ],
)
def test_who_buys_is_asked_where_the_document_does_not_say(seller: str, buyer: str | None, code: ReasonCode) -> None:
    document = XML.services(seller=XML.party(seller, None, "A"), buyer=XML.party(buyer, None, "B"))
    found = accepted(document)
    assert [finding.code for finding in found.findings] == [code]
    assert found.document is None
    told = accepted(document, direction="purchase")
    assert told.document
    assert told.document.direction == "purchase"


def test_a_foreign_number_is_no_nit() -> None:
    found = accepted(XML.services(seller=XML.party("DE812871812", None, "Hetzner", id_type="VAT", country="DE")))
    assert found.document
    assert found.document.seller.nit is None


def test_a_document_without_lines_is_one_line_of_its_subtotal() -> None:
    tax = SURE.tax("01", "19", "150000", "28500")
    found = accepted(SURE.document([], subtotal="150000", total="178500", taxes=[tax]))
    assert found.findings == ()
    assert found.document
    assert [line.amount for line in found.document.lines] == [150_000]


def test_lines_of_which_one_has_no_amount_are_one_line_of_the_subtotal() -> None:
    lines = [SURE.line("100000", "A"), SURE.line(None, "B")]
    found = accepted(SURE.document(lines, subtotal="150000", total="150000"))
    assert found.document
    assert [line.amount for line in found.document.lines] == [150_000]


def test_a_tax_that_is_not_broken_down_is_asked_for() -> None:
    stated = SURE.document([], subtotal="150000", total="178500", tax_total="28500")
    implied = SURE.document([], subtotal="150000", total="178500")
    assert missing(accepted(stated)) == missing(accepted(implied)) == {"taxes"}


def test_a_base_that_is_not_printed_is_the_subtotal_of_the_only_tax() -> None:
    only = SURE.document([], subtotal="150000", total="178500", taxes=[SURE.tax("01", "19", None, "28500")])
    found = accepted(only)
    assert found.document
    assert [tax.base for tax in found.document.taxes] == [150_000]
    two = [SURE.tax("01", "19", None, "19000"), SURE.tax("01", "5", None, "2500")]
    assert missing(accepted(SURE.document([], subtotal="150000", total="171500", taxes=two))) == {"taxes.base"}


def test_taxes_that_are_not_charged_are_left_out_and_zero_rated_iva_is_kept() -> None:
    taxes = [XML.tax("01", "0", "150000", "0"), XML.tax("04", "0", "0", "0")]
    found = accepted(XML.document([XML.line("150000")], subtotal="150000", total="150000", taxes=taxes))
    assert found.document
    assert [(tax.scheme, tax.rate) for tax in found.document.taxes] == [(IVA, Decimal(0))]


def test_allowances_before_tax_are_a_line() -> None:
    document = XML.document([XML.line("100.00", currency="EUR")], total="90.00", currency="EUR", allowances="10.00")
    european = replace(document, line_total=XML.money("100.00", "EUR"), subtotal=XML.money("90.00", "EUR"))
    found = accepted(european)
    assert found.document
    assert [line.amount for line in found.document.lines] == [100, -10]
    assert (found.document.line_total, found.document.allowances) == (Decimal(90), Decimal(0))


@pytest.mark.parametrize("payable", ["370600", None])
def test_a_utility_bill_that_prints_one_sum_holds_the_prior_balance(payable: str | None) -> None:
    charges = [SURE.line("158300", "Acueducto"), SURE.line("212300", "Otros cobros")]
    page = SURE.document(charges, kind="utility_bill", total="370600", payable=payable, prior_balance="210900")
    found = accepted(page)
    assert found.document
    lines = [(int(line.amount), line.purpose) for line in found.document.lines]
    assert lines == [(158_300, "water"), (1_400, None)]
    assert found.document.total == found.document.recognised == 159_700
    assert found.document.payable == 370_600


def test_the_words_of_a_utility_bill_prove_nothing_on_an_invoice() -> None:
    found = accepted(XML.document([XML.line("98430", "Energía renovable")], subtotal="98430", total="98430"))
    assert found.document
    assert (found.document.lines[0].purpose, found.document.lines[0].concept) == (None, None)


def test_income_of_third_parties_is_decided_by_a_person() -> None:
    line = replace(XML.line("150000"), principal=XML.value("900508908"))
    found = accepted(XML.document([line], subtotal="150000", total="150000"))
    assert [(finding.code, finding.field) for finding in found.findings] == [
        (ReasonCode.OUTSIDE_RULES, "lines[0].principal")
    ]


def test_the_authorised_numbers_are_taken_where_all_of_them_are_printed() -> None:
    resolution = Resolution(first=XML.value(1), last=XML.value(500), prefix=XML.value("FE"))
    found = accepted(replace(XML.services(), resolution=resolution))
    assert found.document
    assert found.document.numbering is None


def test_a_person_is_sure_of_what_they_say() -> None:
    found = accepted(DOUBTFUL.services(), number="FE-9", kind="invoice", issue_date="2025-10-10", currency="COP")
    assert {"number", "kind", "issue_date", "currency"} & doubts(found) == set()
    assert found.read.number.source is Source.PERSON


def test_null_in_an_edit_says_that_there_is_no_such_value() -> None:
    misread = replace(XML.services(), prior_balance=DOUBTFUL.money("9"), cufe=XML.value("nonsense"))
    assert doubts(accepted(misread)) == {"prior_balance"}
    cleared = accepted(misread, prior_balance=None, cufe=None)
    assert cleared.findings == ()
    assert cleared.document
    assert cleared.document.prior_balance == 0
    assert cleared.document.cufe is None


def test_a_line_is_added_and_another_corrected() -> None:
    edits: dict[str, Any] = {
        "lines": [{"position": 0, "amount": "90000"}, {"position": 1, "amount": "60000", "description": "Flete"}]
    }
    found = accepted(XML.document([XML.line("80000")], subtotal="150000", total="150000"), **edits)
    assert found.document
    assert [line.amount for line in found.document.lines] == [90_000, 60_000]


def test_later_edits_win_part_by_part() -> None:
    first = Edits.model_validate(
        {"number": "A", "seller": {"name": "X", "tax_id": "900"}, "lines": [{"position": 1, "concept": "cafe"}]}
    )
    later = Edits.model_validate(
        {"seller": {"tax_id": "901"}, "lines": [{"position": 1, "account": "5195"}, {"position": 0}]}
    )
    both = first.then(later)
    assert both.seller
    assert (both.number, both.seller.name, both.seller.tax_id) == ("A", "X", "901")
    assert [(line.position, line.concept, line.account) for line in both.lines] == [
        (0, None, None),
        (1, "cafe", "5195"),
    ]
    assert both.model_fields_set == {"number", "seller", "lines"}
