"""What who runs the product does, by invoking the function."""

from functions.calls.providers.halting import OperatorSwitch
from functions.calls.schemas.compliance import OperatorOrder, OperatorReport
from shared.core.function import task


@task(timeout=90)
def stop_all_calls(order: OperatorOrder, switch: OperatorSwitch) -> OperatorReport:
    """Stop the calls of all companies, ``{"stop": true, "reason": …}``, or let them call again, ``{"stop": false}``."""
    return switch.obey(order)
