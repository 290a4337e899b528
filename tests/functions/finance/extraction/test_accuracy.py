"""The judge of extractors: silence is not a mistake, spelling is not a difference, an amount is."""

from typing import Any

import pytest

from functions.finance.extraction.accuracy import Labelled, Tally, Verdict, answers_of, judge
from functions.finance.extraction.reading import read
from tests.functions.finance.extraction.dian_documents import BUYER, CUFE, SELLER, dian
from tests.functions.finance.extraction.files import pdf

TRUTH: dict[str, Any] = {
    "root": "Invoice",
    "number": "FEV1001",
    "type_code": "01",
    "issue_date": "2025-10-10",
    "due_date": "2025-11-09",
    "currency": "COP",
    "seller_name": "Café de la Sierra S.A.S.",
    "seller_tax_id": SELLER,
    "seller_tax_dv": "5",
    "buyer_name": "Hotel Mirador",
    "buyer_tax_id": BUYER,
    "subtotal": "1000000.00",
    "line_total": "1000000.00",
    "tax_base": "1000000.00",
    "tax_total": "190000.00",
    "total": "1190000.00",
    "payable": "1190000.00",
    "n_lines": 1,
    "uuid": CUFE,
    "uuid_scheme": "CUFE-SHA384",
    "taxes": [
        {"kind": "TaxTotal", "scheme": "01", "name": "IVA", "percent": "19", "taxable": "1000000", "amount": "190000"}
    ],
}


def test_a_dian_invoice_is_right_in_every_field() -> None:
    verdicts = judge(TRUTH, answers_of(read(dian().encode())))
    assert set(verdicts) == set(TRUTH)
    assert set(verdicts.values()) == {Verdict.RIGHT}


def test_a_plain_pdf_abstains() -> None:
    assert set(judge(TRUTH, answers_of(read(pdf()))).values()) == {Verdict.ABSTAINED}


@pytest.mark.parametrize(
    ("field", "truth", "answer", "verdict"),
    [
        ("total", "1190000.00", "1190000", Verdict.RIGHT),
        ("total", "0.00", "0", Verdict.RIGHT),
        ("total", "1190000.00", "1190000.01", Verdict.WRONG),
        ("total", "1190000.00", "1.190.000", Verdict.WRONG),
        ("total", "1190000.00", None, Verdict.ABSTAINED),
        ("number", "FEV-1001", "fev 1001", Verdict.RIGHT),
        ("number", "FEV1001", "FEV1007", Verdict.WRONG),
        ("seller_name", "Café de la Sierra S.A.S.", "CAFÉ DE LA SIERRA  S.A.S", Verdict.RIGHT),
        ("seller_name", "Café de la Sierra", "Café Sierra", Verdict.WRONG),
        ("seller_tax_id", "901234567", "", Verdict.ABSTAINED),
        ("issue_date", "2025-10-10", "2025-10-01", Verdict.WRONG),
        ("n_lines", 0, 0, Verdict.RIGHT),
        ("n_lines", 2, 3, Verdict.WRONG),
    ],
)
def test_one_field_is_right_wrong_or_abstained(field: str, truth: Any, answer: Any, verdict: Verdict) -> None:
    assert judge({field: truth}, {field: answer}) == {field: verdict}


def test_taxes_are_compared_as_a_set_with_numbers_as_numbers() -> None:
    iva = {"kind": "TaxTotal", "scheme": "01", "percent": "19.00", "taxable": "100.00", "amount": "19.00"}
    ibua = {"kind": "TaxTotal", "scheme": "34", "percent": None, "taxable": None, "amount": "12250.00"}
    assert judge({"taxes": [iva, ibua]}, {"taxes": [ibua, iva | {"percent": "19"}]})["taxes"] is Verdict.RIGHT
    assert judge({"taxes": [iva, ibua]}, {"taxes": [iva]})["taxes"] is Verdict.WRONG
    assert judge({"taxes": [iva]}, {"taxes": [iva | {"kind": "WithholdingTaxTotal"}]})["taxes"] is Verdict.WRONG


def test_a_document_is_held_to_what_its_page_shows() -> None:
    entry = {"file": "a.pdf", "kind": "pdf", "truth": {"total": "1", "number": "2"}}
    shown = Labelled.from_manifest(entry | {"visible": {"total": True, "number": False}})
    assert shown.expected == {"total": "1"}
    assert Labelled.from_manifest(entry).expected == entry["truth"]
    assert Labelled.from_manifest({"file": "event.xml", "kind": "xml_dian_event"}).expected == {}


def test_a_tally_counts_and_reports() -> None:
    tally = Tally()
    for seconds in range(1, 21):
        verdict = Verdict.WRONG if seconds == 1 else Verdict.RIGHT
        tally.add({"total": verdict}, "ready" if seconds > 2 else "needs_review", seconds / 100)
    report = tally.as_json()
    assert report["documents"] == 20
    assert report["fields"] == {"total": {"right": 19, "wrong": 1, "abstained": 0}}
    assert report["outcomes"] == {"needs_review": 2, "ready": 18}
    assert report["auto_posted_wrong"] == 0
    assert report["seconds_p50"] == pytest.approx(0.105)
    assert report["seconds_p95"] == pytest.approx(0.1905)


def test_one_document_has_percentiles_too_and_none_has_zeros() -> None:
    tally = Tally()
    assert tally.as_json()["seconds_p95"] == 0.0
    tally.add({}, "event", 0.25)
    assert tally.as_json()["seconds_p95"] == 0.25
