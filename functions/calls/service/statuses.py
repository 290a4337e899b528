"""What the carrier tells of a call: once, in any order, never backwards."""

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from functions.calls.domain.call import Call
from functions.calls.domain.carrier import CarriedCall
from functions.calls.domain.life import Status, is_over, news
from functions.calls.service.closing import Closing
from functions.calls.service.ports import Calls, Gate
from shared.core.clock import Now
from shared.core.log import log


class Told(Protocol):
    """What the carrier has told of a company's calls."""

    def note(self, call: Call, *, sid: str, status: str, sequence: int, told_at: datetime | None, at: datetime) -> bool:
        """Keep that something was told; False if it is kept already."""

    def became(self, call_id: UUID, *, sid: str, status: str, sequence: int, became: str) -> None:
        """Keep what came of it."""


class Statuses:
    """The statuses of one company's calls.

    Args:
        calls: of the company.
        told: what the carrier has told.
        closing: their ends.
        gate: learns who was reached.
        now: the clock.
    """

    def __init__(self, calls: Calls, told: Told, closing: Closing, gate: Gate, now: Now) -> None:
        self.calls = calls
        self.told = told
        self.closing = closing
        self.gate = gate
        self.now = now

    def hear(
        self, call: Call, *, sid: str, status: Status, sequence: int, told_at: datetime | None, facts: dict[str, Any]
    ) -> Call:
        """Take a callback.

        Args:
            call: locked.
            sid: which attempt of the call it speaks of: one that was taken back changes nothing any more.
            status: that it tells.
            sequence: the carrier's number of the callback.
            told_at: when the carrier says that it was.
            facts: columns that are filled where they are empty.
        """
        if not self.told.note(call, sid=sid, status=status, sequence=sequence, told_at=told_at, at=self.now()):
            return call
        if sid in call.details.get("taken_back", []) or call.call_sid not in (None, sid):
            self.told.became(call.id, sid=sid, status=status, sequence=sequence, became="late")
            return call
        came = news(call.status, status)
        self.told.became(call.id, sid=sid, status=status, sequence=sequence, became=came)
        if came == "contradicted":
            log().warning("two endings of a call", call_id=str(call.id), known=call.status, arrived=status)
        moved = {"status": status} if came == "applied" else {}
        return self._apply(call, moved, {"call_sid": sid, **facts, **_moments(status, told_at or self.now())})

    def reconcile(self, call: Call, carried: CarriedCall) -> Call:
        """Take what the carrier says when it is asked.

        Args:
            call: locked.
            carried: the call as the carrier has it.
        """
        came = news(call.status, carried.status)
        facts = {
            "call_sid": carried.sid,
            "started_at": carried.started_at,
            "ended_at": carried.ended_at if is_over(carried.status) else None,
            "duration_seconds": carried.duration_seconds if is_over(carried.status) else None,
            "answered_by": carried.answered_by,
        }
        moved: dict[str, Any] = {"status": carried.status} if came == "applied" else {}
        return self._apply(call, moved | _price(call, carried), facts)

    def _apply(self, call: Call, moved: dict[str, Any], facts: dict[str, Any]) -> Call:
        """Move a call on, fill what was empty, and announce its end if this is it."""
        empty = {name: value for name, value in facts.items() if value is not None and getattr(call, name) is None}
        if not moved and not empty:
            return call
        changed = self.calls.change(call.id, **moved, **empty)
        if call.status == "queued" and moved.get("status", "canceled") != "canceled":
            self.gate.dialled(changed, at=self.now())
        if moved.get("status") == "in-progress" or (changed.answered_at and not call.answered_at):
            self.gate.reached(changed, at=self.now())
        return self.closing.settle(changed)


def _price(call: Call, carried: CarriedCall) -> dict[str, Any]:
    """The price of a call, once the carrier knows it; its currency replaces that of the estimate."""
    if carried.price is None or carried.price == call.price:
        return {}
    return {"price": carried.price, "cost_currency": carried.price_currency}


def _moments(status: Status, at: datetime) -> dict[str, datetime]:
    if is_over(status):
        return {"ended_at": at}
    return {"answered_at": at} if status == "in-progress" else {"started_at": at}
