"""Calls as Twilio shows them, and the register of all."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import format_datetime
from typing import Any

from local.vendors.twilio import errors
from local.vendors.twilio.errors import invalid

QUEUED, RINGING, IN_PROGRESS = "queued", "ringing", "in-progress"
COMPLETED, BUSY, NO_ANSWER, FAILED, CANCELED = "completed", "busy", "no-answer", "failed", "canceled"
TERMINAL = (COMPLETED, BUSY, NO_ANSWER, FAILED, CANCELED)
STATUSES = (QUEUED, RINGING, IN_PROGRESS, *TERMINAL)


@dataclass
class Call:
    """One leg.

    Attributes:
        began: when it was dialled; it waits in the queue until then.
        answered: when somebody, or something, took it.
        answered_by: what the detection says of who took it.
        price: in dollars; known some time after the end, and only of a call that was completed.
        recordings: their resources, if Twilio was asked to record.
    """

    account_sid: str
    to: str
    from_: str
    made: datetime
    sid: str
    number_sid: str | None = None
    parent: str | None = None
    direction: str = "outbound-api"
    status: str = QUEUED
    updated: datetime | None = None
    began: datetime | None = None
    answered: datetime | None = None
    ended: datetime | None = None
    answered_by: str | None = None
    price: Decimal | None = None
    recordings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        return self.status in TERMINAL

    @property
    def duration(self) -> int | None:
        """Whole seconds from the answer to the end, of a call that was completed."""
        if self.status != COMPLETED or self.answered is None or self.ended is None:
            return None
        return max(0, round((self.ended - self.answered).total_seconds()))

    def become(self, status: str, now: datetime) -> None:
        """Go on to another status."""
        self.status, self.updated = status, now
        if status == RINGING:
            self.began = now
        if status == IN_PROGRESS:
            self.answered = now
        if self.is_over:
            self.ended = now

    def resource(self) -> dict[str, Any]:
        """As the API shows it."""
        uri = f"/2010-04-01/Accounts/{self.account_sid}/Calls/{self.sid}"
        parts = ("notifications", "recordings", "payments", "events", "siprec", "streams", "transcriptions")
        return {
            "sid": self.sid,
            "account_sid": self.account_sid,
            "parent_call_sid": self.parent,
            "to": self.to,
            "to_formatted": self.to,
            "from": self.from_,
            "from_formatted": self.from_,
            "phone_number_sid": self.number_sid,
            "status": self.status,
            "direction": self.direction,
            "date_created": written(self.made),
            "date_updated": written(self.updated or self.made),
            "start_time": written(self.began),
            "end_time": written(self.ended),
            "duration": None if self.duration is None else str(self.duration),
            "answered_by": self.answered_by,
            "price": None if self.price is None else f"-{self.price:.5f}",
            "price_unit": "USD",
            "api_version": "2010-04-01",
            "forwarded_from": None,
            "group_sid": None,
            "caller_name": None,
            "queue_time": "0",
            "trunk_sid": None,
            "uri": f"{uri}.json",
            "subresource_uris": {part: f"{uri}/{part.title()}.json" for part in parts},
        }


RATES = {"+57": Decimal("0.03050"), "+1": Decimal("0.01400")}
"""Dollars for a begun minute."""
ELSEWHERE = Decimal("0.10000")


def price_of(call: Call) -> Decimal | None:
    """What a call costs; None for one that was not completed."""
    if call.duration is None:
        return None
    rate = next((rate for prefix, rate in RATES.items() if call.to.startswith(prefix)), ELSEWHERE)
    return rate * -(-max(call.duration, 1) // 60)


def new_sid(prefix: str) -> str:
    """An identifier as Twilio makes them: two letters and 32 digits of hex."""
    return f"{prefix}{secrets.token_hex(16)}"


def written(moment: datetime | None) -> str | None:
    """A time as the API writes it (RFC 2822)."""
    return format_datetime(moment.astimezone(UTC)) if moment else None


def matching(calls: list[Call], query: Mapping[str, str]) -> list[Call]:
    """Those that a list was asked for, the newest first.

    A call that waits in the queue has no start time, and so it matches no question about one.

    Raises:
        Refused: a question that cannot be understood.
    """
    status = query.get("Status")
    if status is not None and status not in STATUSES:
        raise invalid(errors.INVALID_PARAMETER, f"Status is one of {', '.join(STATUSES)}")
    found = [
        call
        for call in calls
        if query.get("To") in {None, call.to}
        and query.get("From") in {None, call.from_}
        and query.get("ParentCallSid") in {None, call.parent}
        and status in {None, call.status}
        and _within(query, "StartTime", call.began)
        and _within(query, "EndTime", call.ended)
    ]
    return sorted(found, key=lambda call: call.made, reverse=True)


def _within(query: Mapping[str, str], name: str, moment: datetime | None) -> bool:
    after, before, on = (query.get(f"{name}{sign}") for sign in (">", "<", ""))
    if (after or before or on) and moment is None:
        return False
    if after and moment and moment < _moment(after):
        return False
    if before and moment and _floor(moment, before) > _moment(before):
        return False
    return not (on and moment) or moment.date() == _moment(on).date()


def _floor(moment: datetime, bound: str) -> datetime:
    """A bound that is a date holds for the whole of that day."""
    is_date = len(bound) == len("2026-01-01")
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) if is_date else moment


def _moment(said: str) -> datetime:
    try:
        moment = datetime.fromisoformat(said.replace(" ", "+"))
    except ValueError:
        raise invalid(errors.INVALID_PARAMETER, f"{said} is no date") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
