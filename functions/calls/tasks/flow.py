"""Steps that wait for a call to end."""

from functions.calls.providers.flow import Flow
from functions.calls.schemas.tasks import CallEnd, DialTask
from shared.core.function import task


@task()
def dial_lead(request: DialTask, flow: Flow) -> CallEnd | None:
    """Have a lead called; the execution's token is used when the call has ended, or at once where there is none."""
    return flow.dial(request)
