"""Adapters for what is called without HTTP: events, schedules and tasks of state machines."""

from typing import Any

from pydantic import BaseModel

from shared.core.function import Function, LambdaCall, Task
from shared.core.inject import hints
from shared.core.invocation import Invocation
from shared.core.log import log
from shared.core.runtime.call import call, call_once
from shared.schemas.envelope import Envelope
from shared.schemas.objects import ObjectCreated
from shared.schemas.tasks import TaskRequest


def consume(function: Function) -> LambdaCall:
    """A consumer of EventBridge events: at most one effect per event."""
    parameter, model = first_parameter(function)

    def handler(event: dict[str, Any], _context: Any) -> None:
        envelope = Envelope.model_validate(event["detail"])
        message = envelope if model is Envelope else model.model_validate(envelope.data)
        invocation = Invocation(
            function=function.name,
            correlation_id=envelope.correlation_id,
            company_id=envelope.company_id,
            causation_id=envelope.id,
        )
        call_once(function, invocation, {parameter: message}, envelope.id)

    return handler


def take(function: Function) -> LambdaCall:
    """A consumer of new objects. Buckets announce at least once and without our ids: the body must bear repetition."""
    parameter, _ = first_parameter(function)

    def handler(event: dict[str, Any], _context: Any) -> None:
        created = ObjectCreated.of(event["detail"])
        if created is None:
            log().warning("an object in no company's folder", size=event["detail"]["object"].get("size"))
            return
        invocation = Invocation(function=function.name, correlation_id=str(event["id"]), company_id=created.company_id)
        call(function, invocation, {parameter: created})

    return handler


def run(function: Function) -> LambdaCall:
    """A scheduled job; what it returns can be read by who starts it by hand."""

    def handler(_event: Any, context: Any) -> Any:
        invocation = Invocation(function=function.name, correlation_id=context.aws_request_id)
        return as_json(call(function, invocation, {}))

    return handler


def perform(function: Function) -> LambdaCall:
    """A task: at most one effect per causing event, so a redriven execution repeats nothing."""
    parameter, model = first_parameter(function)

    def handler(event: Any, context: Any) -> Any:
        request = model.model_validate(event)
        if isinstance(request, TaskRequest):
            invocation = _caused_by(request, function)
            arguments = {parameter: request}
            if isinstance(function.trigger, Task) and function.trigger.repeatable:
                return as_json(call(function, invocation, arguments))
            return as_json(call_once(function, invocation, arguments, request.event_id, effect=request.effect))
        invocation = Invocation(function=function.name, correlation_id=context.aws_request_id)
        return as_json(call(function, invocation, {parameter: request}))

    return handler


def first_parameter(function: Function) -> tuple[str, Any]:
    """Name and annotation of the parameter that takes what came in."""
    return next(iter(hints(function.body).items()))


def as_json(value: Any) -> Any:
    """What a Lambda may return."""
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value


def _caused_by(request: TaskRequest, function: Function) -> Invocation:
    return Invocation(
        function=function.name,
        correlation_id=request.correlation_id,
        company_id=request.company_id,
        causation_id=request.event_id,
    )
