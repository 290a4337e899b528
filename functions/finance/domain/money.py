"""Amounts and rates: exact decimals, rounded half up to the cent in one place."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")
ZERO = Decimal(0)
PESO = "COP"

_PER_MIL_FROM, _PER_MIL_TO = Decimal(1), Decimal(15)


def cents(amount: Decimal) -> Decimal:
    """An amount half up to two decimals, as withholdings and journal lines are kept."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def exact(value: Any) -> Decimal:
    """A number of a table or of a request, as a decimal.

    Raises:
        ValueError: a float, which is not what was written, or no finite number.
    """
    if isinstance(value, float):
        raise ValueError(f"{value} is a float: write it as a decimal")  # noqa: TRY004 - pydantic turns only ValueError into a report
    try:
        number = Decimal(value)
    except (ArithmeticError, TypeError, ValueError):
        raise ValueError("is no number") from None
    if not number.is_finite():
        raise ValueError(f"{value!r} is no finite number")
    return number


@dataclass(frozen=True)
class Percent:
    """A rate in percent, 0 to 100.

    Raises:
        ValueError: outside these limits.
    """

    value: Decimal

    def __post_init__(self) -> None:
        if not 0 <= self.value <= 100:  # noqa: PLR2004
            raise ValueError(f"{self.value} % is not between 0 and 100")

    def of(self, base: Decimal) -> Decimal:
        """This part of the base, to the cent."""
        return cents(base * self.value / 100)

    def __str__(self) -> str:
        return f"{_plain(self.value)} %"


@dataclass(frozen=True)
class PerMil:
    """A withholding rate of ICA in per mil, 1 to 15.

    The limits catch 0.966 where 9.66 was meant: the classic slip between percent and per mil.

    Raises:
        ValueError: outside these limits.
    """

    value: Decimal

    def __post_init__(self) -> None:
        if not _PER_MIL_FROM <= self.value <= _PER_MIL_TO:
            raise ValueError(f"{self.value} ‰ is not between 1 and 15: percent and per mil mixed?")

    def of(self, base: Decimal) -> Decimal:
        """This part of the base, to the cent."""
        return cents(base * self.value / 1000)

    def __str__(self) -> str:
        return f"{_plain(self.value)} ‰"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
