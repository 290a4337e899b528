"""What MiniStack does differently from AWS, made up for: one function per divergence, one test each.

Templates, state machines and product code stay exactly what AWS receives. Each function's docstring states the stock
behaviour. To move the pin: change `requirements.in`, compile it, run the tests with EMULATOR_STOCK=1, drop the
corrections whose tests pass, repair those that raise `Diverged`, then run the tests.
"""

from local.emulator.corrections.apigateway import http_api_service_integrations
from local.emulator.corrections.archives import extract_once, file_modes
from local.emulator.corrections.cloudformation import (
    dynamodb_ttl,
    http_api_cors,
    missing_resource_types,
    reserved_concurrency,
    vpc_attributes,
)
from local.emulator.corrections.cloudwatch import embedded_metrics
from local.emulator.corrections.destinations import asynchronous_destinations
from local.emulator.corrections.eventbridge import asynchronous_rule_targets, rule_dead_letters
from local.emulator.corrections.lambdas import (
    function_code_first,
    handler_errors,
    log_end_marker,
    quick_start,
    runtime_packages,
)
from local.emulator.corrections.maps import distributed_map
from local.emulator.corrections.pin import require_pinned_version
from local.emulator.corrections.stepfunctions import (
    failed_callbacks,
    parallel_jsonata,
    prompt_executions,
    repeated_starts,
    state_machine_timeout,
)
from local.emulator.corrections.websockets import websocket_functions, websocket_replies

CORRECTIONS = (
    missing_resource_types,
    vpc_attributes,
    http_api_cors,
    dynamodb_ttl,
    reserved_concurrency,
    handler_errors,
    log_end_marker,
    function_code_first,
    quick_start,
    runtime_packages,
    file_modes,
    extract_once,
    embedded_metrics,
    asynchronous_destinations,
    asynchronous_rule_targets,
    rule_dead_letters,
    http_api_service_integrations,
    websocket_functions,
    websocket_replies,
    prompt_executions,
    repeated_starts,
    parallel_jsonata,
    distributed_map,
    state_machine_timeout,
    failed_callbacks,
)


def correct() -> None:
    """Apply every correction, in order.

    Raises:
        Diverged: the installed MiniStack is not the pinned one, or lacks code that a correction relies on.
    """
    require_pinned_version()
    for correction in CORRECTIONS:
        correction()
