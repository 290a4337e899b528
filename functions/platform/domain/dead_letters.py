"""Dead letters: what could not be delivered or handled, by whoever gave up on it.

A queue of one function or flow takes them from three senders:

* a rule of EventBridge that could not reach its target: the body is the event, the attributes name the target;
* a schedule that could not reach its target: the body is the target's input, the attributes name the target;
* Lambda, when an asynchronous invocation failed for good: the body is a record with the request and the response.

Sources: the EventBridge user guide, "Using dead-letter queues"; the EventBridge Scheduler user guide, "Configuring a
dead-letter queue"; the Lambda developer guide, "Capturing records of asynchronous invocations".
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, Self
from uuid import UUID

UNKNOWN = "Unknown"


@dataclass(frozen=True)
class Target:
    """A function or a state machine.

    Args:
        qualifier: version or alias; empty for the newest.
    """

    kind: Literal["function", "state-machine"]
    arn: str
    name: str
    qualifier: str = ""

    @classmethod
    def of(cls, arn: str) -> Self | None:
        """The target of that ARN, or None for anything else."""
        match arn.split(":"):
            case ["arn", _, "lambda", _, _, "function", name]:
                return cls("function", arn, name)
            case ["arn", _, "lambda", _, _, "function", name, qualifier]:
                return cls("function", arn, name, "" if qualifier == "$LATEST" else qualifier)
            case ["arn", _, "states", _, _, "stateMachine", name, *_]:
                return cls("state-machine", arn, name)
        return None


@dataclass(frozen=True, kw_only=True)
class DeadLetter:
    """One message of a dead-letter queue.

    Args:
        id: of the message.
        receipt: SQS's, of this look at it.
        died_at: when it came into the queue.
        target: what should have handled it; None if nobody said.
        payload: what the target was to be given.
        error: class of the error; never its message, which may quote a person's data.
        attempts: how often it was tried, where the sender says.
    """

    id: str
    receipt: str
    died_at: datetime
    target: Target | None
    payload: Any
    error: str
    attempts: int | None

    @property
    def company_id(self) -> UUID | None:
        """The company of the event or task inside; None for jobs and for what cannot be read."""
        return _uuid(self._event.get("company_id") or _mapping(self.payload).get("company_id"))

    @property
    def event_id(self) -> UUID | None:
        """The event inside, if there is one."""
        return _uuid(self._event.get("id"))

    @property
    def event_type(self) -> str | None:
        """The type of the event inside, if there is one."""
        found = self._event.get("type")
        return str(found) if found else None

    @property
    def _event(self) -> dict[str, Any]:
        return _mapping(_mapping(self.payload).get("detail"))


def read(message: dict[str, Any]) -> DeadLetter:
    """A dead letter from a message as SQS hands it out."""
    attributes = {name: value.get("StringValue", "") for name, value in message.get("MessageAttributes", {}).items()}
    content = _content(_parsed(message["Body"]), attributes)
    return DeadLetter(
        id=message["MessageId"],
        receipt=message["ReceiptHandle"],
        died_at=datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC),
        **content,
    )


def _content(body: Any, attributes: dict[str, str]) -> dict[str, Any]:
    if "TARGET_ARN" in attributes:
        return _undelivered(body, attributes)
    if isinstance(body, dict) and "functionArn" in _mapping(body.get("requestContext")) and "requestPayload" in body:
        return _unhandled(body)
    return {"target": None, "payload": body, "error": UNKNOWN, "attempts": None}


def _undelivered(body: Any, attributes: dict[str, str]) -> dict[str, Any]:
    """What a rule or a schedule could not deliver; what was cut off to fit cannot be given to anybody."""
    cut = attributes.get("IS_PAYLOAD_TRUNCATED", "").lower() == "true"
    tried = attributes.get("RETRY_ATTEMPTS", "")
    return {
        "target": None if cut else Target.of(attributes["TARGET_ARN"]),
        "payload": body,
        "error": attributes.get("ERROR_CODE") or UNKNOWN,
        "attempts": int(tried) + 1 if tried.isdecimal() else None,
    }


def _unhandled(record: dict[str, Any]) -> dict[str, Any]:
    """What a function failed on, as Lambda records it."""
    context = record["requestContext"]
    error = _mapping(record.get("responsePayload")).get("errorType") or context.get("condition") or UNKNOWN
    return {
        "target": Target.of(context["functionArn"]),
        "payload": record["requestPayload"],
        "error": str(error)[:100],
        "attempts": context.get("approximateInvokeCount"),
    }


def _parsed(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        return None
