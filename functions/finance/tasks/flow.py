"""Steps of the invoice flow that wait for people."""

from functions.finance.providers.flow import Flow
from functions.finance.schemas.tasks import FailedTask, Standing, WaitingTask
from shared.core.function import task


@task()
def wait_for_person(request: WaitingTask, flow: Flow) -> Standing:
    """Let the execution wait until a person has decided."""
    return flow.wait(request.invoice_id, request.task_token)


@task()
def set_aside(request: FailedTask, flow: Flow) -> Standing:
    """Show people a document whose flow could not go on."""
    return flow.set_aside(request.invoice_id, request.step)
