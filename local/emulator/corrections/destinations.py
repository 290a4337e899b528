# ruff: noqa: SLF001  (a correction replaces what is private to MiniStack)
"""Where the outcome of an asynchronous invocation goes."""

import contextvars
import json
import logging
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from local.emulator.corrections.inside import client, eventbridge, lambda_svc
from local.emulator.corrections.pin import known

log = logging.getLogger("emulator")
QUALIFIED = 8  # parts of a function's arn that names a version or alias


@dataclass
class Invocation:
    """One asynchronous invocation with the settings of the version or alias it names."""

    function_arn: str
    version: str
    settings: dict[str, Any]
    attempts: int = 0

    def destination(self, outcome: str) -> str | None:
        """The arn for OnSuccess or OnFailure."""
        found = (self.settings.get("DestinationConfig") or {}).get(outcome) or {}
        return found.get("Destination")


current: contextvars.ContextVar[Invocation | None] = contextvars.ContextVar("asynchronous_invocation", default=None)


def asynchronous_destinations() -> None:
    """MiniStack delivers only OnFailure, never to EventBridge, and ignores the settings of versions and aliases."""
    route_failure = known(lambda_svc, "_route_async_failure", "target_arn func_name event result")
    invoke_async = known(lambda_svc, "invoke_async_with_retry", "func event")
    execute = known(lambda_svc, "_execute_function", "func event")
    known(lambda_svc, "_event_invoke_config", "func qualifier")
    known(eventbridge, "_put_events", "data allow_aws_source")

    def invoke(func: dict[str, Any], event: Any) -> None:
        config = func.get("config") or func
        arn = config["FunctionArn"]
        invocation = Invocation(arn, config.get("Version", "$LATEST"), _settings_of(arn))
        token = current.set(invocation)
        try:
            invoke_async({**func, "event_invoke_config": invocation.settings, "event_invoke_configs": {}}, event)
        finally:
            current.reset(token)

    def execute_and_announce(func: dict[str, Any], event: Any) -> Any:
        invocation = current.get()
        if not invocation:
            return execute(func, event)
        invocation.attempts += 1
        token = current.set(None)  # what the function calls in turn is not this invocation
        try:
            result = execute(func, event)
        finally:
            current.reset(token)
        destination = invocation.destination("OnSuccess")
        if destination and not result.get("error"):
            _deliver(destination, invocation, event, result, succeeded=True)
        return result

    def announce_failure(target_arn: str, func_name: str, event: Any, result: dict[str, Any]) -> None:
        invocation = current.get()
        if invocation and target_arn == invocation.destination("OnFailure"):
            _deliver(target_arn, invocation, event, result, succeeded=False)
        else:
            route_failure(target_arn, func_name, event, result)

    lambda_svc.invoke_async_with_retry = invoke
    lambda_svc._execute_function = execute_and_announce
    lambda_svc._route_async_failure = announce_failure


def _settings_of(function_arn: str) -> dict[str, Any]:
    """Retries and destinations of exactly the version or alias that the arn names."""
    parts = function_arn.split(":")
    function = lambda_svc._functions.get(parts[6]) or {}
    qualifiers = [parts[7]] if len(parts) == QUALIFIED and parts[7] != "$LATEST" else [None, "$LATEST"]
    found = (lambda_svc._event_invoke_config(function, qualifier) for qualifier in qualifiers)
    return next((settings for settings in found if settings), {})


def _deliver(destination: str, invocation: Invocation, event: Any, result: dict[str, Any], *, succeeded: bool) -> None:
    """Deliver an outcome; a delivery that fails must not fail the invocation."""
    record = _record(invocation, event, result, succeeded=succeeded)
    service, name = destination.split(":")[2], destination.rsplit(":", maxsplit=1)[-1]
    try:
        if service == "events":
            _put_event(destination, "Success" if succeeded else "Failure", record)
        elif service == "sqs":
            sqs = client("sqs")
            sqs.send_message(QueueUrl=sqs.get_queue_url(QueueName=name)["QueueUrl"], MessageBody=json.dumps(record))
        elif service == "sns":
            client("sns").publish(TopicArn=destination, Message=json.dumps(record))
        elif service == "lambda":
            client("lambda").invoke(FunctionName=destination, InvocationType="Event", Payload=json.dumps(record))
        else:
            log.error("destination %s: nothing is delivered to %s", destination, service)
    except Exception:
        log.exception("destination %s", destination)


def _put_event(bus_arn: str, outcome: str, record: dict[str, Any]) -> None:
    entry = {
        "Source": "lambda",
        "DetailType": f"Lambda Function Invocation Result - {outcome}",
        "Detail": json.dumps(record),
        "EventBusName": bus_arn.rsplit("/", maxsplit=1)[-1],
        "Resources": [record["requestContext"]["functionArn"], bus_arn],
    }
    eventbridge._put_events({"Entries": [entry]})


def _record(invocation: Invocation, event: Any, result: dict[str, Any], *, succeeded: bool) -> dict[str, Any]:
    """AWS's invocation record, version 1.0."""
    arn = invocation.function_arn
    response = {"statusCode": 200, "executedVersion": invocation.version}
    return {
        "version": "1.0",
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "requestContext": {
            "requestId": str(uuid.uuid4()),
            "functionArn": arn if len(arn.split(":")) == QUALIFIED else f"{arn}:$LATEST",
            "condition": "Success" if succeeded else "RetriesExhausted",
            "approximateInvokeCount": invocation.attempts,
        },
        "requestPayload": event,
        "responseContext": response if succeeded else {**response, "functionError": "Unhandled"},
        "responsePayload": result.get("body"),
    }
