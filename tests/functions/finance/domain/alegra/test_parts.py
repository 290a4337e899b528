"""Taxes stated in sum are on the lines that make their bases, if no other lines do."""

from decimal import Decimal

import pytest

from functions.finance.domain.alegra.matter import UnmappableError
from functions.finance.domain.alegra.parts import parts_of
from functions.finance.domain.document import Document, StatedTax
from tests.functions.finance.builders import a_document, a_line, a_tax

BAG = StatedTax(scheme="22", base=Decimal(0), amount=Decimal(70))


def said(document: Document) -> list[tuple[str, list[str]]]:
    return [(str(part.amount), [f"{tax.scheme} {tax.rate}" for tax in part.taxes]) for part in parts_of(document)]


def refused(document: Document) -> UnmappableError:
    with pytest.raises(UnmappableError) as told:
        parts_of(document)
    return told.value


def test_the_line_that_is_excluded_is_the_one_that_the_base_leaves_out() -> None:
    lines = [a_line(amount) for amount in ("178500", "82600", "59100", "43500", "97800")]
    assert said(a_document(*lines, taxes=(a_tax("418000", "19"),))) == [
        ("178500", ["01 19"]),
        ("82600", ["01 19"]),
        ("59100", ["01 19"]),
        ("43500", []),
        ("97800", ["01 19"]),
    ]


def test_two_rates_part_the_lines_between_them() -> None:
    lines = [a_line(amount) for amount in ("44000", "9600", "9700", "21300", "25200")]
    found = said(a_document(*lines, taxes=(a_tax("53600", "5"), a_tax("56200", "19"))))
    assert [taxes for _, taxes in found] == [["01 5"], ["01 5"], ["01 19"], ["01 19"], ["01 19"]]


def test_taxes_of_two_kinds_are_assigned_each_by_itself() -> None:
    document = a_document(a_line("1000"), a_line("700"), taxes=(a_tax("1700", "19"), a_tax("700", "20", scheme="35")))
    assert said(document) == [("1000", ["01 19"]), ("700", ["01 19", "35 20"])]


def test_a_base_is_met_to_the_peso() -> None:
    document = a_document(a_line("1000.40"), a_line("500"), taxes=(a_tax("1000", "19"),))
    assert said(document) == [("1000.40", ["01 19"]), ("500", [])]


def test_the_only_line_is_parted_by_the_bases_of_its_taxes() -> None:
    document = a_document(a_line("109800"), taxes=(a_tax("53600", "5"), a_tax("56200", "19")))
    assert said(document) == [("53600", ["01 5"]), ("56200", ["01 19"])]


def test_what_no_base_holds_of_the_only_line_is_without_a_tax() -> None:
    assert said(a_document(a_line("461500"), taxes=(a_tax("418000", "19"),))) == [("418000", ["01 19"]), ("43500", [])]


def test_a_long_page_with_one_excluded_line_is_assigned() -> None:
    amounts = [1000 + 37 * number * number for number in range(60)]
    document = a_document(*map(a_line, map(str, amounts)), taxes=(a_tax(str(sum(amounts) - amounts[0]), "19"),))
    assert [taxes for _, taxes in said(document)] == [[], *([["01 19"]] * 59)]


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (a_document(a_line("1000"), a_line("1000"), taxes=(a_tax("1000", "19"),)), "several lines"),
        (a_document(a_line("300"), a_line("200"), a_line("500"), taxes=(a_tax("500", "19"),)), "several lines"),
        (a_document(a_line("1000"), a_line("500"), taxes=(a_tax("700", "19"),)), "no lines"),
        (a_document(*map(a_line, map(str, range(1000, 1060))), taxes=(a_tax("30885", "19"),)), "too many lines"),
        (a_document(a_line("1000"), taxes=(a_tax("800", "19"), a_tax("700", "5"))), "do not part it"),
        (a_document(a_line("1000"), taxes=(a_tax("800", "19"), a_tax("100", "8", scheme="04"))), "do not part it"),
    ],
    ids=["twins", "two answers", "none", "too many", "overlap", "two kinds"],
)
def test_what_the_arithmetic_does_not_prove_is_not_assigned(document: Document, why: str) -> None:
    told = refused(document)
    assert told.code == "tax_unassigned"
    assert why in told.detail


@pytest.mark.parametrize(
    "document",
    [a_document(a_line("1000"), taxes=(BAG,)), a_document(a_line("1000", taxes=(BAG,)))],
    ids=["in sum", "of a line"],
)
def test_a_tax_per_unit_is_no_percentage(document: Document) -> None:
    told = refused(document)
    assert (told.code, "22 of 70 is a tax per unit" in told.detail) == ("tax_missing", True)


@pytest.mark.parametrize("after", [{"charges": Decimal("0.40")}, {"allowances": Decimal("0.71")}], ids=str)
def test_a_total_rounded_to_the_peso_is_no_difference(after: dict[str, Decimal]) -> None:
    assert said(a_document(a_line("1000.60", vat="19"), **after)) == [("1000.60", ["01 19"])]


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (a_document(a_line("1000"), charges=Decimal("1.01")), "no place for the 1.01"),
        (a_document(a_line("1000"), allowances=Decimal(100)), "no place for the -100.00"),
        (a_document(a_line("1000", taxes=(a_tax("1000", "19", "191.50"),))), "make 1190.00 of a document of 1191.50"),
    ],
    ids=["charges", "allowances", "amount"],
)
def test_more_than_a_peso_is_a_difference_and_both_sums_are_told(document: Document, told: str) -> None:
    refusal = refused(document)
    assert refusal.code == "sums_differ"
    assert told in refusal.detail
