# ruff: noqa: SLF001  (a correction replaces what is private to MiniStack)
"""Where the outcome of an asynchronous invocation goes."""

import contextvars
import json
import logging
import time
import uuid
from typing import Any

from local.emulator.corrections.inside import client, eventbridge, lambda_svc
from local.emulator.corrections.pin import known

log = logging.getLogger("emulator")


def asynchronous_destinations() -> None:
    """MiniStack delivers only OnFailure, and not to EventBridge."""
    route_failure = known(lambda_svc, "_route_async_failure", "target_arn func_name event result")
    invoke_async = known(lambda_svc, "invoke_async_with_retry", "func event")
    execute = known(lambda_svc, "_execute_function", "func event")
    known(eventbridge, "_put_events", "data allow_aws_source")
    on_success: contextvars.ContextVar[str | None] = contextvars.ContextVar("on_success", default=None)

    def send_failure(target_arn: str, func_name: str, event: Any, result: dict[str, Any]) -> None:
        if target_arn.split(":")[2] != "events":
            route_failure(target_arn, func_name, event, result)
            return
        _put_event(target_arn, "Failure", _record(_arn_of(func_name), event, result, succeeded=False))

    def remember_destination(func: dict[str, Any], event: Any) -> None:
        settings = func.get("event_invoke_config") or (func.get("event_invoke_configs") or {}).get("$LATEST") or {}
        destination = (settings.get("DestinationConfig") or {}).get("OnSuccess") or {}
        token = on_success.set(destination.get("Destination"))
        try:
            invoke_async(func, event)
        finally:
            on_success.reset(token)

    def execute_and_announce(func: dict[str, Any], event: Any) -> Any:
        destination = on_success.get()
        token = on_success.set(None)
        try:
            result = execute(func, event)
        finally:
            on_success.reset(token)
        if destination and not result.get("error"):
            _announce(destination, _arn_of((func.get("config") or func).get("FunctionName", "")), event, result)
        return result

    lambda_svc._route_async_failure = send_failure
    lambda_svc.invoke_async_with_retry = remember_destination
    lambda_svc._execute_function = execute_and_announce


def _announce(destination: str, function_arn: str, event: Any, result: dict[str, Any]) -> None:
    """Deliver a success; a delivery that fails must not fail the invocation."""
    record = _record(function_arn, event, result, succeeded=True)
    service, name = destination.split(":")[2], destination.rsplit(":", maxsplit=1)[-1]
    try:
        if service == "events":
            _put_event(destination, "Success", record)
        elif service == "sqs":
            sqs = client("sqs")
            sqs.send_message(QueueUrl=sqs.get_queue_url(QueueName=name)["QueueUrl"], MessageBody=json.dumps(record))
        elif service == "sns":
            client("sns").publish(TopicArn=destination, Message=json.dumps(record))
        elif service == "lambda":
            client("lambda").invoke(FunctionName=destination, InvocationType="Event", Payload=json.dumps(record))
        else:
            log.error("destination %s: MiniStack delivers no success to %s", destination, service)
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


def _record(function_arn: str, event: Any, result: dict[str, Any], *, succeeded: bool) -> dict[str, Any]:
    """AWS's invocation record, version 1.0."""
    response = {"statusCode": 200, "executedVersion": "$LATEST"}
    return {
        "version": "1.0",
        "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
        "requestContext": {
            "requestId": str(uuid.uuid4()),
            "functionArn": f"{function_arn}:$LATEST",
            "condition": "Success" if succeeded else "RetriesExhausted",
            "approximateInvokeCount": 1,
        },
        "requestPayload": event,
        "responseContext": response if succeeded else {**response, "functionError": "Unhandled"},
        "responsePayload": result.get("body"),
    }


def _arn_of(function_name: str) -> str:
    found = lambda_svc._functions.get(function_name, {}).get("config", {}).get("FunctionArn", "")
    return str(found)
