"""What is asked of Twilio: calls."""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Literal, Protocol

from functions.calls.client.twilio.http import Answered, TwilioHttp
from functions.calls.domain.carrier import CarriedCall, Order, RefusedError, UnansweredError
from functions.calls.domain.life import status_of

EVENTS = ("initiated", "ringing", "answered", "completed")
LISTED = "50"  # calls between two numbers, newest first


class Pace(Protocol):
    """How fast calls may be asked for."""

    def wait(self) -> None:
        """Wait for a turn, or raise `ThrottledError` if that takes long."""


class TwilioCalls:
    """Calls of one account. Every method raises what `functions.calls.domain.carrier` holds.

    Args:
        http: requests of the account.
        pace: of the account.
    """

    def __init__(self, http: TwilioHttp, pace: Pace) -> None:
        self.http = http
        self.pace = pace

    def create(self, order: Order) -> CarriedCall:
        self.pace.wait()
        fields = {
            "To": order.to,
            "From": order.from_,
            "Twiml": order.twiml,
            "Timeout": str(order.ring_seconds),
            "TimeLimit": str(order.longest_seconds),
            "Record": "false",
            "MachineDetection": "DetectMessageEnd",
            "AsyncAmd": "true",
            "AsyncAmdStatusCallback": order.amd_callback,
            "AsyncAmdStatusCallbackMethod": "POST",
            "StatusCallback": order.status_callback,
            "StatusCallbackMethod": "POST",
            "StatusCallbackEvent": list(EVENTS),
        }
        return read_call(self.http.post("/Calls", fields), provider=None)

    def between(self, *, to: str, from_: str) -> list[CarriedCall]:
        answer = self.http.get("/Calls", To=to, From=from_, PageSize=LISTED)
        rows = answer.get("calls")
        if not isinstance(rows, list):
            raise UnansweredError("Twilio's answer is no list.")
        return [read_call(row, provider=answer.provider) for row in rows]

    def fetch(self, sid: str) -> CarriedCall | None:
        try:
            return read_call(self.http.get(f"/Calls/{sid}"), provider=None)
        except RefusedError as error:
            if error.status == HTTPStatus.NOT_FOUND:
                return None
            raise

    def end(self, sid: str, status: Literal["completed", "canceled"]) -> CarriedCall | None:
        try:
            return read_call(self.http.post(f"/Calls/{sid}", {"Status": status}), provider=None)
        except RefusedError as error:
            if error.status in {HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST}:  # 21220: not in a state to be ended
                return None
            raise

    def erase_recordings(self, sid: str) -> int:
        removed = 0
        while found := self._recordings(sid):
            for recording in found:
                self.http.delete(f"/Recordings/{recording}")
            removed += len(found)
        return removed

    def _recordings(self, sid: str) -> list[str]:
        try:
            rows = self.http.get(f"/Calls/{sid}/Recordings", PageSize=LISTED).get("recordings")
        except RefusedError as error:
            if error.status == HTTPStatus.NOT_FOUND:
                return []
            raise
        if not isinstance(rows, list):
            raise UnansweredError("Twilio's answer is no list.")
        return [str(row["sid"]) for row in rows]

    def erase_record(self, sid: str) -> None:
        self.http.delete(f"/Calls/{sid}")


def read_call(row: Any, *, provider: str | None) -> CarriedCall:
    """A call as Twilio's answer describes it.

    Raises:
        UnansweredError: it describes none.
    """
    if not isinstance(row, dict) or not isinstance(row.get("sid"), str):
        raise UnansweredError("Twilio's answer names no call.")
    status = status_of(str(row.get("status")))
    if status is None:
        raise UnansweredError("Twilio's answer has a status that we do not know.")
    duration = str(row.get("duration") or "")
    price = _price(row.get("price"))
    return CarriedCall(
        sid=row["sid"],
        status=status,
        to=str(row.get("to") or ""),
        made_at=_time(row.get("date_created")),
        started_at=_time(row.get("start_time")),
        ended_at=_time(row.get("end_time")),
        duration_seconds=int(duration) if duration.isdigit() else None,
        answered_by=row.get("answered_by"),
        provider=provider or (row.provider if isinstance(row, Answered) else "twilio"),
        price=price,
        price_currency=str(row.get("price_unit") or "USD").upper() if price is not None else None,
    )


def _price(text: Any) -> Decimal | None:
    """What a call costs: Twilio writes it as what it takes from the account, ``-0.01400``, and null until it knows."""
    try:
        price = abs(Decimal(str(text)))
    except InvalidOperation:
        return None
    return price if price.is_finite() else None


def _time(text: Any) -> datetime | None:
    """A time as RFC 2822 writes it, which is how Twilio does."""
    try:
        at = parsedate_to_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)
