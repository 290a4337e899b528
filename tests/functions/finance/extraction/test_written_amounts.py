"""Amounts in the styles of many countries; a lone separator is what the rest of the document shows it to be."""

from decimal import Decimal

import pytest

from functions.finance.extraction.fields.amounts import Style, amounts_in, rates_in, style_of

POINT, COMMA, UNKNOWN = Style("."), Style(","), Style(None)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("1.234,56", "1234.56", None),
        ("1,234.56", "1234.56", None),
        ("203,343.81", "203343.81", None),
        ("$ 1.250.000", "1250000", "$"),
        ("1'234.50", "1234.50", None),
        ("120 000,00 €", "120000.00", "EUR"),
        ("EUR 49,99", "49.99", "EUR"),
        ("US$ 1,200.00", "1200.00", "USD"),
        ("€ 12,-", "12", "EUR"),
        ("12,00-", "-12.00", None),
        ("(12.00)", "-12.00", None),
        ("-218,48 €", "-218.48", "EUR"),
        ("€ -5,00", "-5.00", "EUR"),
        ("67,2244", "67.2244", None),
        ("0.850", "0.850", None),
    ],
)
def test_a_number_that_shows_its_style(text: str, value: str, currency: str | None) -> None:
    (amount,) = amounts_in(text, UNKNOWN)
    assert (amount.value, amount.currency, amount.marked, amount.sure) == (Decimal(value), currency, True, True)


@pytest.mark.parametrize(
    ("text", "style", "value", "sure"),
    [
        ("251.200", COMMA, "251200", True),
        ("251.200", POINT, "251.200", False),
        ("251.200", UNKNOWN, "251200", False),
        ("370,600", POINT, "370600", True),
        ("370,600", COMMA, "370.600", False),
    ],
)
def test_three_digits_behind_one_sign_follow_the_document(text: str, style: Style, value: str, *, sure: bool) -> None:
    (amount,) = amounts_in(text, style)
    assert (amount.value, amount.sure) == (Decimal(value), sure)


@pytest.mark.parametrize(
    "text", ["7,5 %", "19%", "12.05.2020", "R0005", "1.2.3.4", "info@1.de", "10:45", "#57811", "1,00,000.00"]
)
def test_what_is_no_amount(text: str) -> None:
    assert list(amounts_in(text, UNKNOWN)) == []


@pytest.mark.parametrize(
    ("texts", "decimal"),
    [
        (["1.234,56", "3,10"], ","),
        (["1,234.56", "3.10", "0,5"], "."),
        (["$ 98.430", "$ 1.400"], ","),
        (["98.430", "1,400"], None),
        (["98.430"], None),
        (["12", "text"], None),
    ],
)
def test_the_style_of_a_document(texts: list[str], decimal: str | None) -> None:
    assert style_of(texts) == Style(decimal)


def test_rates_are_read_apart() -> None:
    assert [rate for rate, _, _ in rates_in("IVA 19 % y 5,5%")] == [Decimal(19), Decimal("5.5")]
