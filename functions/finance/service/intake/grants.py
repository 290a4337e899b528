"""Who was given an address to upload to: the bucket does not say whose file it is, and the books have to know."""

from typing import Any, Protocol
from uuid import UUID

REMEMBERED = 7 * 24 * 3600
"""Seconds; the bucket's word of a file comes within a day of its upload."""

_PK = "finance-upload"


class Values(Protocol):
    """Short-lived values that all Lambdas share."""

    def put(self, pk: str, sk: str, value: Any, *, seconds: int) -> None:
        """Store a value."""

    def get(self, pk: str, sk: str) -> Any | None:
        """The value, or None."""


class Grants:
    """The addresses that were given.

    Args:
        values: where they are remembered.
    """

    def __init__(self, values: Values) -> None:
        self.values = values

    def note(self, key: str, caller_id: UUID) -> None:
        """Remember who asked for the address of an object."""
        self.values.put(_PK, key, str(caller_id), seconds=REMEMBERED)

    def whose(self, key: str) -> UUID | None:
        """Who asked for the address of an object; None if nobody did."""
        noted = self.values.get(_PK, key)
        return UUID(noted) if noted else None
