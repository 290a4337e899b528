"""Calls functions the way Lambda does, in this process, on a real database: events in, answers out."""

import asyncio
import json
import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import Any, cast
from uuid import UUID

import psycopg
import pytest

from shared.auth.caller import Caller
from shared.auth.scopes import SCOPES_OF_ROLE, Role
from shared.core.function import Function
from shared.core.invocation import new_id
from tests.postgres import Database

NOBODY_LISTENS = "http://127.0.0.1:9"


@dataclass(frozen=True)
class LambdaContext:
    """What Powertools reads of the context that Lambda passes."""

    function_name: str = "test"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:000000000000:function:test"
    aws_request_id: str = field(default_factory=lambda: str(new_id()))

    def get_remaining_time_in_millis(self) -> int:
        return 29_000


@dataclass(frozen=True)
class Reply:
    """An HTTP answer."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def caller_of(company_id: UUID, role: Role = Role.ADMIN) -> Caller:
    return Caller(id=new_id(), company_id=company_id, role=role, scopes=SCOPES_OF_ROLE[role])


def http_event(
    method: str,
    path: str,
    *,
    body: object = None,
    raw: str | None = None,
    caller: Caller | None = None,
    headers: dict[str, str] | None = None,
    query: str = "",
    fault: str | None = None,
) -> dict[str, Any]:
    """An API Gateway event, payload 2.0, as it arrives behind the authorizer."""
    context = caller.to_context() if caller else {"fault": fault} if fault else {}
    return {
        "version": "2.0",
        "routeKey": f"{method} {path}",
        "rawPath": f"/api/v1{path}",
        "rawQueryString": query,
        "headers": {"content-type": "application/json", "host": "api.example.com", **(headers or {})},
        "requestContext": {
            "http": {"method": method, "path": f"/api/v1{path}", "sourceIp": "203.0.113.7", "protocol": "HTTP/1.1"},
            "requestId": str(new_id()),
            "stage": "$default",
            "authorizer": {"lambda": context},
        },
        "body": raw if raw is not None else None if body is None else json.dumps(body),
        "isBase64Encoded": False,
    }


def ask(function: Function, method: str, path: str, **request: Any) -> Reply:
    """Send one HTTP request to a function; keywords are those of `http_event`."""
    answer = function(http_event(method, path, **request), LambdaContext())
    return Reply(answer["statusCode"], answer["headers"], answer["body"])


def event_of(
    event_type: str, data: dict[str, Any], company_id: UUID, *, event_id: UUID | None = None
) -> dict[str, Any]:
    """An EventBridge event as a consumer receives it."""
    detail = {
        "id": str(event_id or new_id()),
        "type": event_type,
        "version": 1,
        "source": "astramech.test",
        "company_id": str(company_id),
        "subject": "test:1",
        "correlation_id": str(new_id()),
        "causation_id": None,
        "occurred_at": "2026-11-23T12:00:00+00:00",
        "data": data,
    }
    return {"detail-type": event_type, "source": "astramech.test", "detail": detail}


@pytest.fixture
def deployed(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The environment of a Lambda on the worker's database; no AWS service answers."""
    from shared.db.connection import close_kept  # noqa: PLC0415 - only for suites with a database
    from shared.db.session import engine  # noqa: PLC0415

    environment = {
        "DB_HOST": database.host,
        "DB_PORT": str(database.port),
        "DB_NAME": database.name,
        "DB_SSLMODE": "disable",
        "DB_AUTH": "trust",
        "BUS_NAME": "astramech-test",
        "TABLE_NAME": "astramech-test",
        "AWS_ENDPOINT_URL": NOBODY_LISTENS,
        "ALEGRA_BASE_URL": NOBODY_LISTENS,
        "TWILIO_BASE_URL": NOBODY_LISTENS,
        "API_URL": "https://api.example.com/api/v1",
        "VOICE_URL": NOBODY_LISTENS.replace("http", "ws"),
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    engine.cache_clear()
    yield database
    close_kept()
    for role in ("astramech_app", "astramech_system"):
        engine(role).dispose()
    engine.cache_clear()


@pytest.fixture
def new_company(deployed: Database) -> Callable[[], UUID]:
    """Makes companies; each test has its own, so that tests share a database and see nothing of each other."""

    def make() -> UUID:
        company_id = new_id()
        with psycopg.connect(deployed.url()) as owner:
            owner.execute("INSERT INTO companies (id, name) VALUES (%s, 'Hotel Brisa')", [company_id])
        return company_id

    return make


@pytest.fixture
def company(new_company: Callable[[], UUID]) -> UUID:
    return new_company()


@pytest.fixture
def admin(company: UUID) -> Caller:
    return caller_of(company)


@pytest.fixture
def logged() -> Iterator[StringIO]:
    """What the functions write to the log, one JSON line per fact."""
    from shared.core.log import log  # noqa: PLC0415 - Powertools, only for suites that read the log

    stream = StringIO()
    handler = cast("logging.StreamHandler[Any]", log().registered_handler)
    before = handler.setStream(stream)
    yield stream
    handler.setStream(before or sys.stdout)


@pytest.fixture(scope="session")
def lambda_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """The event loop of this worker, as a Lambda's process has one."""
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.fixture(autouse=True)
def loop_of_this_test(lambda_loop: asyncio.AbstractEventLoop) -> None:
    """Tests that run a loop of their own leave none behind; the next one finds the worker's again."""
    asyncio.set_event_loop(lambda_loop)
