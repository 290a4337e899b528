"""What is agreed on in a call: stored when it is said, so that neither a crash nor a second call takes it away."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from functions.calls.domain.call import Call
from functions.calls.domain.scripts import CallSettings
from functions.calls.domain.verdict import Wish
from functions.calls.domain.windows import NOTICE, Window, free_slots, is_free, next_opening
from functions.calls.service.ports import Calls
from shared.core.clock import Now

_ROUNDS = 8
"""How often the law's and the campaign's hours are asked in turn for a moment that suits both."""
_QUARTER = timedelta(minutes=15)


class Foresight(Protocol):
    """The legal gate of one company, asked about later."""

    def opening(self, wish: Wish, at: datetime) -> datetime | None:
        """The first moment from `at` on at which a call would be allowed, once the one of now is over."""


class Agreements:
    """Meetings, call-backs and e-mails that one company's prospects agree to.

    Args:
        calls: of the company.
        gate: asked about later times.
        now: the clock.
    """

    def __init__(self, calls: Calls, gate: Foresight, now: Now) -> None:
        self.calls = calls
        self.gate = gate
        self.now = now

    def slots(self, call_id: UUID, near: datetime | None = None) -> Sequence[datetime]:
        """Two free times for a meeting, in the prospect's zone; fewer or none if there are none.

        Args:
            call_id: of the call.
            near: that the prospect named: it alone if it is free, else the nearest ones.
        """
        call = self.calls.lock(call_id)
        background = self.calls.background(call)
        settings, now = background.settings, self.now()
        if settings is None or not settings.meetings:
            return []
        return free_slots(
            settings.meetings,
            taken=self.calls.meetings(after=now - _length(settings), but=call.id),
            after=now,
            zone=background.time_zone,
            minutes=settings.meeting_minutes,
            near=near,
        )

    def lawful(self, call_id: UUID, at: datetime | None) -> datetime | None:
        """The first moment from `at` on when the person may be called on request, in her zone; or None.

        Args:
            call_id: of the call.
            at: that she named; None for soon, but not at once.
        """
        return self._first(self.calls.lock(call_id), at, asked=True)

    def book(self, call_id: UUID, at: datetime) -> bool:
        """Book a meeting; False where the time is taken. The same again is the same meeting."""
        self.calls.hold_meetings()
        call = self.calls.lock(call_id)
        if call.meeting_at == at:
            return True
        background = self.calls.background(call)
        settings, now = background.settings, self.now()
        if settings is None or not is_free(
            settings.meetings,
            at,
            taken=self.calls.meetings(after=now - _length(settings), but=call.id),
            after=now,
            zone=background.time_zone,
            minutes=settings.meeting_minutes,
        ):
            return False
        self.calls.change(call.id, meeting_at=at, outcome="meeting_booked")
        return True

    def call_back(self, call_id: UUID, at: datetime | None, *, asked: bool) -> None:
        """Have the person called again: at a time, or at the next lawful one.

        Args:
            call_id: of the call.
            at: that was agreed on.
            asked: whether she asked for it; otherwise it is a try of ours with all its limits.
        """
        call = self.calls.lock(call_id)
        told = {"asked": asked, "agreed_at": self.now().isoformat()}
        outcome: dict[str, Any] = {"outcome": "callback"} if asked else {}
        self.calls.change(
            call.id,
            callback_at=self._first(call, at, asked=asked),
            details=call.details | {"call_back": told},
            **outcome,
        )

    def send_information(self, call_id: UUID) -> None:
        """Keep that the person agreed to e-mail, to the address that the company has."""
        call = self.calls.lock(call_id)
        agreed = {"information_agreed_at": self.now().isoformat()}
        self.calls.change(call.id, outcome="info_requested", details=call.details | agreed)

    def _first(self, call: Call, at: datetime | None, *, asked: bool) -> datetime | None:
        """By the law and by the campaign's own hours."""
        now = self.now()
        background = self.calls.background(call)
        windows: tuple[Window, ...] = background.settings.windows if background.settings else ()
        zone = background.settings.time_zone if background.settings else background.time_zone
        wish = Wish(
            number=call.other_party,
            caller_id=call.own_number,
            campaign_id=call.campaign_id,
            lead_id=call.lead_id,
            purpose="service" if asked else "marketing",
            asked_at=now if asked else None,
        )
        found: datetime | None = max(at, now) if at else _soon(now)
        for _ in range(_ROUNDS):
            found = self.gate.opening(wish, found) if found else None
            if found is None:
                return None
            suits = next_opening(windows, found, zone)
            if suits == found:
                return found.astimezone(ZoneInfo(background.time_zone))
            found = suits
        return None


def _soon(now: datetime) -> datetime:
    """A full quarter of an hour after the notice that meetings have, too."""
    at = (now + NOTICE).replace(second=0, microsecond=0)
    return at + (_QUARTER - timedelta(minutes=at.minute % 15))


def _length(settings: CallSettings) -> timedelta:
    return timedelta(minutes=settings.meeting_minutes)
