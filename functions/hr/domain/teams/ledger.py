"""The guard against subtracting results from each other: what was released in a wave decides what still may be.

The elements are assessment versions, sealed. Elements that lie in exactly the same released results form an atom. As
long as every atom of a released result holds at least k elements, every linear combination of released sums is made
of whole atoms, and speaks of at least k people. Source: our design.
"""

import hmac
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal
from uuid import UUID

SMALLEST_GROUP = 5
LARGEST_SMALLEST_GROUP = 10

Group = frozenset[str]
"""Sealed elements."""

Withheld = Literal["too_few", "would_isolate"]
"""Fewer than k; or together with what is released it would tell something about fewer than k."""


class GroupSizeError(ValueError):
    """A smallest group that a company cannot choose."""


@dataclass(frozen=True)
class Ledger:
    """What was released of one statistic in one wave; a release is never taken back.

    Attributes:
        k: smallest group; a company may raise it to 10, never lower it below 5.

    Raises:
        GroupSizeError: k is not between 5 and 10.
    """

    k: int = SMALLEST_GROUP
    released: tuple[Group, ...] = ()

    def __post_init__(self) -> None:
        if not SMALLEST_GROUP <= self.k <= LARGEST_SMALLEST_GROUP:
            raise GroupSizeError(f"the smallest group is from {SMALLEST_GROUP} to {LARGEST_SMALLEST_GROUP} people")

    def objection(self, candidate: Group) -> Withheld | None:
        """Why a group's result is withheld; None if it may be released."""
        if len(candidate) < self.k:
            return "too_few"
        known = self._atoms(frozenset[str]().union(*self.released))
        outside = candidate.difference(*self.released)
        parts = [len(outside)] + [part for atom in known for part in (len(atom & candidate), len(atom - candidate))]
        return "would_isolate" if any(0 < part < self.k for part in parts) else None

    def releasing(self, candidate: Group) -> "Ledger":
        """The ledger after a release.

        Raises:
            ValueError: the group's result is withheld.
        """
        objection = self.objection(candidate)
        if objection:
            raise ValueError(f"a result that is withheld cannot be released: {objection}")
        if candidate in self.released:
            return self
        return replace(self, released=(*self.released, candidate))

    def _atoms(self, elements: Iterable[str]) -> list[Group]:
        atoms: dict[tuple[bool, ...], set[str]] = defaultdict(set)
        for element in elements:
            atoms[tuple(element in group for group in self.released)].add(element)
        return [frozenset(atom) for atom in atoms.values()]


def sealed(salt: bytes, element: UUID) -> str:
    """An id as a ledger keeps it: equal to itself, and nobody's once the salt is gone.

    Args:
        salt: at least 16 bytes, secret; of the wave for assessments, of the company for people.
        element: of an assessment version or a person.

    Raises:
        ValueError: the salt is short.
    """
    if len(salt) < 16:  # noqa: PLR2004
        raise ValueError("a salt has at least 16 bytes")
    return hmac.new(salt, element.bytes, sha256).hexdigest()
