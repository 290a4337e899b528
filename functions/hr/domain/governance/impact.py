"""Whether a flag falls on one group less often than on another: the four-fifths rule.

Source: US 29 CFR 1607.4(D), which lets groups below 2 % be left out and asks for significance where numbers are small.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

FOUR_FIFTHS = Fraction(4, 5)
SMALL_GROUP = 100
SMALLEST_PART = Fraction(2, 100)
SIGNIFICANT_BELOW = 0.05


@dataclass(frozen=True)
class Flagged:
    """How many of a group are flagged.

    Raises:
        ValueError: more are flagged than there are, or there are none.
    """

    count: int
    people: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.people or self.people == 0:
            raise ValueError("some of at least one person are flagged")

    @property
    def rate(self) -> Fraction:
        """0 to 1."""
        return Fraction(self.count, self.people)


@dataclass(frozen=True)
class Impact:
    """How two groups compare.

    Attributes:
        ratio: of the lower rate to the higher; 1 where nobody is flagged.
        passes: whether the difference is small, or may well be chance in a group below 100.
        is_left_out: whether one of them is too small a part to be compared.
    """

    ratio: Fraction
    passes: bool
    is_left_out: bool = False


def impact(one: Flagged, other: Flagged) -> Impact:
    """Compare a flag in two groups."""
    lower, higher = sorted((one.rate, other.rate))
    ratio = lower / higher if higher else Fraction(1)
    smallest = min(one.people, other.people)
    if Fraction(smallest, one.people + other.people) < SMALLEST_PART:
        return Impact(ratio, passes=True, is_left_out=True)
    by_chance = smallest < SMALL_GROUP and exact_probability(one, other) >= SIGNIFICANT_BELOW
    return Impact(ratio, passes=ratio >= FOUR_FIFTHS or by_chance)


def exact_probability(one: Flagged, other: Flagged) -> float:
    """Fisher's exact test, two-sided: how likely a division as uneven as this one is, if the flag falls alike."""
    flagged, people = one.count + other.count, one.people + other.people
    fewest, most = max(0, flagged - other.people), min(flagged, one.people)
    ways = [math.comb(one.people, n) * math.comb(other.people, flagged - n) for n in range(fewest, most + 1)]
    observed = ways[one.count - fewest]
    return float(Fraction(sum(way for way in ways if way <= observed), math.comb(people, flagged)))
