"""What dialling needs: who carries calls, and what it does in one transaction."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, Protocol
from uuid import UUID

from functions.calls.domain.carrier import CarriedCall, Order
from functions.calls.service.closing import Closing
from functions.calls.service.ports import Calls, Gate, Stops, Streams
from functions.calls.service.statuses import Statuses


class Carrier(Protocol):
    """Who carries calls, see `functions.calls.client.twilio.api`."""

    def create(self, order: Order) -> CarriedCall:
        """Ask for a call, once."""

    def between(self, *, to: str, from_: str) -> list[CarriedCall]:
        """The newest calls from a number to a number."""

    def fetch(self, sid: str) -> CarriedCall | None:
        """A call as it stands; None if there is none of that name."""

    def end(self, sid: str, status: Literal["completed", "canceled"]) -> CarriedCall | None:
        """End a call: `canceled` only before it is answered. None if it had ended."""

    def erase_recordings(self, sid: str) -> int:
        """Remove every recording of a call that the carrier has; how many there were."""

    def erase_record(self, sid: str) -> None:
        """Remove what the carrier has of a call that is over, the number with it; harmless when it is gone."""


class Known(Protocol):
    """Names that the carrier gave to calls of the company."""

    def known_sids(self, sids: list[str], *, but: UUID) -> set[str]:
        """Those that belong to other calls."""


@dataclass(frozen=True, kw_only=True)
class DialDesk:
    """What dialling needs in one transaction."""

    calls: Calls
    known: Known
    streams: Streams
    gate: Gate
    closing: Closing
    statuses: Statuses
    stops: Stops


Desks = Callable[[], AbstractContextManager[DialDesk]]
"""Opens transactions one after the other: what was done is stored before the carrier is asked."""
