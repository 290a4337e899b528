# ruff: noqa: SLF001  (a correction replaces what is private to MiniStack)
"""Delivery of events to the targets of rules and schedules."""

import json
import logging
import threading
from typing import Any

from local.emulator.corrections.inside import client, eventbridge, lambda_svc, stepfunctions
from local.emulator.corrections.pin import known

log = logging.getLogger("emulator")


def asynchronous_rule_targets() -> None:
    """MiniStack calls a rule's function once; AWS invokes it asynchronously: retries, then its failure destination."""
    resolve = known(lambda_svc, "_get_func_record_for_ref", "function_ref")
    record_for = known(lambda_svc, "_execution_record_for_config", "func config")
    known(lambda_svc, "invoke_async_with_retry", "func event")
    known(eventbridge, "_dispatch_to_lambda", "arn payload")

    def dispatch(arn: str, payload: str) -> None:
        func, config, name = resolve(arn)
        if not func or not config:
            log.warning("rule target %s: no such function", name)
            return
        record = record_for(func, {**config, "FunctionArn": arn})
        lambda_svc.invoke_async_with_retry(record, json.loads(payload))

    eventbridge._dispatch_to_lambda = dispatch


def rule_dead_letters() -> None:
    """MiniStack drops an event whose target does not exist; AWS puts it on the target's dead-letter queue."""
    invoke_target = known(eventbridge, "_invoke_target", "target event rule view")
    view_of = known(eventbridge, "_pattern_event_view", "event")
    known(lambda_svc, "_get_func_record_for_ref", "function_ref")
    known(stepfunctions, "_resolve_state_machine_arn", "arn")

    def invoke(target: dict[str, Any], event: dict[str, Any], rule: dict[str, Any], view: Any = None) -> None:
        queue = (target.get("DeadLetterConfig") or {}).get("Arn")
        if not queue or _exists(target["Arn"]):
            invoke_target(target, event, rule, view)
            return
        body = json.dumps((view or view_of(event)).event_with_detail())
        # The request that brought the event may hold the server's loop: our call back into it must not.
        arguments = (queue, body, rule.get("Arn", ""), target["Arn"])
        threading.Thread(target=_bury, args=arguments, daemon=True).start()

    eventbridge._invoke_target = invoke


def _exists(arn: str) -> bool:
    """Whether a function or state machine is there; other targets are taken to be."""
    service = arn.split(":")[2]
    if service == "lambda":
        return lambda_svc._get_func_record_for_ref(arn)[0] is not None
    if service == "states":
        return stepfunctions._resolve_state_machine_arn(arn) is not None
    return True


def _bury(queue_arn: str, body: str, rule_arn: str, target_arn: str) -> None:
    attributes = {
        "RULE_ARN": rule_arn,
        "TARGET_ARN": target_arn,
        "ERROR_CODE": "RESOURCE_NOT_FOUND",
        "ERROR_MESSAGE": "The target does not exist.",
    }
    try:
        sqs = client("sqs")
        sqs.send_message(
            QueueUrl=sqs.get_queue_url(QueueName=queue_arn.rsplit(":", maxsplit=1)[-1])["QueueUrl"],
            MessageBody=body,
            MessageAttributes={
                name: {"DataType": "String", "StringValue": value} for name, value in attributes.items() if value
            },
        )
    except Exception:
        log.exception("dead letter to %s", queue_arn)
