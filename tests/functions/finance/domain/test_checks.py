"""What keeps a document from being posted without a person."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from functions.finance.domain.checks import check
from functions.finance.domain.document import Document, Numbering, Party, StatedTax, UnconvertedError
from functions.finance.domain.nit import parse_nit
from functions.finance.domain.reasons import ReasonCode
from functions.finance.domain.taxes.tables import published_tables
from tests.functions.finance.builders import a_document, a_line, a_tax

TODAY = date(2025, 10, 12)
CODE = "8bb918b19ba22a694f1da11c643b5e9de39adf60311cf179179e9b33381030bcd4c3c3f156c506ed5908f9276f5bd9b4"


def found_in(document: Document, today: date = TODAY) -> list[ReasonCode]:
    return [finding.code for finding in check(document, published_tables(), today=today)]


def test_a_correct_invoice_is_green() -> None:
    assert found_in(a_document(a_line("203343.81", "compras_generales", "5"), cufe=CODE)) == []


def test_two_lines_with_dummy_nits_add_up_and_are_reviewed_for_the_nits() -> None:
    line = a_line("203343.81", "compras_generales", taxes=())
    document = a_document(
        line,
        line,
        taxes=(a_tax("406687.62", "5"),),
        total=Decimal("427022.00"),
        seller=Party("One", parse_nit("12345678-9")),
        buyer=Party("Other", parse_nit("87654321-1")),
    )
    assert (document.line_total, document.vat) == (Decimal("406687.62"), Decimal("20334.38"))
    assert found_in(document) == [ReasonCode.NIT_DV, ReasonCode.NIT_DV]


def test_a_cuenta_de_cobro_adds_up_and_is_always_reviewed() -> None:
    document = a_document(a_line("100000"), a_line("61200"), a_line("90000"), kind="payment_request")
    assert document.payable == Decimal(251_200)
    assert found_in(document) == [ReasonCode.DOCUMENTO_SOPORTE]


def test_what_earlier_bills_left_open_is_not_of_this_one() -> None:
    document = a_document(
        a_line("98430", purpose="water"),
        a_line("41200", purpose="sewer"),
        a_line("18670", purpose="waste"),
        a_line("1400", purpose="late_surcharge"),
        kind="utility_bill",
        prior_balance=Decimal(210_900),
    )
    assert (document.payable, document.recognised) == (Decimal(370_600), Decimal(159_700))
    assert found_in(document) == [ReasonCode.PRIOR_BALANCE]


def test_fuel_with_other_taxes_and_a_prepayment_adds_up() -> None:
    taxes = (
        a_tax("12758.00", "19", "2424.01"),
        StatedTax(scheme="21", base=Decimal(1), amount=Decimal("6030.00")),
        StatedTax(scheme="24", base=Decimal(1), amount=Decimal("4000.00")),
    )
    fuel = a_line("13600.06", "combustibles")
    document = a_document(fuel, taxes=taxes, total=Decimal("26054.07"), prepaid=Decimal("1000.00"))
    assert document.payable == Decimal("25054.07")
    assert found_in(document) == []


def test_free_samples_owe_only_their_iva() -> None:
    document = a_document(a_line("0.00", "compras_generales"), taxes=(a_tax("1000000.00", "19", "190000.00"),))
    assert document.total == Decimal("190000.00")
    assert found_in(document) == []


def test_a_tax_per_unit_is_carried_through_and_is_not_iva() -> None:
    ibua = StatedTax(scheme="34", base=Decimal(350), amount=Decimal("12250.00"))
    document = a_document(a_line("100000.00", "compras_generales"), taxes=(a_tax("100000.00", "19"), ibua))
    assert (document.total, document.vat) == (Decimal("131250.00"), Decimal("19000.00"))
    assert found_in(document) == []


@pytest.mark.parametrize(
    ("rate", "scheme", "expected"),
    [
        ("19", "01", []),
        ("19.00", "01", []),
        ("5", "01", []),
        ("0", "01", []),
        ("16", "01", [ReasonCode.TAX_RATE]),
        ("10", "01", [ReasonCode.TAX_RATE]),
        ("8", "04", []),
        ("4", "04", [ReasonCode.TAX_RATE]),
        ("19", "04", [ReasonCode.TAX_RATE]),
        ("2.5", "06", [ReasonCode.TAX_RATE]),
        ("2.5", "99", [ReasonCode.TAX_RATE]),
        ("20", "35", []),
    ],
)
def test_rates_are_those_in_force(rate: str, scheme: str, expected: list[ReasonCode]) -> None:
    tax = a_tax("100000", rate, None if rate != "0" else "0.00", scheme)
    assert found_in(a_document(a_line("100000"), taxes=(tax,))) == expected


@pytest.mark.parametrize(
    ("parts", "fields"),
    [
        ({}, []),
        ({"line_total": Decimal(100_001), "total": Decimal(119_001)}, []),
        ({"line_total": Decimal("100001.01"), "total": Decimal("119001.01")}, ["line_total"]),
        ({"total": Decimal(119_001)}, []),
        ({"total": Decimal("119001.01")}, ["total"]),
        ({"total": Decimal(118_998)}, ["total"]),
        ({"payable": Decimal(119_001)}, []),
        ({"payable": Decimal(119_002)}, ["payable"]),
        ({"taxes": (a_tax("100000", "19", "19001"),)}, []),
        ({"taxes": (a_tax("100000", "19", "19001.01"),)}, ["taxes"]),
    ],
)
def test_sums_may_differ_by_one_peso(parts: dict[str, Any], fields: list[str]) -> None:
    findings = check(a_document(a_line("100000", vat="19"), **parts), published_tables(), today=TODAY)
    assert [(finding.code, finding.field) for finding in findings] == [
        (ReasonCode.ARITHMETIC, field) for field in fields
    ]


@pytest.mark.parametrize(
    ("issued", "today", "expected"),
    [
        (date(2025, 10, 13), TODAY, []),
        (date(2025, 10, 14), TODAY, [ReasonCode.DATE_IMPLAUSIBLE]),
        (date(2020, 10, 12), TODAY, []),
        (date(2020, 10, 11), TODAY, [ReasonCode.DATE_IMPLAUSIBLE]),
        (date(2019, 2, 28), date(2024, 2, 29), []),
        (date(2019, 2, 27), date(2024, 2, 29), [ReasonCode.DATE_IMPLAUSIBLE]),
    ],
)
def test_dates_are_from_five_years_ago_to_tomorrow(issued: date, today: date, expected: list[ReasonCode]) -> None:
    assert found_in(a_document(a_line("100000"), issue_date=issued), today) == expected


def test_due_before_issue_is_remarked() -> None:
    assert found_in(a_document(a_line("100000"), due_date=date(2025, 10, 9))) == [ReasonCode.DUE_BEFORE_ISSUE]
    assert found_in(a_document(a_line("100000"), due_date=date(2025, 10, 10))) == []


@pytest.mark.parametrize(
    ("number", "issued", "expected"),
    [
        ("SETP1", date(2025, 1, 1), []),
        ("SETP5000", date(2025, 12, 31), []),
        ("SETP-77", date(2025, 6, 1), []),
        ("SETP0", date(2025, 6, 1), [ReasonCode.NUMBERING]),
        ("SETP5001", date(2025, 6, 1), [ReasonCode.NUMBERING]),
        ("OTHER77", date(2025, 6, 1), [ReasonCode.NUMBERING]),
        ("SETP77", date(2024, 12, 31), [ReasonCode.NUMBERING]),
        ("SETP77", date(2026, 1, 1), [ReasonCode.NUMBERING]),
    ],
)
def test_a_number_is_within_its_range_and_its_dates(number: str, issued: date, expected: list[ReasonCode]) -> None:
    numbering = Numbering(prefix="SETP", first=1, last=5000, valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    document = a_document(a_line("100000"), number=number, issue_date=issued, numbering=numbering)
    assert found_in(document, today=issued) == expected


def test_a_code_of_another_form_is_reviewed() -> None:
    assert found_in(a_document(a_line("100000"), cufe=CODE.upper())) == [ReasonCode.CUFE_FORMAT]


def test_a_foreign_currency_needs_its_rate() -> None:
    document = a_document(a_line("100"), currency="USD")
    assert found_in(document) == [ReasonCode.CURRENCY]
    with pytest.raises(UnconvertedError, match="USD"):
        document.in_pesos()


def test_dollars_become_pesos_part_by_part() -> None:
    lines = (a_line("12600.06", vat="19"), a_line("0.33", vat="19"))
    document = a_document(*lines, currency="USD", exchange_rate=Decimal("4011.77"), prepaid=Decimal("1000.00"))
    pesos = document.in_pesos()
    assert (pesos.currency, pesos.prepaid) == ("COP", Decimal("4011770.00"))
    assert pesos.line_total + pesos.tax_total == pesos.total
    assert pesos.payable == pesos.total - pesos.prepaid
    assert found_in(document) == []
    assert found_in(replace(document, payable=document.payable + Decimal("0.03"))) == [ReasonCode.ARITHMETIC]


def test_a_reimbursement_is_reviewed() -> None:
    assert found_in(a_document(a_line("100000"), kind="reimbursement")) == [ReasonCode.REIMBURSEMENT]
