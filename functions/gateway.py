"""All HTTP routes as one app: the OpenAPI document, ``/docs``, and the API on one port without a gateway.

``uvicorn functions.gateway:app`` serves it; ``python -m functions.gateway > docs/openapi.json`` writes the document.
"""

import json
import sys
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from functions.identity.api.authorizer import authorize
from functions.registry import registry
from shared.core.function import PREFIX, Http
from shared.core.invocation import Invocation, new_id
from shared.core.runtime.call import call
from shared.core.runtime.documentation import ProblemDocument
from shared.core.runtime.http import application

TITLE = "Astramech"
VERSION = "1"
BEARER = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "An access token of POST /auth/token, good for 15 minutes.",
}


class Door:
    """Asks the authorizer about every request of the API, as the HTTP API does, and hands its context on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(PREFIX):  # not the documents beside it
            scope["authorizer"] = _context(scope)
        await self.app(scope, receive, send)


def gateway() -> FastAPI:
    """The app with every declared endpoint."""
    endpoints = [function for function in registry() if isinstance(function.trigger, Http)]
    app = application(endpoints, title=TITLE, version=VERSION)
    app.add_middleware(Door)
    app.openapi = lambda: document(app)  # type: ignore[method-assign]
    return app


def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with the security scheme and the schema of problems that every endpoint refers to."""
    described = get_openapi(title=TITLE, version=VERSION, routes=app.routes)
    components = described.setdefault("components", {})
    components["securitySchemes"] = {"bearer": BEARER}
    problem = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas = {**components.get("schemas", {}), **problem.pop("$defs"), ProblemDocument.__name__: problem}
    components["schemas"] = dict(sorted(schemas.items()))
    return described


def _context(scope: Scope) -> dict[str, str]:
    invocation = Invocation(function=authorize.name, correlation_id=str(new_id()))
    request = {"headers": dict(Headers(scope=scope))}
    context: dict[str, str] = call(authorize, invocation, {"request": request})["context"]
    return context


app = gateway()

if __name__ == "__main__":
    json.dump(app.openapi(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
