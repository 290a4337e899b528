"""Taking back what nobody has answered, once calls were stopped: at the carrier, too."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

from functions.calls.domain.life import UNANSWERED
from functions.calls.schemas.rounds import HaltReport
from functions.calls.service.dial_desk import Carrier, Desks
from functions.calls.service.in_turn import Place, in_turn
from shared.core.clock import Now
from shared.core.errors import NotConfigured

BUDGET = timedelta(seconds=60)
"""After it, the next round of dialling goes on."""

Stopped = Callable[[], Sequence[Place]]
"""Companies, and calls of theirs that may not go on."""


class Halter:
    """Takes back one call of a company.

    Args:
        desks: opens transactions of the company.
        carrier: who carries its calls.
    """

    def __init__(self, desks: Desks, carrier: Carrier) -> None:
        self.desks = desks
        self.carrier = carrier

    def halt(self, call_id: UUID) -> bool:
        """Take back a call that nobody has answered, if calls were stopped; harmless when repeated.

        A call that is being asked for at this moment is taken back by who asks for it.
        """
        with self.desks() as desk:
            call = desk.calls.lock(call_id)
            because = desk.stops.because(call)
            if because is None or call.status not in UNANSWERED:
                return False
            why = f"gate:{because}"
            if call.call_sid is None:
                if call.sent_at is not None:
                    return False
                desk.closing.settle(desk.calls.change(call.id, status="canceled", reason=why))
                return True
            desk.calls.change(call.id, reason=why)  # before the carrier's word of it comes
        sid = call.call_sid
        found = self.carrier.end(sid, "canceled") or self.carrier.fetch(sid)
        with self.desks() as desk:
            call = desk.calls.lock(call_id)
            if found is None:
                return False
            if found.status != "canceled" and call.status != "canceled":
                call = desk.calls.change(call.id, reason=None)  # the person, or the line, was quicker
            return desk.statuses.reconcile(call, found).status == "canceled"


class HaltService:
    """Takes calls back.

    Args:
        stopped: which ones.
        halter: of a company; raises `NotConfigured` where nobody carries calls.
        now: the clock.
    """

    def __init__(self, stopped: Stopped, halter: Callable[[UUID], Halter], now: Now) -> None:
        self.stopped = stopped
        self.halter = halter
        self.now = now

    def halt(self) -> HaltReport:
        """Take every such call back; what somebody has answered goes on, and its voice says goodbye where it must."""
        report, until = HaltReport(), self.now() + BUDGET
        work = [(self._halt, place) for place in self.stopped()]
        try:
            in_turn(work, report, until=until, now=self.now, trouble="a call is not taken back")
        except NotConfigured:
            return HaltReport(configured=False)
        return report

    def _halt(self, place: Place, report: HaltReport) -> None:
        report.halted += self.halter(place[0]).halt(place[1])
