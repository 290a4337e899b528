"""Use cases about moving leads along: tasks for people, and status."""

from datetime import datetime
from uuid import UUID

from functions.crm.domain.pipeline import FOLLOW_UPS, REVIEW, FollowUpRule, Task, advanced
from functions.crm.domain.scoring import Band
from functions.crm.schemas import AskTask, FollowUpOpened, FollowUpTask, LeadStatus, LeadTask
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
        self._follow_up(self.scoring.rescore(lead_id).band, lead_id, reason="a buyer signal")

    def open_follow_up(self, request: FollowUpTask) -> FollowUpOpened:
        """Open the task for a person that the band asks for, if it asks for one.

        Raises:
            NotFound: the company has no such lead.
        """
        return self._follow_up(request.band, request.lead_id, reason=f"the lead is {request.band}")

    def ask_person(self, request: AskTask) -> FollowUpOpened:
        """Open a task for a person to look at a lead whose flow could not go on.

        Raises:
            NotFound: the company has no such lead.
        """
        return self.open(REVIEW, request.lead_id, reason=f"the {request.flow} flow failed")

    def advance(self, request: LeadTask) -> LeadStatus:
        """Give a lead the status it has earned, and announce a change.

        Raises:
            NotFound: the company has no such lead.
        """
        return self.move(request.lead_id, reason="activity")

    def move(self, lead_id: UUID, *, reason: str) -> LeadStatus:
        """Give a lead the status it has earned, and announce a change with its reason.

        Raises:
            NotFound: the company has no such lead.
        """
        lead = self.leads.lock(lead_id)
        status = advanced(lead.status, lead.score, self.pipeline.activity(lead.id))
        if status == lead.status:
            return LeadStatus(lead_id=lead.id, status=status, changed=False)
        self.pipeline.set_status(lead.id, status)
        self.events.record(
            LeadStatusChanged(lead_id=lead.id, status=status, previous_status=lead.status, reason=reason)
        )
        return LeadStatus(lead_id=lead.id, status=status, changed=True)

    def _follow_up(self, band: Band, lead_id: UUID, *, reason: str) -> FollowUpOpened:
        """Open the task that a band asks for; none for who does not want to hear from us."""
        rule = FOLLOW_UPS.get(band)
        lead = self.leads.lock(lead_id)
        if rule is None or self.pipeline.activity(lead.id).unwanted:
            return FollowUpOpened(task_id=None, kind=None, due_at=None)
        return self.open(rule, lead.id, reason=reason)

    def open(self, rule: FollowUpRule, lead_id: UUID, *, reason: str, due_at: datetime | None = None) -> FollowUpOpened:
        """Open a task, unless one of its kind is waiting already: nobody calls twice because two signals came.

        Raises:
            NotFound: the company has no such lead.
        """
        lead = self.leads.lock(lead_id)
        due = due_at or self.now() + rule.within
        task = self.pipeline.open_task(lead.id, rule.kind) or Task(new_id(), rule.kind, due)
        self.pipeline.keep_task(lead.id, task, reason=reason)
        return FollowUpOpened(task_id=task.id, kind=task.kind, due_at=task.due_at)
