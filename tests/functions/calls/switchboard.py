"""The use cases of calls on a real database, with a gate and a carrier that do as a test says."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal
from uuid import UUID

from functions.calls.domain.addresses import Addresses
from functions.calls.domain.call import Call
from functions.calls.domain.carrier import CarriedCall, Order, UnansweredError
from functions.calls.domain.verdict import Verdict, Wish
from functions.calls.providers.closing import Ends
from functions.calls.repository.calls import CallRows
from functions.calls.repository.campaigns import CampaignRows
from functions.calls.repository.line import LineRows
from functions.calls.repository.register import RegisterRows
from functions.calls.repository.stopping import StopRows
from functions.calls.repository.streams import StreamRows
from functions.calls.repository.told import ToldRows
from functions.calls.schemas.calls import CallAccepted, OutboundDraft
from functions.calls.service.dial_desk import DialDesk
from functions.calls.service.dialling import DialService
from functions.calls.service.outbound import OutboundService
from functions.calls.service.running import RunService
from functions.calls.service.statuses import Statuses
from shared.auth.caller import Caller
from shared.core.clock import utc_now
from shared.core.invocation import Invocation, new_id
from shared.core.unit import unit
from shared.db.session import TenantSession
from shared.events.log import Announcements
from tests.functions.calls.desk import THEIRS, Company
from tests.lambdas import caller_of

ADDRESSES = Addresses(api="https://api.example.com/api/v1", voice="wss://voice.example.com")


@dataclass
class FakeGate:
    """Allows, or says why not."""

    code: str | None = None
    retry_at: datetime | None = None
    asked: list[Wish] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)

    def decide(self, wish: Wish) -> Verdict:
        self.asked.append(wish)
        reasons = ({"code": self.code, "source": "test"},) if self.code else ()
        ends = utc_now() + timedelta(hours=2)
        said: dict[str, Any] = {"code": self.code, "reasons": reasons, "retry_at": self.retry_at, "must_end_by": ends}
        return Verdict(decision_id=new_id(), allow=self.code is None, **said)

    def dialled(self, call: Call, *, at: datetime) -> None:  # noqa: ARG002
        self.counted.append("dialled")

    def reached(self, call: Call, *, at: datetime) -> None:  # noqa: ARG002
        self.counted.append("reached")


@dataclass
class FakeCarrier:
    """Takes calls; may lose its answers, or never hear the question."""

    loses: Literal["answers", "questions"] | None = None
    made: list[CarriedCall] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    status: Any = "queued"
    erased: list[tuple[str, str]] = field(default_factory=list)

    def create(self, order: Order) -> CarriedCall:
        self.orders.append(order)
        call = carried(order.to, self.status)
        if self.loses != "questions":
            self.made.append(call)
        if self.loses:
            raise UnansweredError("nothing came")
        return call

    def between(self, *, to: str, from_: str) -> list[CarriedCall]:  # noqa: ARG002
        return [call for call in self.made if call.to == to]

    def fetch(self, sid: str) -> CarriedCall | None:
        return next((call for call in self.made if call.sid == sid), None)

    def end(self, sid: str, status: Literal["completed", "canceled"]) -> CarriedCall | None:
        return carried(THEIRS, status, sid=sid) if self.status == "queued" else None

    def erase_recordings(self, sid: str) -> int:
        self.erased.append(("recordings", sid))
        return 0

    def erase_record(self, sid: str) -> None:
        self.erased.append(("record", sid))


def carried(to: str, status: Any, *, sid: str | None = None, **facts: Any) -> CarriedCall:
    known = dict.fromkeys(("started_at", "ended_at", "duration_seconds", "answered_by")) | {"made_at": utc_now()}
    return CarriedCall(sid=sid or f"CA{new_id().hex}", status=status, to=to, provider="simulator", **(known | facts))


@dataclass
class Switchboard:
    """A company that asks for calls and dials them.

    Attributes:
        later: how far the clock is ahead.
    """

    company: Company
    gate: FakeGate = field(default_factory=FakeGate)
    carrier: FakeCarrier = field(default_factory=FakeCarrier)
    later: timedelta = timedelta(0)

    def now(self) -> datetime:
        return utc_now() + self.later

    def desks(self) -> AbstractContextManager[DialDesk]:
        def dial_desk(session: TenantSession, closing: Ends, invocation: Invocation) -> DialDesk:
            calls = CallRows(session)
            return DialDesk(
                calls=calls,
                known=RegisterRows(session, invocation.company_id),
                streams=StreamRows(session),
                gate=self.gate,
                closing=closing,
                statuses=Statuses(calls, ToldRows(session), closing, self.gate, self.now),
                stops=StopRows(session),
            )

        return self._unit(dial_desk)

    @property
    def dialling(self) -> DialService:
        return DialService(self.desks, self.carrier, ADDRESSES, self.now)

    def outbound(self) -> AbstractContextManager[OutboundService]:
        def outbound(session: TenantSession, events: Announcements, invocation: Invocation) -> OutboundService:
            return OutboundService(RegisterRows(session, invocation.company_id), self.gate, events, invocation)

        return self._unit(outbound)

    def running(self) -> AbstractContextManager[RunService]:
        def running(session: TenantSession, events: Announcements, invocation: Invocation) -> RunService:
            company_id = invocation.company_id
            outbound = OutboundService(RegisterRows(session, company_id), self.gate, events, invocation)
            return RunService(CampaignRows(session, company_id), LineRows(session), outbound, events, self.now)

        return self._unit(running)

    def ask(self, *, by: Caller | None = None, key: str | None = None, **draft: Any) -> CallAccepted:
        """Ask for a call."""
        with self.outbound() as outbound:
            told = OutboundDraft.model_validate({"to_number": THEIRS} | draft)
            return outbound.request(told, by or caller_of(self.company.id), key)

    def queued(self, **columns: Any) -> UUID:
        return self.company.call(call_sid=None, **columns)

    def _unit(self, provider: Callable[..., Any]) -> AbstractContextManager[Any]:
        return partial(unit, provider, name="test")(company_id=self.company.id)
