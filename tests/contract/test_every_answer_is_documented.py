"""schemathesis against the OpenAPI document: no 5xx, no undocumented answer, whatever comes in."""

from typing import Any

import psycopg
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import negative_data_rejection, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from functions.gateway import document
from functions.registry import registry
from shared.auth.caller import Caller
from shared.core.function import Http
from shared.core.runtime.http import application
from tests.stage import Stage

ASKING = {"calls-preview-prompt"}
"""They need what is not there in a test, a voice that speaks, and answer 503, as they document."""
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


class Admitted:
    """Stands where the gateway's authorizer stands: every request with a token is from `caller`."""

    caller: Caller

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            has_token = "authorization" in Headers(scope=scope)
            scope["authorizer"] = self.caller.to_context() if has_token else {}
        await self.app(scope, receive, send)


def admitted() -> Admitted:
    app = application([function for function in registry() if isinstance(function.trigger, Http)])
    app.openapi = lambda: document(app)  # type: ignore[method-assign]
    return Admitted(app)


api = admitted()
described = schemathesis.openapi.from_asgi("/openapi.json", api)


@pytest.fixture(autouse=True)
def administrator(stage: Stage, admin: Caller) -> None:
    """The caller of every request: an administrator who exists as a user."""
    api.caller = admin
    with psycopg.connect(stage.database.url()) as owner:
        owner.execute(
            "INSERT INTO users (id, company_id, email, password_hash, role) VALUES (%s, %s, %s, 'x', 'admin')",
            [admin.id, admin.company_id, f"{admin.id}@x.example"],
        )


@described.parametrize()
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_documented(case: schemathesis.Case[Any]) -> None:
    asking = case.operation.definition.raw["operationId"] in ASKING
    case.call_and_validate(checks=CHECKS[1:] if asking else CHECKS)
