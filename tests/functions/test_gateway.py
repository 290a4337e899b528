"""The OpenAPI document: complete, current and valid."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_spec_validator import validate

from functions.gateway import app
from functions.registry import registry
from shared.core.function import PREFIX, Http
from shared.core.inject import form_of

COMMITTED = Path(__file__).parents[2] / "docs" / "openapi.json"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    described: dict[str, Any] = json.loads(json.dumps(app.openapi()))
    return described


def test_the_committed_document_is_current(document: dict[str, Any]) -> None:
    assert json.loads(COMMITTED.read_text()) == document, "run: python -m functions.gateway > docs/openapi.json"


def test_it_is_valid(document: dict[str, Any]) -> None:
    validate(document)


def test_every_declared_endpoint_is_in_it_once(document: dict[str, Any]) -> None:
    described = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    triggers = [function.trigger for function in registry() if isinstance(function.trigger, Http)]
    assert described == {(trigger.method, PREFIX + trigger.path) for trigger in triggers}
    assert len(described) == len(triggers)


def test_every_endpoint_says_whether_it_wants_a_token(document: dict[str, Any]) -> None:
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    functions = {function.name: function for function in registry() if isinstance(function.trigger, Http)}
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]
    for operation in operations:
        anonymous = functions[operation["operationId"]].anonymous
        assert operation["security"] == ([] if anonymous else [{"bearer": []}])
        signed = form_of(functions[operation["operationId"]].body) is not None
        assert ("403" in operation["responses"]) is (signed or not anonymous)


def test_every_problem_has_its_schema(document: dict[str, Any]) -> None:
    assert {"type", "title", "status", "detail"} <= set(
        document["components"]["schemas"]["ProblemDocument"]["required"]
    )
    for methods in document["paths"].values():
        for operation in methods.values():
            [shown] = operation["responses"]["401"]["content"]
            is_page = "text/html" in operation["responses"].get("200", {}).get("content", {})
            assert shown == ("text/html" if is_page else "application/problem+json")


@pytest.mark.parametrize("path", ["/docs", "/openapi.json"])
def test_the_documents_are_served_without_any_setting(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.delenv("JWKS_PARAMETER", raising=False)

    async def status() -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client:
            return (await client.get(path)).status_code

    assert asyncio.run(status()) == 200
