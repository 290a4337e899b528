"""What calls cost: what a minute costs at most while the carrier has told no price, and money of one kind as another.

The rates that we ship lie above what carriers published in 2026 for a call with its stream and the detection of
machines. Nobody verified them (confidence L): a company states its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
_Positive = Annotated[Decimal, Field(gt=0, max_digits=18, decimal_places=6)]

BEGUN_MINUTE = 60
CENT = Decimal("0.01")


class Rate(BaseModel):
    """What a minute to numbers that begin so costs at most."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prefix: Annotated[str, StringConstraints(pattern=r"^\+[1-9]\d{0,8}$")]
    per_minute: Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=6)]


SHIPPED = (Rate(prefix="+57", per_minute=Decimal("0.15")), Rate(prefix="+1", per_minute=Decimal("0.06")))


class Costs(BaseModel):
    """What a company knows of the cost of its calls.

    Attributes:
        currency: of the rates: the one that the carrier bills in.
        rates: the longest prefix counts; a number that none fits costs as much as the dearest.
        exchange: what one unit of `currency` is in other currencies, for budgets that are kept in them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    currency: Currency = "USD"
    rates: Annotated[tuple[Rate, ...], Field(min_length=1, max_length=200)] = SHIPPED
    exchange: Annotated[dict[Currency, _Positive], Field(max_length=20)] = Field(default_factory=dict)

    def minute_to(self, number: str) -> Decimal:
        """What a minute to a number costs at most."""
        fitting = [rate for rate in self.rates if number.startswith(rate.prefix)]
        if fitting:
            return max(fitting, key=lambda rate: len(rate.prefix)).per_minute
        return max(rate.per_minute for rate in self.rates)

    def converted(self, amount: Decimal, *, of: str, into: str) -> Decimal | None:
        """Money as another kind of money, rounded up; None where no rate is stated."""
        if of == into or not amount:
            return amount
        rate = self.exchange.get(into) if of == self.currency else None
        return None if rate is None else (amount * rate).quantize(CENT, rounding=ROUND_UP)


def bound(per_minute: Decimal, seconds: int) -> Decimal:
    """What so many seconds cost at most: carriers bill begun minutes."""
    return per_minute * -(-seconds // BEGUN_MINUTE)


@dataclass(frozen=True, kw_only=True)
class Spent:
    """What calls have cost, or may have.

    Attributes:
        amount: in the currency that was asked for; None where it cannot be told.
        priced: calls whose price the carrier told; `estimated` of the rest.
    """

    amount: Decimal | None
    priced: int
    estimated: int


def spent(costs: Costs, calls: Iterable[tuple[str | None, bool, Decimal, int]], *, into: str) -> Spent:
    """The sum of what calls cost.

    Args:
        costs: what the company knows.
        calls: currency, whether the price is known, amount, and how many calls that is.
        into: the currency of the sum.
    """
    total: Decimal | None = Decimal(0)
    counts = {True: 0, False: 0}
    for currency, known, amount, many in calls:
        counts[known] += many
        one = costs.converted(amount, of=currency or costs.currency, into=into)
        total = None if one is None or total is None else total + one
    return Spent(amount=total, priced=counts[True], estimated=counts[False])
