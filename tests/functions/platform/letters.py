"""Dead letters as AWS writes them, and the queues they lie in."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shared.core.aws import call
from shared.core.invocation import new_id
from tests.lambdas import event_of
from tests.stage import Stage

ACCOUNT = "us-east-1:123456789012"
QUEUE = "crm-on-buyer-signal-detected"

Body = dict[str, Any]


@dataclass(frozen=True)
class Letter:
    """A message before it is sent."""

    body: Any
    attributes: dict[str, str]


def function_arn(stage: Stage, name: str = QUEUE, qualifier: str = "") -> str:
    return f"arn:aws:lambda:{ACCOUNT}:function:{stage.cloud.stage}-{name}" + (f":{qualifier}" if qualifier else "")


def machine_arn(stage: Stage, name: str = "lead-flow") -> str:
    return f"arn:aws:states:{ACCOUNT}:stateMachine:{stage.cloud.stage}-{name}"


def an_event(company: UUID) -> Body:
    return {**event_of("buyer_signal.detected", {"lead_id": str(new_id())}, company), "id": str(new_id())}


def undelivered(event: Body, target: str) -> Letter:
    """By a rule of EventBridge that could not reach its target."""
    attributes = {
        "RULE_ARN": "arn:aws:events:us-east-1:123456789012:rule/bus/rule",
        "TARGET_ARN": target,
        "ERROR_CODE": "NO_PERMISSIONS",
        "ERROR_MESSAGE": "The person ana@hotel.example may not.",
        "EXHAUSTED_RETRY_CONDITION": "MaximumRetryAttempts",
        "RETRY_ATTEMPTS": "3",
    }
    return Letter(event, attributes)


def unscheduled(target: str, *, truncated: bool = False) -> Letter:
    """By a schedule that could not reach its target."""
    attributes = {
        "SCHEDULE_ARN": "arn:aws:scheduler:us-east-1:123456789012:schedule/default/relay",
        "TARGET_ARN": target,
        "ERROR_CODE": "AWS.Scheduler.InternalServerError",
        "RETRY_ATTEMPTS": "3",
        "IS_PAYLOAD_TRUNCATED": str(truncated).lower(),
    }
    return Letter({}, attributes)


def unhandled(event: Body, target: str) -> Letter:
    """By Lambda, when a function failed on it for good."""
    body = {
        "version": "1.0",
        "timestamp": "2026-11-23T12:00:00.000Z",
        "requestContext": {
            "requestId": str(new_id()),
            "functionArn": target,
            "condition": "RetriesExhausted",
            "approximateInvokeCount": 3,
        },
        "requestPayload": event,
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
        "responsePayload": {"errorMessage": "no row for ana@hotel.example", "errorType": "OperationalError"},
    }
    return Letter(body, {})


def queue_of(stage: Stage, name: str = QUEUE) -> Callable[[Letter], str]:
    """A dead-letter queue of the stage; call it with a letter to send one, it answers with the message's id."""
    url = call("sqs", "CreateQueue", {"QueueName": f"{stage.cloud.stage}-dead-{name}"})["QueueUrl"]

    def bury(letter: Letter) -> str:
        attributes = {name: {"DataType": "String", "StringValue": value} for name, value in letter.attributes.items()}
        body = letter.body if isinstance(letter.body, str) else json.dumps(letter.body)
        message = {"QueueUrl": url, "MessageBody": body, "MessageAttributes": attributes}
        return str(call("sqs", "SendMessage", message)["MessageId"])

    return bury


def depth(stage: Stage, name: str = QUEUE) -> tuple[int, int]:
    """(messages to be had, messages that somebody looks at) in a queue."""
    url = call("sqs", "GetQueueUrl", {"QueueName": f"{stage.cloud.stage}-dead-{name}"})["QueueUrl"]
    wanted = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = call("sqs", "GetQueueAttributes", {"QueueUrl": url, "AttributeNames": wanted})["Attributes"]
    return int(found[wanted[0]]), int(found[wanted[1]])
