"""What a carrier of calls says, and how it refuses."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from functions.calls.domain.life import Status

Because = Literal["number", "permission", "line", "ours"]
"""Why a call cannot be made: the number is none, we may not call there, the line failed, or what we asked was wrong."""

_NUMBER = {21201, 21211, 21214, 21217}
_PERMISSION = {21215, 21216}


@dataclass(frozen=True, kw_only=True)
class CarriedCall:
    """A call as the carrier has it.

    Attributes:
        made_at: when the carrier took it.
        answered_by: who or what, where the carrier looked.
        provider: `twilio`, or `simulator`.
        price: what it costs, in `price_currency`; None until the carrier knows, some time after its end.
    """

    sid: str
    status: Status
    to: str
    made_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    duration_seconds: int | None
    answered_by: str | None
    provider: str
    price: Decimal | None = None
    price_currency: str | None = None


class CarrierError(Exception):
    """The carrier did not do what it was asked."""


class UnansweredError(CarrierError):
    """No answer came, or none that can be read: what was asked may have been done."""


class UnsentError(CarrierError):
    """It cannot be reached: nothing was asked."""


class ThrottledError(CarrierError):
    """It takes no more for now.

    Attributes:
        retry_after: seconds.
    """

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class RestingError(ThrottledError):
    """It failed too often just now and is left alone."""


class RefusedError(CarrierError):
    """It says no.

    Attributes:
        code: one of the carrier's numbers; the status of HTTP where it names none.
    """

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(f"Twilio refuses with {code}: {message}")
        self.status = status
        self.code = code

    @property
    def is_about_us(self) -> bool:
        """Whether the account is refused, and so every call of it."""
        return self.status in {401, 403}

    @property
    def because(self) -> Because:
        """What the refusal is about.

        Source: https://www.twilio.com/docs/api/errors.
        """
        if self.code in _NUMBER:
            return "number"
        if self.code in _PERMISSION:
            return "permission"
        return "ours"


def is_permanent(because: Because) -> bool:
    """Whether calling again is of no use."""
    return because in {"number", "permission"}


@dataclass(frozen=True, kw_only=True)
class Order:
    """A call that the carrier is asked for.

    Attributes:
        twiml: what to do when it is answered.
        status_callback: told of each status.
        amd_callback: told who or what answered.
        ring_seconds: until nobody answers; the law asks for 15 at least.
        longest_seconds: of the call.
    """

    to: str
    from_: str
    twiml: str
    status_callback: str
    amd_callback: str
    ring_seconds: int
    longest_seconds: int


def same_call(order_sent_at: datetime, listed: list[CarriedCall], *, known: set[str]) -> CarriedCall | None:
    """The call that came of an order whose answer was lost: the first one made since, which is no other call of ours.

    Args:
        order_sent_at: when the order went out.
        listed: calls from the same number to the same number.
        known: names of calls that belong to other orders.
    """
    since = order_sent_at - timedelta(seconds=2)  # the carrier tells whole seconds, by its own clock
    made = [call for call in listed if call.sid not in known and (call.made_at or call.started_at or since) >= since]
    return min(made, key=lambda call: call.made_at or call.started_at or since, default=None)
