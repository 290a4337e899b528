"""What calls a function: a route, an event, a schedule, a message on a socket."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aws_cdk import TimeZone
from aws_cdk.aws_apigatewayv2 import (
    HttpMethod,
    HttpNoneAuthorizer,
    HttpRoute,
    HttpRouteKey,
    IHttpApi,
    IHttpRouteAuthorizer,
    IWebSocketApi,
    WebSocketRoute,
)
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration, WebSocketLambdaIntegration
from aws_cdk.aws_events import EventBus, EventPattern, Match, Rule
from aws_cdk.aws_events_targets import LambdaFunction
from aws_cdk.aws_scheduler import Schedule, ScheduleExpression, ScheduleTargetInput
from aws_cdk.aws_scheduler_targets import LambdaInvoke

from shared.core.function import PREFIX, Every, Http, On, OnObject, Socket, Unmatched
from shared.schemas.envelope import AnyEvent, EventData
from stacks.constructs.dead_letters import MAX_AGE, RETRIES
from stacks.constructs.function import DeployedFunction
from stacks.constructs.review import acknowledge
from stacks.names import arn

UNANSWERED = ("$connect", "$disconnect")
"""Routes of the WebSocket API whose caller takes no answer."""


@dataclass(frozen=True, kw_only=True)
class Doors:
    """The two APIs of a stage, and who verifies tokens at the first."""

    http: IHttpApi
    authorizer: IHttpRouteAuthorizer
    sockets: IWebSocketApi


def connect(deployed: DeployedFunction, doors: Doors) -> None:
    """Connect a function to what its declaration says calls it; tasks and the authorizer are called by name."""
    trigger = deployed.function.trigger
    if type(trigger) in _CONNECTIONS:
        _CONNECTIONS[type(trigger)](deployed, trigger, doors)


def event_pattern(event: type[EventData]) -> EventPattern:
    """Events of one type, or of every type of ours."""
    ours: Any = Match.prefix("astramech.")
    return EventPattern(source=ours, detail_type=None if event is AnyEvent else [event.type])


def _route(deployed: DeployedFunction, trigger: Http, doors: Doors) -> None:
    HttpRoute(
        deployed,
        "Route",
        http_api=doors.http,
        route_key=HttpRouteKey.with_(PREFIX + trigger.path, HttpMethod[trigger.method]),
        integration=HttpLambdaIntegration("Integration", deployed.target),
        authorizer=HttpNoneAuthorizer() if deployed.function.anonymous else doors.authorizer,
    )
    if deployed.function.anonymous:
        acknowledge(deployed, "AwsSolutions-APIG4", "Declared public=True: anybody may call it.")


def _answer_the_rest(deployed: DeployedFunction, _trigger: Unmatched, doors: Doors) -> None:
    HttpRoute(
        deployed,
        "Route",
        http_api=doors.http,
        route_key=HttpRouteKey.DEFAULT,
        integration=HttpLambdaIntegration("Integration", deployed.target),
        authorizer=HttpNoneAuthorizer(),
    )
    acknowledge(deployed, "AwsSolutions-APIG4", "It says to anybody that there is nothing.")


def _subscribe(deployed: DeployedFunction, trigger: On, _doors: Doors) -> None:
    bus = deployed.around.names.bus
    rule = Rule(
        deployed,
        "Rule",
        event_bus=EventBus.from_event_bus_arn(deployed, "Bus", arn("events", f"event-bus/{bus}")),
        event_pattern=event_pattern(trigger.event),
        description=f"{trigger.event.type} → {deployed.name}",
    )
    _deliver(rule, deployed)


def _take(deployed: DeployedFunction, trigger: OnObject, _doors: Doors) -> None:
    """Buckets announce on the account's own bus; the first folder of a key is the company's."""
    created: Any = Match.wildcard(f"*/{trigger.folder}/*")
    rule = Rule(
        deployed,
        "Rule",
        event_pattern=EventPattern(
            source=["aws.s3"],
            detail_type=["Object Created"],
            detail={"bucket": {"name": [deployed.around.names.bucket("uploads")]}, "object": {"key": created}},
        ),
        description=f"Objects under */{trigger.folder}/ → {deployed.name}",
    )
    _deliver(rule, deployed)


def _deliver(rule: Rule, deployed: DeployedFunction) -> None:
    rule.add_target(
        LambdaFunction(
            deployed.target,
            dead_letter_queue=deployed.dead_letters,
            retry_attempts=RETRIES,
            max_event_age=MAX_AGE,
        )
    )


def _schedule(deployed: DeployedFunction, trigger: Every, _doors: Doors) -> None:
    Schedule(
        deployed,
        "Schedule",
        schedule=ScheduleExpression.expression(trigger.schedule, TimeZone.ETC_UTC),
        target=LambdaInvoke(
            deployed.target,
            dead_letter_queue=deployed.dead_letters,
            retry_attempts=RETRIES,
            max_event_age=MAX_AGE,
            input=ScheduleTargetInput.from_object({}),
        ),
        description=f"Runs {deployed.name}",
    )


def _listen(deployed: DeployedFunction, trigger: Socket, doors: Doors) -> None:
    WebSocketRoute(
        deployed,
        "Route",
        web_socket_api=doors.sockets,
        route_key=trigger.route,
        integration=WebSocketLambdaIntegration("Integration", deployed.target),
        return_response=trigger.route not in UNANSWERED,
    )
    acknowledge(deployed, "AwsSolutions-APIG4", "The function of $connect checks the token; no connection without it.")


_CONNECTIONS: dict[type, Callable[[DeployedFunction, Any, Doors], None]] = {
    Http: _route,
    Unmatched: _answer_the_rest,
    On: _subscribe,
    OnObject: _take,
    Every: _schedule,
    Socket: _listen,
}
