"""Adapter for routes of the WebSocket API: what the function returns is sent back as JSON."""

import json
from typing import Any

from shared.core.errors import InternalError, Problem
from shared.core.function import Function, LambdaCall
from shared.core.invocation import Invocation
from shared.core.log import log, log_unexpected
from shared.core.runtime.call import call
from shared.core.runtime.invocations import as_json, first_parameter
from shared.schemas.sockets import SocketMessage


def converse(function: Function) -> LambdaCall:
    """Answer one message of one connection."""
    parameter, _ = first_parameter(function)

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        invocation = Invocation(function=function.name, correlation_id=context.aws_request_id)
        try:
            message = SocketMessage.from_event(event)
            answer = as_json(call(function, invocation, {parameter: message}))
        except Problem as problem:
            log().info("refused", problem=problem.type)
            return _refusal(problem, invocation)
        except Exception as error:  # noqa: BLE001 - the edge: the connection gets an answer, the log the cause
            log_unexpected(error)
            return _refusal(InternalError("Something went wrong on our side."), invocation)
        return {"statusCode": 200, "body": json.dumps(answer)} if answer is not None else {"statusCode": 200}

    return handler


def _refusal(problem: Problem, invocation: Invocation) -> dict[str, Any]:
    body = {
        "error": {"type": problem.type, "title": problem.title, "detail": problem.detail},
        "correlation_id": invocation.correlation_id,
    }
    return {"statusCode": int(problem.status), "body": json.dumps(body)}
