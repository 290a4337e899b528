"""The total of a receipt is what its statements lead to together; a misread figure is outvoted or nothing is said."""

from datetime import date
from decimal import Decimal

import pytest

from functions.finance.extraction.fields.receipts.reader import Receipt, read_receipt
from functions.finance.extraction.fields.receipts.rows import Role, role_of
from tests.functions.finance.extraction.slips import seen

SHOP = """
KEDAI RUNCIT MURNI SDN BHD (123456-X)
GST Reg No: 000111222333
Date : 05/04/2018  10:15
"""
MILK = SHOP + "MILK 1L  6.20\nBREAD  3.10\n"


def receipt(*texts: str, height: float = 1200) -> Receipt:
    return read_receipt([seen(text, height=height) for text in texts])


def total(*texts: str) -> Decimal | None:
    found = receipt(*texts).total
    return found.value if found else None


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("TOTAL", Role.TOTAL),
        ("Total Payable:", Role.TOTAL),
        ("Total Sales (Inclusive of GST)", Role.TOTAL),
        ("TOTAL A PAGAR", Role.TOTAL),
        ("T0TAL", Role.TOTAL),
        ("Tota1 Amount", Role.TOTAL),
        ("Gesamtbetrag", Role.TOTAL),
        ("Total (Excluding GST)", Role.NET),
        ("Sub Total", Role.NET),
        ("SUBTOTAL", Role.NET),
        ("Total Qty", Role.COUNT),
        ("Total 6% supplies (Inc. GST)", Role.COUNT),
        ("Total Discount", Role.DISCOUNT),
        ("Total GST", Role.TAX),
        ("IVA 19%", Role.TAX),
        ("Rounding Adj", Role.ROUNDING),
        ("CASH", Role.PAID),
        ("EFECTIVO", Role.PAID),
        ("Change", Role.CHANGE),
        ("Cambio", Role.CHANGE),
        ("Nescafe", None),
    ],
)
def test_the_words_of_a_line_name_what_its_amount_is(line: str, role: Role | None) -> None:
    assert role_of(line) is role


def test_a_total_is_confirmed_by_what_was_paid_less_the_change() -> None:
    assert total(MILK + "TOTAL  9.30\nCASH  10.00\nCHANGE  0.70") == Decimal("9.30")


def test_a_misread_total_is_outvoted_by_items_and_change() -> None:
    assert total(
        MILK + "TOTAL  9.80\nCASH  10.00\nCHANGE  0.70", MILK + "TOTAL  9.30\nCASH  10.00\nCHANGE  0.70"
    ) == Decimal("9.30")


def test_two_passes_that_read_different_totals_and_nothing_else_say_nothing() -> None:
    assert total(SHOP + "TOTAL  9.80", SHOP + "TOTAL  9.30") is None


def test_a_label_that_one_pass_read_is_not_enough() -> None:
    assert total(SHOP + "TOTAL  9.30", SHOP) is None


def test_a_label_that_both_passes_read_alike_is_enough() -> None:
    assert total(SHOP + "TOTAL  9.30", SHOP + "TOTAL  9.30") == Decimal("9.30")


def test_what_is_rounded_is_owed_rounded() -> None:
    text = SHOP + "A  5.11\nB  4.22\nTotal Inclusive GST  9.33\nRounding Adjustment  0.02\nTOTAL  9.35\nCASH  9.35"
    assert total(text, text) == Decimal("9.35")


def test_a_rounded_total_is_found_though_its_own_line_is_lost() -> None:
    text = SHOP + "A  5.11\nB  4.22\nTotal Inclusive GST  9.33\nRounding Adjustment  0.02"
    assert total(text, text) == Decimal("9.35")


def test_net_and_tax_that_add_up_are_told_with_the_total() -> None:
    found = receipt(MILK + "Total (Excluding GST)  9.30\nGST 6%  0.56\nTotal (Inclusive of GST)  9.86").total
    assert found is not None
    assert (found.value, found.subtotal, found.tax) == (Decimal("9.86"), Decimal("9.30"), Decimal("0.56"))


def test_amounts_that_the_scanner_tore_or_glued_are_made_whole() -> None:
    text = SHOP + "TOTAL:RM9.30\nCASH  10. 00\nCHANGE  0 .70"
    assert total(text) == Decimal("9.30")


def test_an_amount_under_its_label_belongs_to_it() -> None:
    assert total(SHOP + "TOTAL\n9.30\nCASH  10.00\nCHANGE  0.70") == Decimal("9.30")


def test_numbers_without_cents_are_no_money_where_prices_have_cents() -> None:
    text = MILK + "TOTAL  930\nCASH  10.00"
    assert total(text, text) is None


def test_pesos_without_cents_are_read() -> None:
    shop = "TIENDA LA 80 S.A.S.\nNIT 900287614-9\nARROZ  4.500\nPANELA  7.250\n"
    text = shop + "TOTAL $  11.750\nEFECTIVO  20.000\nCAMBIO  8.250"
    assert total(text) == Decimal(11750)


def test_the_date_that_passes_agree_on_is_read_day_first_in_malaysia() -> None:
    issued = receipt(MILK, MILK).issued
    assert issued is not None
    assert issued.value == date(2018, 4, 5)


def test_a_date_that_the_passes_read_differently_is_not_told() -> None:
    assert receipt(MILK, MILK.replace("05/04/2018", "06/04/2018")).issued is None


def test_the_name_of_the_business_stands_without_its_registration() -> None:
    seller = receipt(MILK, MILK).seller
    assert seller is not None
    assert seller.value == "KEDAI RUNCIT MURNI SDN BHD"


def test_a_name_that_the_passes_read_differently_is_not_told() -> None:
    assert receipt(MILK, MILK.replace("MURNI", "HURNI")).seller is None


def test_ringgit_are_named_by_the_form_of_the_company() -> None:
    currency = receipt(MILK).currency
    assert currency is not None
    assert currency.value == "MYR"


def test_a_slip_is_narrow_or_gives_change() -> None:
    assert receipt(MILK).is_slip
    assert not receipt(MILK, height=700).is_slip
    assert receipt(MILK + "CASH  10.00\nCHANGE  0.70", height=700).is_slip


def test_nothing_is_said_of_empty_paper() -> None:
    found = receipt("", "")
    assert (found.total, found.issued, found.seller, found.currency) == (None, None, None, None)
