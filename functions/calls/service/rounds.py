"""Rounds over the calls of all companies: what nobody dialled, and what nobody heard of again."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from functions.calls.domain.call import Call
from functions.calls.domain.life import is_over
from functions.calls.schemas.rounds import DialReport, ReconcileReport
from functions.calls.service.dial_desk import Carrier, DialDesk
from functions.calls.service.dialling import RING_SECONDS, SETTLED, DialService
from functions.calls.service.in_turn import Place, in_turn
from functions.calls.service.running import RunService
from functions.calls.service.salvaging import is_lost, salvage
from functions.calls.service.voice import VoiceDesk
from shared.core.clock import Now
from shared.core.errors import NotConfigured
from shared.core.log import log

BUDGET = timedelta(seconds=100)
LONGEST_CALL = timedelta(seconds=RING_SECONDS + 600)
GRACE = timedelta(minutes=5)
"""After a call must be over: for its callbacks, and for its words."""

PRICE_ASKED = timedelta(minutes=30)
"""Between two questions for one price."""
PRICE_KNOWN = timedelta(days=2)
"""After which nobody asks any more, and the bound stays."""


class Waiting(Protocol):
    """What waits, of all companies."""

    def stopped(self) -> Sequence[Place]:
        """Calls that nobody has answered and that may not go on."""

    def undialled(self, at: datetime) -> Sequence[Place]:
        """Queued calls that nobody dials."""

    def unbegun(self, since: datetime) -> Sequence[Place]:
        """Calls that the carrier has, and has not begun."""

    def campaigns(self, at: datetime) -> Sequence[Place]:
        """Campaigns that run and have a lead whose turn it is."""

    def unheard(self, *, dialled: datetime, ended: datetime) -> Sequence[Place]:
        """Calls that should be over and are not, and ended ones whose words have not come."""

    def unpriced(self, *, ended: datetime, asked: datetime, since: datetime) -> Sequence[Place]:
        """Calls that somebody answered, that ended between two times, and whose price was not asked for lately."""


class DialRounds:
    """Dials what nobody dialled.

    Args:
        waiting: what waits.
        runs: campaigns of a company at work, in a transaction of their own.
        dialler: dialling for a company.
        now: the clock.
    """

    def __init__(
        self,
        waiting: Waiting,
        runs: Callable[[UUID], AbstractContextManager[RunService]],
        dialler: Callable[[UUID], DialService],
        now: Now,
    ) -> None:
        self.waiting = waiting
        self.runs = runs
        self.dialler = dialler
        self.now = now

    def dial(self) -> DialReport:
        """Take back what was stopped, let campaigns ask for calls, begin anew what was not begun, and dial the rest."""
        report, until = DialReport(), self.now() + BUDGET
        work = [
            *((self._halt, place) for place in self.waiting.stopped()),
            *((self._run, place) for place in self.waiting.campaigns(self.now())),
            *((self._take_back, place) for place in self.waiting.unbegun(self.now() - SETTLED)),
            *((self._dial, place) for place in self.waiting.undialled(self.now())),
        ]
        try:
            in_turn(work, report, until=until, now=self.now, trouble="a call waits for the next round")
        except NotConfigured:
            return DialReport(configured=False)
        return report

    def _halt(self, place: Place, report: DialReport) -> None:
        report.halted += self.dialler(place[0]).halter.halt(place[1])

    def _run(self, place: Place, report: DialReport) -> None:
        company_id, campaign_id = place
        self.dialler(company_id)  # without a carrier nobody is asked for
        with self.runs(company_id) as campaigns:
            report.asked += campaigns.run(campaign_id)

    def _take_back(self, place: Place, report: DialReport) -> None:
        report.dialled += self.dialler(place[0]).take_back(place[1]) == "sent"

    def _dial(self, place: Place, report: DialReport) -> None:
        report.dialled += self.dialler(place[0]).dial(place[1]) == "sent"


class ReconcileRounds:
    """Asks the carrier for what became of calls that nobody heard of again.

    Args:
        waiting: what waits.
        desks: opens a transaction of a company.
        voices: opens the desk of its voice, in a transaction too.
        carrier: opens who carries calls.
        now: the clock.
    """

    def __init__(
        self,
        waiting: Waiting,
        desks: Callable[[UUID], AbstractContextManager[DialDesk]],
        voices: Callable[[UUID], AbstractContextManager[VoiceDesk]],
        carrier: Callable[[], Carrier],
        now: Now,
    ) -> None:
        self.waiting = waiting
        self.desks = desks
        self.voices = voices
        self.carrier = carrier
        self.now = now

    def reconcile(self) -> ReconcileReport:
        """Learn how calls stand, and announce ends that were not."""
        report, now = ReconcileReport(), self.now()
        unheard = self.waiting.unheard(dialled=now - LONGEST_CALL - GRACE, ended=now - GRACE)
        work = [(self._ask, place) for place in unheard]
        try:
            in_turn(work, report, until=now + BUDGET, now=self.now, trouble="a call is not reconciled")
        except NotConfigured:
            return ReconcileReport(configured=False)
        return self._price(report, now)

    def _price(self, report: ReconcileReport, now: datetime) -> ReconcileReport:
        """Ask what calls cost, some time after their end: until then the bound that was kept when dialling counts."""
        due = self.waiting.unpriced(ended=now - GRACE, asked=now - PRICE_ASKED, since=now - PRICE_KNOWN)
        work = [(self._ask_price, place) for place in due]
        try:
            in_turn(work, report, until=now + BUDGET, now=self.now, trouble="a price is not known")
        except NotConfigured:
            return report.model_copy(update={"configured": False})
        return report

    def _ask_price(self, place: Place, report: ReconcileReport) -> None:
        company_id, call_id = place
        with self.desks(company_id) as desk:
            call = desk.calls.change(call_id, price_asked_at=self.now())
        carried = self.carrier().fetch(call.call_sid) if call.call_sid else None
        if carried is None or carried.price is None:
            return
        with self.desks(company_id) as desk:
            report.priced += desk.statuses.reconcile(desk.calls.lock(call_id), carried).price is not None

    def _ask(self, place: Place, report: ReconcileReport) -> None:
        company_id, call_id = place
        with self.desks(company_id) as desk:
            call = desk.calls.lock(call_id)
        report.asked += 1
        carried = None if is_over(call.status) or call.call_sid is None else self.carrier().fetch(call.call_sid)
        with self.desks(company_id) as desk:
            call = desk.calls.lock(call_id)
            if carried:
                call = desk.statuses.reconcile(call, carried)
            elif not is_over(call.status):
                call = desk.calls.change(call.id, status="failed", reason="unknown_to_carrier")
        if is_over(call.status) and is_lost(call):
            report.salvaged += self._salvage(company_id, call)
        with self.desks(company_id) as desk:
            report.ended += is_over(desk.closing.announce(desk.calls.lock(call_id)).status)

    def _salvage(self, company_id: UUID, call: Call) -> bool:
        """Write down what was kept of a conversation; where that fails, its end is announced without words."""
        try:
            with self.voices(company_id) as voice:
                return salvage(voice, call)
        except Exception as error:  # noqa: BLE001 - an end that nobody hears of is worse
            log().warning("a conversation is lost", call_id=str(call.id), reason=type(error).__name__)
            return False
