"""A plain function, plus what AWS needs to know to run it. The declaration is the function's own first line."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, update_wrapper
from typing import TYPE_CHECKING, Any

from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.inject import Provider, hints, resources
from shared.core.resources import Resource

if TYPE_CHECKING:
    from shared.schemas.envelope import EventData

Body = Callable[..., Any]
LambdaCall = Callable[[Any, Any], Any]


@dataclass(frozen=True, kw_only=True)
class Http:
    """A route of the HTTP API; the path is without the prefix ``/api/v1``.

    Args:
        scope: that a caller needs, or several of which one is enough; None for a public route.
        admission: a provider that establishes the `Caller` of a public route, where it is no access token that does.
    """

    method: str
    path: str
    status: int
    scope: Scope | tuple[Scope, ...] | None
    idempotent: bool
    admission: Provider | None = None

    @property
    def public(self) -> bool:
        """Whether anybody may call it."""
        return self.scope is None


@dataclass(frozen=True)
class Unmatched:
    """Every request to the HTTP API that no route answers."""


@dataclass(frozen=True, kw_only=True)
class On:
    """A consumer of one event type, or of all with the type ``*``."""

    event: "type[EventData]"


@dataclass(frozen=True, kw_only=True)
class OnObject:
    """A consumer of objects that appear in the uploads bucket under ``<company_id>/<folder>/``."""

    folder: str


@dataclass(frozen=True, kw_only=True)
class Every:
    """A job on a schedule: ``rate(1 minute)`` or ``cron(0 3 * * ? *)``, UTC."""

    schedule: str


@dataclass(frozen=True, kw_only=True)
class Task:
    """A step of a state machine, or an operation started by an engineer.

    Args:
        repeatable: it runs on every delivery, because it keeps its own record of what it has done; no receipt is kept.
    """

    repeatable: bool = False


@dataclass(frozen=True, kw_only=True)
class Socket:
    """A route of the WebSocket API: ``$connect``, ``$disconnect``, ``$default`` or an action."""

    route: str


@dataclass(frozen=True)
class Authorizer:
    """Verifies the token of every protected route."""


PREFIX = "/api/v1"
"""Of every route of the HTTP API."""

Trigger = Http | Unmatched | On | OnObject | Every | Task | Socket | Authorizer

HTTP_TIMEOUT = 29  # the HTTP API gives up at 30 s
DEFAULT_TIMEOUT = 60
DEFAULT_MEMORY = 512


class Function:
    """One Lambda: callable as ``(event, context)``, with the plain function and its trigger inside.

    Args:
        body: the plain function.
        memory: MB.
        timeout: seconds.
        layers: dependency layers of ``layers/``.
        concurrency: reserved concurrent executions, or None for the account's pool.
    """

    def __init__(
        self,
        body: Body,
        trigger: Trigger,
        *,
        memory: int = DEFAULT_MEMORY,
        timeout: int | None = None,
        layers: tuple[str, ...] = ("base",),
        concurrency: int | None = None,
    ) -> None:
        update_wrapper(self, body)
        self.body = body
        self.trigger = trigger
        self.memory = memory
        self.timeout = timeout or (HTTP_TIMEOUT if isinstance(trigger, Http | Unmatched) else DEFAULT_TIMEOUT)
        self.layers = layers
        self.concurrency = concurrency
        _build_before_snapshot(self)

    @property
    def agent(self) -> str:
        """The package under ``functions/``."""
        return self.body.__module__.split(".")[1]

    @property
    def name(self) -> str:
        """Unique in a stage: ``crm-create-lead``."""
        return f"{self.agent}-{self.body.__name__}".replace("_", "-")

    @property
    def handler(self) -> str:
        """The Lambda handler: the Python name."""
        return f"{self.body.__module__}.{self.body.__name__}"

    @property
    def anonymous(self) -> bool:
        """Whether it runs without an access token: public, and not asking for the `Caller` that one names."""
        asks = Caller in hints(self.body).values() and not getattr(self.trigger, "admission", None)
        return getattr(self.trigger, "public", True) and not asks

    @property
    def is_door(self) -> bool:
        """Whether somebody outside calls it, by HTTP or over a websocket."""
        return isinstance(self.trigger, Http | Unmatched | Socket)

    @property
    def part(self) -> str:
        """Of its agent: ``reads``, the other doors as ``api``, and without a name what works behind them."""
        if not self.is_door:
            return ""
        return "reads" if getattr(self.trigger, "method", "") == "GET" else "api"

    @property
    def resources(self) -> frozenset[Resource]:
        """What the signature asks for, and so what the function is granted."""
        kind = frozenset({_IDEMPOTENCY_RECORDS}) if getattr(self.trigger, "idempotent", False) else frozenset()
        admission = getattr(self.trigger, "admission", None)
        return resources(self.body) | kind | (resources(admission) if admission else frozenset())

    @cached_property
    def lambda_handler(self) -> LambdaCall:
        """The adapter for this trigger, built on first use."""
        from shared.core.runtime import adapt  # noqa: PLC0415 - importing a function must import no framework

        return adapt(self)

    def __call__(self, event: Any, context: Any) -> Any:
        return self.lambda_handler(event, context)


_IDEMPOTENCY_RECORDS = Resource("table")


@dataclass(frozen=True, kw_only=True)
class FlowStart:
    """An event that starts a state machine of ``statemachines/``."""

    flow: str
    event: "type[EventData]"


Declare = Callable[[Body], Function]


def _declare(trigger: Trigger, options: dict[str, Any]) -> Declare:
    return lambda body: Function(body, trigger, **options)


def _http(method: str, path: str, status: int, options: dict[str, Any]) -> Declare:
    public = options.pop("public", False)
    scope = options.pop("scope", None)
    if public == (scope is not None):
        raise TypeError(f"{method} {path}: name a scope, or say public=True")
    idempotent, admission = options.pop("idempotent", False), options.pop("admission", None)
    if admission and not public:
        raise TypeError(f"{method} {path}: either an access token says who calls, or the admission does")
    trigger = Http(method=method, path=path, status=status, scope=scope, idempotent=idempotent, admission=admission)
    return _declare(trigger, options)


def get(path: str, *, status: int = 200, **options: Any) -> Declare:
    """Declare ``GET path``; `options` are ``scope=`` or ``public=True``, and those of `Function`."""
    return _http("GET", path, status, options)


def post(path: str, *, status: int = 201, **options: Any) -> Declare:
    """Declare ``POST path``; ``idempotent=True`` accepts an ``Idempotency-Key``."""
    return _http("POST", path, status, options)


def put(path: str, *, status: int = 200, **options: Any) -> Declare:
    """Declare ``PUT path``."""
    return _http("PUT", path, status, options)


def patch(path: str, *, status: int = 200, **options: Any) -> Declare:
    """Declare ``PATCH path``."""
    return _http("PATCH", path, status, options)


def delete(path: str, *, status: int = 204, **options: Any) -> Declare:
    """Declare ``DELETE path``."""
    return _http("DELETE", path, status, options)


def unmatched(**options: Any) -> Declare:
    """Declare what answers where there is no route."""
    return _declare(Unmatched(), options)


def on(event: "type[EventData]", **options: Any) -> Declare:
    """Declare a consumer of an event."""
    return _declare(On(event=event), options)


def on_object(folder: str, **options: Any) -> Declare:
    """Declare a consumer of objects that somebody puts under ``<company_id>/<folder>/`` of the uploads bucket."""
    return _declare(OnObject(folder=folder), options)


def every(schedule: str, **options: Any) -> Declare:
    """Declare a scheduled job."""
    return _declare(Every(schedule=schedule), options)


def task(*, repeatable: bool = False, **options: Any) -> Declare:
    """Declare a step of a state machine; a `repeatable` one runs on every delivery."""
    return _declare(Task(repeatable=repeatable), options)


def socket(route: str, **options: Any) -> Declare:
    """Declare a route of the WebSocket API."""
    return _declare(Socket(route=route), options)


def authorizer(**options: Any) -> Declare:
    """Declare the verifier of access tokens."""
    return _declare(Authorizer(), options)


def starts(flow: str, *, on: "type[EventData]") -> FlowStart:
    """Declare that an event starts a state machine."""
    return FlowStart(flow=flow, event=on)


def _build_before_snapshot(function: Function) -> None:
    """With SnapStart, build the adapter before the snapshot is taken: the restored function starts with it."""
    try:
        from snapshot_restore_py import register_before_snapshot  # noqa: PLC0415 - only in AWS's own runtime
    except ImportError:
        return

    def build() -> None:
        if os.environ.get("_HANDLER") == function.handler:
            _ = function.lambda_handler

    register_before_snapshot(build)
