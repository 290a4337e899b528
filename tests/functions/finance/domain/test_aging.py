"""Aging: by due date, on both sides of every limit; what was paid in advance settles the oldest first."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.finance.domain.reports.aging import OpenItem, bucketed, settled
from shared.core.invocation import new_id

TODAY = date(2026, 6, 30)


def an_item(amount: str | Decimal, *, late: int = 0, **parts: Any) -> OpenItem:
    """A document that was due so many days ago."""
    known: dict[str, Any] = {
        "side": "payables",
        "id": new_id(),
        "invoice_id": None,
        "number": None,
        "party": "800197268",
        "name": None,
        "issued_on": TODAY - timedelta(days=late + 10),
        "due_on": TODAY - timedelta(days=late),
        "amount": Decimal(amount),
    }
    return OpenItem(**(known | parts))


@pytest.mark.parametrize(
    ("late", "bucket"),
    [
        (-400, "current"),
        (0, "current"),
        (30, "current"),
        (31, "31_60"),
        (60, "31_60"),
        (61, "61_90"),
        (90, "61_90"),
        (91, "over_90"),
        (4000, "over_90"),
    ],
)
def test_an_item_is_as_old_as_it_is_late(late: int, bucket: str) -> None:
    assert an_item("1", late=late).bucket(TODAY) == bucket


def test_without_a_due_date_thirty_days_after_issue_are_taken() -> None:
    item = an_item("1", due_on=None, issued_on=TODAY - timedelta(days=61))
    assert (item.days_late(TODAY), item.bucket(TODAY)) == (31, "31_60")


def test_a_payment_without_a_document_settles_the_oldest_of_its_party() -> None:
    items = [an_item("100", late=100), an_item("100", late=50), an_item("-130", late=0)]
    others = [an_item("70", late=100, party="900000009"), an_item("5", late=100, side="receivables")]
    left = settled([*items, *others])
    assert bucketed(left, "payables", TODAY) == {"current": 0, "31_60": 70, "61_90": 0, "over_90": 70}
    assert bucketed(left, "receivables", TODAY)["over_90"] == 5


def test_what_is_paid_beyond_everything_owed_stays_as_not_late() -> None:
    left = settled([an_item("100", late=100), an_item("-130", late=95)])
    assert bucketed(left, "payables", TODAY) == {"current": -30, "31_60": 0, "61_90": 0, "over_90": 0}


def test_items_of_nobody_in_particular_do_not_settle_each_other() -> None:
    assert len(settled([an_item("100", party=None), an_item("-100", party=None)])) == 2


@given(
    st.lists(
        st.tuples(
            st.decimals("-1000", "1000", places=2).filter(bool),
            st.integers(-100, 400),
            st.sampled_from(["1", "2", None]),
            st.sampled_from(["payables", "receivables"]),
        ),
        max_size=12,
    )
)
def test_the_sum_of_a_side_is_what_it_was(drawn: list[tuple[Decimal, int, str | None, Any]]) -> None:
    items = [an_item(amount, late=late, party=party, side=side) for amount, late, party, side in drawn]
    for side in ("payables", "receivables"):
        before = sum(item.amount for item in items if item.side == side)
        assert sum(bucketed(settled(items), side, TODAY).values()) == before
