"""Steps of state machines that the CRM performs."""

from functions.crm.measure_schemas import MeasureTaken, TeamTask
from functions.crm.providers.calls import LeadCalls
from functions.crm.providers.leads import Scoring
from functions.crm.providers.measures import TeamMeasures
from functions.crm.providers.pipeline import LeadPipeline
from functions.crm.schemas import AskTask, FollowUpOpened, FollowUpTask, LeadScore, LeadStatus, LeadTask, RefusalNote
from shared.core.function import task


@task()
def score_lead(request: LeadTask, scoring: Scoring) -> LeadScore:
    """Score a lead with everything known now."""
    return scoring.rescore(request.lead_id)


@task()
def open_follow_up(request: FollowUpTask, pipeline: LeadPipeline) -> FollowUpOpened:
    """Open the task for a person that a band asks for."""
    return pipeline.open_follow_up(request)


@task()
def ask_person(request: AskTask, pipeline: LeadPipeline) -> FollowUpOpened:
    """Open a task for a person to look at a lead whose flow could not go on."""
    return pipeline.ask_person(request)


@task()
def advance_status(request: LeadTask, pipeline: LeadPipeline) -> LeadStatus:
    """Give a lead the status it has earned."""
    return pipeline.advance(request)


@task()
def note_refusal(request: RefusalNote, calls: LeadCalls) -> None:
    """Put into a lead's timeline that it was not called, why, and from when it may be."""
    calls.refuse(request)


@task()
def hold_back_leads(request: TeamTask, measures: TeamMeasures) -> MeasureTaken:
    """Flag a team, so that whoever routes leads sends it fewer."""
    return measures.take(request, "hold_back_leads")


@task()
def check_workload(request: TeamTask, measures: TeamMeasures) -> MeasureTaken:
    """Open the task for a team's owner to check workload and engagement."""
    return measures.take(request, "check_workload")
