"""Dates in six languages; a numeric one is read only when the document shows its order."""

from datetime import date

import pytest

from functions.finance.extraction.fields.dates import Order, dates_in, order_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("14-nov-25", date(2025, 11, 14)),
        ("12 de octubre de 2025", date(2025, 10, 12)),
        ("25/dic/2024", date(2024, 12, 25)),
        ("Jan 1, 2022", date(2022, 1, 1)),
        ("3rd of March 2020", date(2020, 3, 3)),
        ("3. März 2020", date(2020, 3, 3)),
        ("19.01.2016", date(2016, 1, 19)),
        ("1er février 2021", date(2021, 2, 1)),
        ("29 maart 2014", date(2014, 3, 29)),
        ("12 dezembro 2021", date(2021, 12, 12)),
        ("2025-10-10T14:22:00-05:00", date(2025, 10, 10)),
        ("2025/10/09", date(2025, 10, 9)),
        ("25/12/2024", date(2024, 12, 25)),
        ("12/25/2024", date(2024, 12, 25)),
    ],
)
def test_a_date_with_one_reading(text: str, found: date) -> None:
    (written,) = dates_in(text)
    assert written.read(Order.UNKNOWN) == found


@pytest.mark.parametrize(
    ("order", "found"),
    [(Order.DAY_FIRST, date(2025, 4, 3)), (Order.MONTH_FIRST, date(2025, 3, 4)), (Order.UNKNOWN, None)],
)
def test_a_date_with_two_readings_needs_the_order(order: Order, found: date | None) -> None:
    (written,) = dates_in("03/04/2025")
    assert written.read(order) == found


def test_the_same_day_and_month_need_no_order() -> None:
    (written,) = dates_in("04/04/2025")
    assert written.read(Order.UNKNOWN) == date(2025, 4, 4)


@pytest.mark.parametrize(
    "text", ["2013-235", "31/02/2025", "99.99.2020", "10 of 12 items", "1.2.3", "12/13", "45 brumaire 1990"]
)
def test_what_is_no_date(text: str) -> None:
    assert list(dates_in(text)) == []


@pytest.mark.parametrize(
    ("texts", "american", "order"),
    [
        (["25/12/2024", "03/04/2025"], None, Order.DAY_FIRST),
        (["12/25/2024", "03/04/2025"], None, Order.MONTH_FIRST),
        (["12/25/2024", "25/12/2024"], False, Order.UNKNOWN),
        (["03/04/2025"], None, Order.UNKNOWN),
        (["03/04/2025"], True, Order.MONTH_FIRST),
        (["03/04/2025"], False, Order.DAY_FIRST),
        (["03.04.2025"], True, Order.DAY_FIRST),
    ],
)
def test_the_order_of_a_document(texts: list[str], *, american: bool | None, order: Order) -> None:
    assert order_of(texts, month_first_country=american) is order
