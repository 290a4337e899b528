"""Calls that a state machine waits for."""

from typing import Protocol
from uuid import UUID

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


class FlowService:
    """Calls of one company that executions wait for.

    Args:
        leads: whom a flow wants to have called.
        outbound: asks for calls.
        tokens: executions that wait.
        later: calls after the commit.
    """

    def __init__(self, leads: Leads, outbound: OutboundService, tokens: FlowTokens, later: Later) -> None:
        self.leads = leads
        self.outbound = outbound
        self.tokens = tokens
        self.later = later

    def dial(self, task: DialTask) -> CallEnd | None:
        """Have a lead called; the execution goes on when the call has ended, or at once where there is none.

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
            self.outbound.enter(draft, {}, task_token=task.task_token)
        except CallRefused as refused:
            said = refused.members
            return self._refuse(
                task,
                CallEnd(
                    call_id=None,
                    status=None,
                    outcome="refused",
                    code=said["code"],
                    reasons=said["reasons"],
                    next_allowed_at=said["next_allowed_at"],
                ),
            )
        except NotFound:
            return self._refuse(task, CallEnd(call_id=None, status=None, outcome="refused", code="unknown_campaign"))
        return None

    def _refuse(self, task: DialTask, end: CallEnd) -> CallEnd:
        def tell() -> None:
            self.tokens.go_on(task.task_token, end)

        self.later(tell)
        return end
