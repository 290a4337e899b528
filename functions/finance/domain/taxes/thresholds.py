"""Bases in UVT as amounts in pesos.

Source: art. 868 ET, which prescribes the rounding; published tables use the rounded values.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_STEPS = ((Decimal(100), Decimal(1)), (Decimal(10_000), Decimal(100)))
_LARGEST_STEP = Decimal(1000)


@dataclass(frozen=True)
class Threshold:
    """A base from which something is withheld, in COP; the rounded value decides."""

    exact: Decimal
    rounded: Decimal

    @classmethod
    def of(cls, count: Decimal, uvt: Decimal) -> "Threshold":
        """So many UVT."""
        product = count * uvt
        return cls(product, rounded_to_pesos(product))

    def is_reached_by(self, base: Decimal) -> bool:
        """Whether a base, in COP, is withheld from; nothing is withheld from nothing."""
        return base > 0 and base >= self.rounded

    def is_in_doubt_at(self, base: Decimal) -> bool:
        """Whether rounding decides: the base lies between the exact product and the rounded value."""
        return (base >= self.exact) != (base >= self.rounded)


def rounded_to_pesos(amount: Decimal) -> Decimal:
    """To the nearest peso up to 100, to the nearest 100 up to 10,000, to the nearest 1,000 above."""
    step = next((step for limit, step in _STEPS if amount <= limit), _LARGEST_STEP)
    return (amount / step).quantize(Decimal(1), ROUND_HALF_UP) * step
