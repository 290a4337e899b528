"""Steps of state machines that have leads called."""

from functions.calls.providers.flow import Flow, Planning
from functions.calls.schemas.tasks import CallEnd, CallPlan, DialTask, PlanTask
from shared.core.function import task


@task()
def plan_call(request: PlanTask, planning: Planning) -> CallPlan:
    """Whether a lead is to be called, and with which campaign."""
    return planning.plan(request.lead_id)


@task()
def dial_lead(request: DialTask, flow: Flow) -> CallEnd | None:
    """Have a lead called; the execution's token is used when the call has ended, or at once where there is none."""
    return flow.dial(request)
