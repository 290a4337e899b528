"""Kill switches: of one company, and of who runs the product."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol
from uuid import UUID

from functions.calls.schemas.compliance import OperatorOrder, OperatorReport, StopDraft, SwitchView
from functions.calls.schemas.rounds import HaltReport
from shared.core.clock import Now
from shared.schemas.envelope import Events
from shared.schemas.events import CallsStopped


class Switches(Protocol):
    """The kill switch of one company, and the operator's."""

    def stop(self, *, reason: str, at: datetime, by: UUID) -> None: ...
    def lift(self, *, at: datetime, by: UUID) -> None: ...
    def open(self) -> Sequence[tuple[str, str, datetime]]: ...


class SwitchDesk:
    """The kill switch of one company."""

    def __init__(self, switches: Switches, events: Events, now: Now) -> None:
        self.switches = switches
        self.events = events
        self.now = now

    def stop(self, draft: StopDraft, *, by: UUID) -> SwitchView:
        """Call nobody from now on; who has not answered is taken back, and talks that are held end politely."""
        self.switches.stop(reason=draft.reason, at=self.now(), by=by)
        self.events.record(CallsStopped(campaign_id=None, because="kill_switch"))
        return self.status()

    def lift(self, *, by: UUID) -> SwitchView:
        """Lift the company's own stop."""
        self.switches.lift(at=self.now(), by=by)
        return self.status()

    def status(self) -> SwitchView:
        stops = self.switches.open()
        return SwitchView.model_validate(
            {
                "stopped": bool(stops),
                "by": [who for who, _, _ in stops],
                "reason": stops[0][1] if stops else None,
                "since": stops[0][2] if stops else None,
            }
        )


class Operators(Protocol):
    """The switch over all companies."""

    def stop(self, *, reason: str, at: datetime) -> None: ...
    def lift(self, *, at: datetime) -> int: ...


class OperatorDesk:
    """The switch over all companies.

    Args:
        operators: opens it, in a transaction of its own: it holds before the carrier is asked.
        halting: takes back who has not answered.
        now: the clock.
    """

    def __init__(
        self, operators: Callable[[], AbstractContextManager[Operators]], halting: Callable[[], HaltReport], now: Now
    ) -> None:
        self.operators = operators
        self.halting = halting
        self.now = now

    def obey(self, order: OperatorOrder) -> OperatorReport:
        """Stop all calls, or lift every such stop."""
        with self.operators() as operators:
            if not order.stop:
                return OperatorReport(changed=operators.lift(at=self.now()))
            operators.stop(reason=order.reason, at=self.now())
        return OperatorReport(changed=1, halted=self.halting().halted)
