"""Use cases about moving leads along: tasks for people, and status."""

from functions.crm.domain.pipeline import FOLLOW_UPS, REVIEW, FollowUpRule, advanced
from functions.crm.schemas import FollowUpOpened, FollowUpTask, LeadStatus, LeadTask
from functions.crm.service.ports import Leads, Pipeline
from shared.core.clock import Now
from shared.schemas.envelope import Events
from shared.schemas.events import LeadStatusChanged


class PipelineService:
    """The pipeline of one company.

    Args:
        leads: the leads in it.
        pipeline: what happens to them.
        events: announces what happened.
        now: the clock.
    """

    def __init__(self, leads: Leads, pipeline: Pipeline, events: Events, now: Now) -> None:
        self.leads = leads
        self.pipeline = pipeline
        self.events = events
        self.now = now

    def open_follow_up(self, request: FollowUpTask) -> FollowUpOpened:
        """Open the task for a person that the band asks for, if it asks for one.

        Raises:
            NotFound: the company has no such lead.
        """
        rule = FOLLOW_UPS.get(request.band)
        if rule is None:
            return FollowUpOpened(task_id=None, kind=None, due_at=None)
        return self._open(rule, request, reason=f"the lead is {request.band}")

    def ask_person(self, request: LeadTask) -> FollowUpOpened:
        """Open a task for a person to look at a lead whose flow could not go on.

        Raises:
            NotFound: the company has no such lead.
        """
        return self._open(REVIEW, request, reason="the lead flow failed")

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

    def _open(self, rule: FollowUpRule, request: LeadTask, *, reason: str) -> FollowUpOpened:
        self.leads.get(request.lead_id)
        due_at = self.now() + rule.within
        task_id = self.pipeline.open_follow_up(
            request.lead_id, kind=rule.kind, reason=reason, due_at=due_at, cause=request.event_id
        )
        return FollowUpOpened(task_id=task_id, kind=rule.kind, due_at=due_at)
