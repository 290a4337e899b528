# ruff: noqa: SLF001  (a correction replaces what is private to MiniStack)
"""WebSocket APIs."""

import json
from typing import Any

from local.emulator.corrections.inside import apigateway, lambda_svc, runtime
from local.emulator.corrections.pin import known

INVOKE_PARAMETERS = (
    "api_id account_id region route stage connection_id event_type message_id body_text source_ip headers"
    " query_params kwargs"
)


def websocket_functions() -> None:
    """MiniStack runs the functions of WebSocket routes past its dispatcher: no log, no metrics, no throttling.

    With `handler_errors` an exception would even read as success. On AWS it refuses the connection, and a message is
    answered with "Internal server error".
    """
    known(runtime, "get_or_create_worker", "func_name config code_zip qualifier")
    resolve = known(lambda_svc, "_get_func_record_for_qualifier", "name qualifier")
    record_for = known(lambda_svc, "_execution_record_for_config", "func config")
    known(lambda_svc, "_execute_function", "func event")

    class Dispatched:
        """Stands for a worker; an invocation takes the way of every other."""

        def __init__(self, record: dict[str, Any]) -> None:
            self.record = record

        def invoke(self, event: dict[str, Any], _message_id: str) -> dict[str, Any]:
            result = lambda_svc._execute_function(self.record, event)
            if result.get("error") or result.get("throttle"):
                return {"status": "ok", "result": _failure(event["requestContext"])}
            body = result.get("body")
            return {"status": "ok", "result": body if isinstance(body, dict) else {}}

    def dispatched(func_name: str, _config: Any, _code_zip: bytes, *, qualifier: str = "$LATEST") -> Dispatched:
        return Dispatched(record_for(*resolve(func_name, qualifier)))

    runtime.get_or_create_worker = dispatched


def websocket_replies() -> None:
    """MiniStack sends a function's body to the client of any route; AWS does so only where a RouteResponse exists."""
    invoke = known(apigateway, "_invoke_ws_lambda", INVOKE_PARAMETERS)

    async def invoke_without_reply(  # noqa: PLR0917  (MiniStack calls it by position)
        api_id: str,
        account_id: str,
        region: str,
        route: dict[str, Any],
        stage: str,
        connection_id: str,
        event_type: str,
        *args: Any,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        answer: dict[str, Any] | None = await invoke(
            api_id, account_id, region, route, stage, connection_id, event_type, *args, **kwargs
        )
        replies = apigateway._route_responses.get(api_id, {}).get(route.get("routeId"))
        if answer and event_type == "MESSAGE" and not replies and not answer.get("failed"):
            return {**answer, "body": None}
        return answer

    apigateway._invoke_ws_lambda = invoke_without_reply


def _failure(request: dict[str, Any]) -> dict[str, Any]:
    said = {key: request.get(key) for key in ("connectionId", "requestId")}
    body = json.dumps({"message": "Internal server error", **said})
    return {"statusCode": 502, "body": body, "failed": True}
