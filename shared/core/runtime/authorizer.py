"""Adapter for the authorizer; it stands before every request, so it imports as little as it can."""

from typing import Any

from shared.core.function import Function, LambdaCall
from shared.core.inject import hints
from shared.core.invocation import Invocation
from shared.core.runtime.call import call


def authorize(function: Function) -> LambdaCall:
    """The authorizer: its body sees the request as API Gateway sends it, and returns what API Gateway expects."""
    parameter = next(iter(hints(function.body)))

    def handler(event: dict[str, Any], context: Any) -> Any:
        invocation = Invocation(function=function.name, correlation_id=context.aws_request_id)
        return call(function, invocation, {parameter: event})

    return handler
