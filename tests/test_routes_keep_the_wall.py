"""Every route, called by one company with the ids of another: nothing is shown, nothing is changed."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from functions.registry import registry
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.function import Function, Http
from shared.core.invocation import new_id
from shared.core.runtime.http import application
from tests.furnishing import TABLES, furnish
from tests.lambdas import ask, caller_of
from tests.stage import Stage

ASKING = {"calls-preview-prompt"}
"""Routes that need what is not there in a test: a voice that speaks."""
ROUTES = [function for function in registry() if isinstance(function.trigger, Http) and not function.trigger.public]


@pytest.fixture
def foreign(stage: Stage) -> dict[str, UUID]:
    """Another company, with a row in every table: table → id."""
    with psycopg.connect(stage.database.url()) as owner:
        company = new_id()
        return {"companies": company, **furnish(owner, company)}


@pytest.fixture
def intruder(stage: Stage) -> Caller:
    """An administrator of a company of its own, who exists as a user."""
    caller = caller_of(new_id(), Role.ADMIN)
    with psycopg.connect(stage.database.url()) as owner:
        owner.execute("INSERT INTO companies (id, name) VALUES (%s, 'x')", [caller.company_id])
        owner.execute(
            "INSERT INTO users (id, company_id, email, password_hash, role) VALUES (%s, %s, %s, 'x', 'admin')",
            [caller.id, caller.company_id, f"{caller.id}@x.example"],
        )
    return caller


def requests_to(function: Function, ids: dict[str, UUID]) -> Iterator[tuple[str, Any]]:
    """Paths and bodies that name the other company's ids wherever the route takes one."""
    trigger = function.trigger
    assert isinstance(trigger, Http)
    document = application([function]).openapi()
    operation = next(iter(next(iter(document["paths"].values())).values()))
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    for identity in ids.values() if "{" in trigger.path or content else [None]:
        path = re.sub(r"\{\w+\}", quote(str(identity)), trigger.path)
        yield path, sample(content["schema"], document, str(identity)) if content else None


def sample(schema: dict[str, Any], document: dict[str, Any], identity: str) -> Any:
    """A valid value for a schema; every UUID is `identity`."""
    if "$ref" in schema:
        return sample(document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]], document, identity)
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return sample(schema[choice][0], document, identity)
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if schema.get("type") == "object":
        needed = {name: of for name, of in schema.get("properties", {}).items() if name in schema.get("required", ())}
        return {name: sample(of, document, identity) for name, of in needed.items()}
    if schema.get("type") == "array":
        return [sample(schema["items"], document, identity)]
    formats = {"uuid": identity, "email": f"{identity}@x.example", "date-time": "2026-11-23T12:00:00Z"}
    plain = {"integer": schema.get("minimum", 1), "number": 1, "boolean": True, "null": None}
    return plain.get(str(schema.get("type")), formats.get(str(schema.get("format")), "a long enough text"))


def everything_of(stage: Stage, company: UUID) -> dict[str, list[Any]]:
    with psycopg.connect(stage.database.url()) as owner:
        query = sql.SQL("SELECT to_jsonb(t) FROM {} t WHERE company_id = %s ORDER BY 1")
        names = [table.name for table in TABLES]
        return {name: owner.execute(query.format(sql.Identifier(name)), [company]).fetchall() for name in names}


@pytest.mark.parametrize("function", ROUTES, ids=lambda function: function.name)
def test_no_route_shows_or_changes_another_companys_rows(
    function: Function, stage: Stage, foreign: dict[str, UUID], intruder: Caller
) -> None:
    assert isinstance(function.trigger, Http)
    before = everything_of(stage, foreign["companies"])
    for path, body in requests_to(function, foreign):
        reply = ask(function, function.trigger.method, path, body=body, caller=intruder)
        assert reply.status < 500 or (function.name in ASKING and reply.status == 503), (path, reply.body)
        shown = reply.body.replace(path, "")
        asked_back = {str(identity) for identity in foreign.values() if str(identity) in str(body)}
        leaked = [
            name for name, identity in foreign.items() if str(identity) in shown and str(identity) not in asked_back
        ]
        assert leaked == [], (path, reply.body)
        assert "{" not in function.trigger.path or reply.status in {400, 403, 404, 405, 409, 422}, (path, reply.body)
    assert everything_of(stage, foreign["companies"]) == before


def test_every_route_names_a_scope_and_refuses_without_it() -> None:
    for function in ROUTES:
        assert isinstance(function.trigger, Http)
        nobody = Caller(id=new_id(), company_id=new_id(), role=Role.VIEWER, scopes=frozenset())
        refused = ask(function, function.trigger.method, function.trigger.path, raw="{}", caller=nobody)
        unknown = ask(function, function.trigger.method, function.trigger.path, raw="{}")
        assert (refused.status, unknown.status) == (403, 401), function.name
        assert refused.headers["content-type"] == unknown.headers["content-type"] == "application/problem+json"
