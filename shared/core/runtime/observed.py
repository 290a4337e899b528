"""Logs and metrics around every kind of function."""

from typing import Any

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from shared.core.function import Function, LambdaCall
from shared.core.log import log

NAMESPACE = "Astramech"


def observed(function: Function, call: LambdaCall) -> LambdaCall:
    """Wrap a handler: log keys per invocation, its outcome and cold starts counted, metrics flushed at its end."""
    metrics = Metrics(namespace=NAMESPACE, service=function.agent)

    def run(event: Any, context: Any) -> Any:
        outcome = "Failed"
        try:
            answer = call(event, context)
            outcome = _outcome(answer)
            return answer
        finally:
            metrics.add_metric(outcome, MetricUnit.Count, 1)

    counted = metrics.log_metrics(run, capture_cold_start_metric=True)
    handler: LambdaCall = log().inject_lambda_context(counted, clear_state=True)
    return handler


def _outcome(answer: Any) -> str:
    """``Answered2xx``, ``Answered4xx`` … for HTTP and sockets, ``Handled`` for the rest."""
    if isinstance(answer, dict) and "statusCode" in answer:
        return f"Answered{answer['statusCode'] // 100}xx"
    return "Handled"
