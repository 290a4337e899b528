"""Use cases about calls with leads: what ended, and what was not allowed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from functions.crm.domain.calls import EndedCall, next_step
from functions.crm.schemas import RefusalNote
from functions.crm.service.pipeline import PipelineService
from functions.crm.service.ports import Leads
from functions.crm.service.scoring import ScoringService
from shared.core.clock import Now
from shared.core.errors import NotFound
from shared.core.log import log
from shared.schemas.events import CallCompleted, PersonForgotten

UNWANTED: dict[str, Sequence[str]] = {
    "do_not_call": ("call", "callback", "email", "information"),
    "wrong_person": ("call", "callback"),
}
"""By outcome, the tasks that nobody has to do any more."""


class Journal(Protocol):
    """What passed between one company and its leads."""

    def ended(self, event: CallCompleted, *, at: datetime) -> EndedCall:
        """A call with what the calls agent knows of it beyond its event; `at` where it does not know when it ended."""

    def add_call(self, lead_id: UUID, call: EndedCall) -> bool:
        """Keep a call; False where it is kept already."""

    def add_refusal(self, lead_id: UUID, code: str, *, next_at: datetime | None, at: datetime) -> None:
        """Keep that a lead was not called."""

    def drop_tasks(self, lead_id: UUID, kinds: Sequence[str], *, at: datetime) -> None:
        """Close tasks that nobody has done."""


class CallsService:
    """Calls with the leads of one company.

    Args:
        leads: of the company.
        journal: what passed between them.
        scoring: scores one that was spoken with.
        pipeline: moves it along.
        now: the clock.
    """

    def __init__(
        self, *, leads: Leads, journal: Journal, scoring: ScoringService, pipeline: PipelineService, now: Now
    ) -> None:
        self.leads = leads
        self.journal = journal
        self.scoring = scoring
        self.pipeline = pipeline
        self.now = now

    def note(self, event: CallCompleted) -> None:
        """Put a call into the lead's timeline, once, with what follows: score, status, and the task for a person."""
        if event.lead_id is None:
            return
        try:
            lead = self.leads.lock(event.lead_id)
        except NotFound:
            log().warning("a call with a lead that is none", call_id=str(event.call_id))
            return
        now = self.now()
        call = self.journal.ended(event, at=now)
        if not self.journal.add_call(lead.id, call):
            return
        self.scoring.rescore(lead.id)
        self.pipeline.move(lead.id, reason="call")
        self.journal.drop_tasks(lead.id, UNWANTED.get(call.outcome, ()), at=now)
        if step := next_step(call, now=now):
            self.pipeline.open(step.rule, lead.id, reason=step.reason, due_at=step.due_at)

    def forget(self, event: PersonForgotten) -> None:
        """Remove the number of leads, which lowers their score; harmless when it is gone."""
        for lead_id in event.lead_ids:
            try:
                lead = self.leads.lock(lead_id)
            except NotFound:
                continue
            if lead.phone is not None:
                self.leads.update(lead.id, phone=None)
                self.scoring.rescore(lead.id)

    def refuse(self, note: RefusalNote) -> None:
        """Put into the timeline that a lead was not called, why, and from when it may be.

        Raises:
            NotFound: the company has no such lead.
        """
        lead = self.leads.lock(note.lead_id)
        self.journal.add_refusal(lead.id, note.code, next_at=note.next_allowed_at, at=self.now())
