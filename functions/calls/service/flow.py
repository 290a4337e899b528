"""Calls that a state machine waits for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from functions.calls.domain.queue import WHOLE_CAMPAIGN
from functions.calls.schemas.calls import OutboundDraft
from functions.calls.schemas.tasks import CallEnd, DialTask
from functions.calls.service.outbound import CallRefused, OutboundService
from functions.calls.service.ports import FlowTokens, Later
from shared.core.errors import NotFound


class Leads(Protocol):
    """Whom a flow wants to have called."""

    def phone(self, lead_id: UUID) -> str | None:
        """The number of a lead, None where there is none; or `NotFound`."""

    def running_campaign(self) -> UUID | None:
        """The newest campaign that runs."""


class Places(Protocol):
    """Where leads stand in the queues of a company's campaigns."""

    def call(self, campaign_id: UUID, lead_id: UUID, call_id: UUID) -> None:
        """A call to a lead has begun: the queue has what becomes of it, and calls again where that is its place."""

    def wait(
        self, campaign_id: UUID, lead_id: UUID, *, code: str, reasons: Sequence[Any], until: datetime | None
    ) -> None:
        """A lead waits for its turn; one that is being called goes on being called."""


class FlowService:
    """Calls of one company that executions wait for.

    Args:
        leads: whom a flow wants to have called.
        outbound: asks for calls.
        places: in the queues of campaigns, where a lead waits that may not be called now.
        tokens: executions that wait.
        later: calls after the commit.
    """

    def __init__(
        self, leads: Leads, outbound: OutboundService, places: Places, tokens: FlowTokens, later: Later
    ) -> None:
        self.leads = leads
        self.outbound = outbound
        self.places = places
        self.tokens = tokens
        self.later = later

    def dial(self, task: DialTask) -> CallEnd | None:
        """Have a lead called; the execution goes on when the call has ended, or at once where there is none.

        Whom only time protects waits in the queue of the campaign, which calls without the execution.

        Returns:
            The end, where it is known at once.
        """
        try:
            number = self.leads.phone(task.lead_id)
        except NotFound:
            return self._refuse(task, CallEnd(call_id=None, status=None, outcome="refused", code="unknown_lead"))
        campaign_id = task.campaign_id or self.leads.running_campaign()
        draft = OutboundDraft.model_construct(
            to_number=number or "", campaign_id=campaign_id, lead_id=task.lead_id, language=None, metadata={}
        )
        try:
            call = self.outbound.enter(draft, {}, task_token=task.task_token)
        except CallRefused as refused:
            end = CallEnd.model_validate(refused.members | {"call_id": None, "status": None, "outcome": "refused"})
            self._queue(campaign_id, task.lead_id, end)
            return self._refuse(task, end)
        except NotFound:
            return self._refuse(task, CallEnd(call_id=None, status=None, outcome="refused", code="unknown_campaign"))
        if campaign_id:
            self.places.call(campaign_id, task.lead_id, call.id)
        return None

    def _queue(self, campaign_id: UUID | None, lead_id: UUID, refused: CallEnd) -> None:
        """Keep a lead for later that time alone protects, or whose campaign may not call anybody now."""
        code, until = str(refused.code), refused.next_allowed_at
        if campaign_id and (until or code in WHOLE_CAMPAIGN):
            self.places.wait(campaign_id, lead_id, code=code, reasons=refused.reasons, until=until)

    def _refuse(self, task: DialTask, end: CallEnd) -> CallEnd:
        def tell() -> None:
            self.tokens.go_on(task.task_token, end)

        self.later(tell)
        return end
