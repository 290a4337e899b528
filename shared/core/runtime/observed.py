"""Logs and metrics around every kind of function."""

from typing import Any

from aws_lambda_powertools import Metrics

from shared.core.function import Function, LambdaCall
from shared.core.log import log

NAMESPACE = "Astramech"


def observed(function: Function, call: LambdaCall) -> LambdaCall:
    """Wrap a handler: structured log keys per invocation, metrics flushed at its end, cold starts counted."""
    metrics = Metrics(namespace=NAMESPACE, service=function.agent)

    def run(event: Any, context: Any) -> Any:
        return call(event, context)

    counted = metrics.log_metrics(run, capture_cold_start_metric=True)
    handler: LambdaCall = log().inject_lambda_context(counted, clear_state=True)
    return handler
