"""What calls cost at most, and in another currency."""

from decimal import Decimal

import pytest

from functions.calls.domain.costs import Costs, Rate, bound, spent

COSTS = Costs(
    rates=(
        Rate(prefix="+57", per_minute=Decimal("0.10")),
        Rate(prefix="+573", per_minute=Decimal("0.05")),
        Rate(prefix="+1", per_minute=Decimal("0.30")),
    ),
    exchange={"COP": Decimal(4000)},
)


@pytest.mark.parametrize(
    ("number", "minute"),
    [("+576015550100", "0.10"), ("+573001234567", "0.05"), ("+12025550100", "0.30"), ("+447911123456", "0.30")],
    ids=["the country", "the longest prefix", "another country", "the dearest where none fits"],
)
def test_a_minute_costs_what_the_longest_prefix_says(number: str, minute: str) -> None:
    assert COSTS.minute_to(number) == Decimal(minute)


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 0), (1, 1), (60, 1), (61, 2), (600, 10)])
def test_begun_minutes_are_billed(seconds: int, minutes: int) -> None:
    assert bound(Decimal("0.10"), seconds) == Decimal("0.10") * minutes


def test_money_is_never_rounded_down_nor_guessed() -> None:
    assert COSTS.converted(Decimal("0.000001"), of="USD", into="COP") == Decimal("0.01")
    assert COSTS.converted(Decimal(1), of="USD", into="EUR") is None
    assert COSTS.converted(Decimal(1), of="EUR", into="COP") is None, "the rate is one of dollars"
    assert COSTS.converted(Decimal(0), of="EUR", into="COP") == 0


def test_prices_and_bounds_add_up_and_what_cannot_be_told_is_not_left_out() -> None:
    calls = [("USD", True, Decimal("0.25"), 3), (None, False, Decimal("0.50"), 1)]
    known = spent(COSTS, calls, into="COP")
    assert (known.amount, known.priced, known.estimated) == (Decimal(3000), 3, 1)
    assert spent(COSTS, [*calls, ("EUR", True, Decimal(1), 1)], into="COP").amount is None
