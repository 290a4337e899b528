"""Dialling: the gate again, a token, one request to the carrier, and never a second call for one row.

What is about to be asked for is stored before it is asked for. Without an answer the carrier is looked at: what it took
is found by the two numbers and the time, and only what it did not take is asked for again, after a while.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from functions.calls.domain import twiml
from functions.calls.domain.addresses import Addresses
from functions.calls.domain.call import Call
from functions.calls.domain.carrier import (
    CarriedCall,
    CarrierError,
    Order,
    RefusedError,
    ThrottledError,
    UnansweredError,
    UnsentError,
    is_permanent,
    same_call,
)
from functions.calls.domain.recordings import LONGEST
from functions.calls.domain.verdict import Verdict, Wish
from functions.calls.schemas.background import Background
from functions.calls.service.dial_desk import Carrier, Desks, DialDesk
from functions.calls.service.halting import Halter
from shared.core.clock import Now

RING_SECONDS = 30
CLAIM = timedelta(minutes=2)
"""How long nobody else dials what somebody is dialling: longer than any function that dials runs."""
SETTLED = timedelta(seconds=60)
"""After it, what the carrier does not list did not arrive; and what is not begun is taken back."""
MOST_DIALS = 3

Dialled = Literal["sent", "refused", "waits", "nothing"]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """An order that is stored and may go out."""

    call: Call
    order: Order


class DialService:
    """Dials the calls of one company.

    Args:
        desks: opens transactions.
        carrier: who carries the calls.
        addresses: where the carrier finds us.
        now: the clock.
    """

    def __init__(self, desks: Desks, carrier: Carrier, addresses: Addresses, now: Now) -> None:
        self.desks = desks
        self.carrier = carrier
        self.halter = Halter(desks, carrier)
        self.addresses = addresses
        self.now = now

    def dial(self, call_id: UUID) -> Dialled:
        """Dial a call that is queued; harmless when repeated, also at one moment.

        Raises:
            NotFound: there is no such call.
        """
        unclear = self._unclear(call_id)
        if unclear and self._found(unclear):
            return "sent"
        with self.desks() as desk:
            prepared = self._prepare(desk, call_id)
        if not isinstance(prepared, Prepared):
            return prepared
        try:
            carried = self.carrier.create(prepared.order)
        except UnansweredError:
            return "sent" if self._found(prepared.call) else "waits"
        except (UnsentError, ThrottledError):
            return self._put_back(call_id)
        except RefusedError as error:
            return self._put_back(call_id) if error.is_about_us else self._give_up(call_id, error)
        self._take(call_id, carried)
        return "sent"

    def take_back(self, call_id: UUID) -> Dialled:
        """End a call at the carrier that did not begin within a minute, and dial it anew behind the gate."""
        with self.desks() as desk:
            call = desk.calls.lock(call_id)
        if call.status != "queued" or not call.call_sid or self._is_young(call):
            return "nothing"
        canceled = self.carrier.end(call.call_sid, "canceled")
        found = canceled or self.carrier.fetch(call.call_sid)
        with self.desks() as desk:
            call = desk.calls.lock(call_id)
            if found and found.status != "canceled":
                desk.statuses.reconcile(call, found)
                return "nothing"
            gone = [*call.details.get("taken_back", []), call.call_sid]
            free = {"call_sid": None, "sent_at": None, "claimed_at": None}
            desk.calls.change(call.id, **free, details=call.details | {"taken_back": gone})
        return self.dial(call_id)

    def _unclear(self, call_id: UUID) -> Call | None:
        """The call, if it was asked for and nobody knows whether the carrier took it."""
        with self.desks() as desk:
            call = desk.calls.lock(call_id)
        is_open = call.status == "queued" and call.call_sid is None and call.sent_at is not None
        return call if is_open and not self._is_claimed(call) else None

    def _found(self, call: Call) -> bool:
        """Whether the carrier has the call that was asked for; if so, it is taken."""
        sent_at = call.sent_at or self.now()
        try:
            listed = self.carrier.between(to=call.other_party, from_=call.own_number)
        except CarrierError:
            return False
        with self.desks() as desk:
            gone = set(call.details.get("taken_back", []))
            known = desk.known.known_sids([one.sid for one in listed], but=call.id) | gone
        found = same_call(sent_at, listed, known=known)
        if found:
            self._take(call.id, found)
        return found is not None

    def _prepare(self, desk: DialDesk, call_id: UUID) -> Prepared | Dialled:
        """Ask the gate again, and store that the carrier is about to be asked."""
        call = desk.calls.lock(call_id)
        now = self.now()
        if call.status != "queued" or call.call_sid or self._is_claimed(call):
            return "nothing"
        if call.sent_at and now - call.sent_at < SETTLED:
            return "waits"
        if call.dials >= MOST_DIALS:
            return self._end(desk, call, "failed", "not_initiated")
        verdict = desk.gate.decide(_wish(call))
        if not verdict.allow:
            return self._refuse(desk, call, verdict)
        background = desk.calls.background(call)
        longest = self._longest(background, verdict, now)
        token = desk.streams.mint(call, because="first", at=now)
        stored = desk.calls.change(
            call.id,
            claimed_at=now,
            sent_at=now,
            dials=call.dials + 1,
            decision_id=verdict.decision_id,
            must_end_by=verdict.must_end_by,
            most_seconds=longest,
            minute_rate=background.costs.minute_to(call.other_party),
            cost_currency=background.costs.currency,
        )
        return Prepared(call=stored, order=self._order(stored, token.text, longest))

    def _order(self, call: Call, token: str, longest: int) -> Order:
        def webhook(name: str) -> str:
            return self.addresses.webhook(name, company_id=call.company_id, call_id=call.id)

        answer = twiml.connect(
            self.addresses.stream,
            status_callback=webhook("stream"),
            parameters={"token": token, "call_id": str(call.id)},
            then=webhook("resume"),
        )
        return Order(
            to=call.other_party,
            from_=call.own_number,
            twiml=answer,
            status_callback=webhook("status"),
            amd_callback=webhook("amd"),
            ring_seconds=RING_SECONDS,
            longest_seconds=longest,
        )

    def _longest(self, background: Background, verdict: Verdict, now: datetime) -> int:
        """Seconds of the call: no longer than its campaign's and the lawful window."""
        settings = background.settings
        longest = settings.longest_seconds if settings else LONGEST
        if verdict.must_end_by is None:
            return longest
        left = int((verdict.must_end_by - now).total_seconds()) - RING_SECONDS
        return max(1, min(longest, left))

    def _take(self, call_id: UUID, carried: CarriedCall) -> None:
        """Keep the carrier's name of a call, unless news of it came first."""
        with self.desks() as desk:
            call = desk.calls.lock(call_id)
            if call.call_sid in (None, carried.sid):
                call = desk.calls.change(
                    call.id, call_sid=carried.sid, provider=carried.provider, started_at=call.started_at or self.now()
                )
                desk.statuses.reconcile(call, carried)
            stopped = desk.stops.because(call) is not None
        if stopped:
            self.halter.halt(call_id)

    def _put_back(self, call_id: UUID) -> Dialled:
        """Nothing was asked: the next round dials it, and this one does not count."""
        with self.desks() as desk:
            call = desk.calls.lock(call_id)
            desk.calls.change(call.id, claimed_at=None, sent_at=None, dials=call.dials - 1)
        return "waits"

    def _give_up(self, call_id: UUID, error: RefusedError) -> Dialled:
        with self.desks() as desk:
            call = desk.calls.lock(call_id)
            permanent = is_permanent(error.because)
            return self._end(desk, call, "failed", f"refused:{error.code}", permanent=permanent)

    def _refuse(self, desk: DialDesk, call: Call, verdict: Verdict) -> Dialled:
        retry_at = verdict.retry_at.isoformat() if verdict.retry_at else None
        kept = call.details | {"retry_at": retry_at, "reasons": list(verdict.reasons)}
        call = desk.calls.change(call.id, decision_id=verdict.decision_id, details=kept)
        return self._end(desk, call, "canceled", f"gate:{verdict.code}")

    def _end(
        self,
        desk: DialDesk,
        call: Call,
        status: Literal["failed", "canceled"],
        reason: str,
        *,
        permanent: bool = False,
    ) -> Dialled:
        ended = desk.calls.change(call.id, status=status, reason=reason, claimed_at=None)
        desk.closing.settle(ended, permanent=permanent)
        return "refused"

    def _is_claimed(self, call: Call) -> bool:
        return call.claimed_at is not None and self.now() - call.claimed_at < CLAIM

    def _is_young(self, call: Call) -> bool:
        return call.sent_at is not None and self.now() - call.sent_at < SETTLED


def _wish(call: Call) -> Wish:
    asked_at = call.details.get("asked_at")
    return Wish(
        number=call.other_party,
        caller_id=call.from_number,
        campaign_id=call.campaign_id,
        lead_id=call.lead_id,
        purpose=call.purpose,
        asked_at=datetime.fromisoformat(asked_at) if asked_at else None,
        call_id=call.id,
    )
