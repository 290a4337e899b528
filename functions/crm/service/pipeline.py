"""Use cases about moving leads along: tasks for people, and status."""

from uuid import UUID

from functions.crm.domain.pipeline import FOLLOW_UPS, REVIEW, FollowUpRule, Task, advanced
from functions.crm.schemas import FollowUpOpened, FollowUpTask, LeadStatus, LeadTask
from functions.crm.service.ports import Leads, Pipeline
from functions.crm.service.scoring import ScoringService
from shared.core.clock import Now
from shared.core.invocation import new_id
from shared.schemas.envelope import Events
from shared.schemas.events import LeadStatusChanged


class PipelineService:
    """The pipeline of one company.

    Args:
        leads: the leads in it.
        pipeline: what happens to them.
        scoring: scores one that has shown intent.
        events: announces what happened.
        now: the clock.
    """

    def __init__(self, leads: Leads, pipeline: Pipeline, scoring: ScoringService, events: Events, now: Now) -> None:
        self.leads = leads
        self.pipeline = pipeline
        self.scoring = scoring
        self.events = events
        self.now = now

    def respond(self, lead_id: UUID) -> None:
        """Score a lead that has shown intent, and open the task that its band asks for.

        Raises:
            NotFound: the company has no such lead.
        """
        self._open(FOLLOW_UPS.get(self.scoring.rescore(lead_id).band), lead_id, reason="a buyer signal")

    def open_follow_up(self, request: FollowUpTask) -> FollowUpOpened:
        """Open the task for a person that the band asks for, if it asks for one.

        Raises:
            NotFound: the company has no such lead.
        """
        return self._open(FOLLOW_UPS.get(request.band), request.lead_id, reason=f"the lead is {request.band}")

    def ask_person(self, request: LeadTask) -> FollowUpOpened:
        """Open a task for a person to look at a lead whose flow could not go on.

        Raises:
            NotFound: the company has no such lead.
        """
        return self._open(REVIEW, request.lead_id, reason="the lead flow failed")

    def advance(self, request: LeadTask) -> LeadStatus:
        """Give a lead the status it has earned, and announce a change.

        Raises:
            NotFound: the company has no such lead.
        """
        lead = self.leads.lock(request.lead_id)
        status = advanced(lead.status, lead.score, self.pipeline.activity(lead.id))
        if status == lead.status:
            return LeadStatus(lead_id=lead.id, status=status, changed=False)
        self.pipeline.set_status(lead.id, status)
        self.events.record(
            LeadStatusChanged(lead_id=lead.id, status=status, previous_status=lead.status, reason="activity")
        )
        return LeadStatus(lead_id=lead.id, status=status, changed=True)

    def _open(self, rule: FollowUpRule | None, lead_id: UUID, *, reason: str) -> FollowUpOpened:
        """Open a task, unless one of its kind is waiting already: nobody calls twice because two signals came."""
        lead = self.leads.lock(lead_id)
        if rule is None:
            return FollowUpOpened(task_id=None, kind=None, due_at=None)
        task = self.pipeline.open_task(lead.id, rule.kind) or Task(new_id(), rule.kind, self.now() + rule.within)
        self.pipeline.keep_task(lead.id, task, reason=reason)
        return FollowUpOpened(task_id=task.id, kind=task.kind, due_at=task.due_at)
