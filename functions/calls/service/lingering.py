"""Calls that are over for us and not for the carrier: nobody stays on an open line."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from functions.calls.domain.call import Call
from functions.calls.domain.life import is_over
from functions.calls.service.dial_desk import Carrier


class Shelf(Protocol):
    """The calls of one company."""

    def find(self, call_id: UUID) -> Call:
        """A call, or `NotFound`."""


class LingeringCalls:
    """Of one company.

    Args:
        shelf: its calls.
        carrier: opens who carries them.
    """

    def __init__(self, shelf: Shelf, carrier: Callable[[], Carrier]) -> None:
        self.shelf = shelf
        self.carrier = carrier

    def end(self, call_id: UUID) -> bool:
        """Have the carrier end a call whose last words were said, if it has not; whether it was asked.

        Raises:
            NotFound: there is no such call.
            NotConfigured: nobody carries calls.
        """
        call = self.shelf.find(call_id)
        if is_over(call.status) or call.call_sid is None:
            return False
        self.carrier().end(call.call_sid, "completed")
        return True
