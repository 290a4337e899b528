"""The edge of every HTTP function: commits before it answers, one shape of error, ids that join, no leaks."""

import json
from io import StringIO

import psycopg
import pytest
from pydantic import BaseModel
from sqlalchemy import text

from functions.crm.api.leads import check_health
from functions.crm.api.registration import create_lead
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.errors import Conflict, TooManyRequests
from shared.core.function import get, post
from shared.db.session import TenantSession
from tests.lambdas import ask
from tests.postgres import Database

SECRET = "ana.secret@hotelbrisa.example"


class Note(BaseModel):
    text: str


@post("/test/notes", scope=Scope.CRM_WRITE)
def fail_at_commit(note: Note, session: TenantSession) -> Note:
    """Write something that only the commit refuses."""
    session.execute(text("CREATE TEMP TABLE notes (n int UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP"))
    session.execute(text("INSERT INTO notes VALUES (1), (1)"))
    return note


@get("/test/broken", public=True)
def break_down() -> Note:
    """Break, with something private in the message."""
    raise RuntimeError(SECRET)


@get("/test/busy", public=True)
def be_busy() -> Note:
    """Refuse for a while."""
    raise TooManyRequests("Too many.", retry_after=7)


@get("/test/taken", public=True)
def be_taken() -> Note:
    """Refuse, with a member of its own."""
    raise Conflict("It is taken.", taken_by="somebody")


def test_a_failing_commit_never_answers_success(admin: Caller) -> None:
    reply = ask(fail_at_commit, "POST", "/test/notes", body={"text": "hello"}, caller=admin)
    assert (reply.status, reply.headers["content-type"]) == (500, "application/problem+json")


def test_an_unexpected_error_leaks_nothing_to_the_caller_or_the_log(logged: StringIO) -> None:
    reply = ask(break_down, "GET", "/test/broken")
    assert reply.status == 500
    assert SECRET not in reply.body + logged.getvalue()
    line = next(json.loads(line) for line in logged.getvalue().splitlines() if "unexpected error" in line)
    assert line["error"] == "builtins.RuntimeError"
    assert "break_down" in line["frames"][-1]
    assert line["correlation_id"] == reply.json["correlation_id"]


def test_every_problem_has_the_members_of_rfc_9457() -> None:
    reply = ask(be_taken, "GET", "/test/taken", headers={"x-correlation-id": "joins-everything"})
    assert reply.json == {
        "type": "urn:astramech:problem:conflict",
        "title": "Conflict",
        "status": 409,
        "detail": "It is taken.",
        "instance": "/api/v1/test/taken",
        "correlation_id": "joins-everything",
        "taken_by": "somebody",
    }
    assert reply.headers["x-correlation-id"] == "joins-everything"


@pytest.mark.parametrize("sent", ["short", "x" * 65, "has space in it", "<script>alert</script>"])
def test_a_strange_correlation_id_is_replaced(sent: str) -> None:
    assert ask(be_taken, "GET", "/test/taken", headers={"x-correlation-id": sent}).json["correlation_id"] != sent


def test_a_problem_may_say_when_to_come_back() -> None:
    assert ask(be_busy, "GET", "/test/busy").headers["retry-after"] == "7"


def test_without_the_database_a_request_is_told_to_come_back(admin: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DB_PORT", "9")
    body = {"contact_name": "Ana", "email": "ana@hotelbrisa.example"}
    reply = ask(create_lead, "POST", "/crm/leads", body=body, caller=admin)
    assert (reply.status, reply.json["title"]) == (503, "Unavailable")


@pytest.mark.usefixtures("deployed")
def test_health_without_the_database_is_unhealthy_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DB_PORT", "9")
    reply = ask(check_health, "GET", "/crm/health")
    assert (reply.status, reply.json["status"]) == (503, "unhealthy")
    assert reply.json["dependencies"]["database"]["reason"] == "OperationalError"


@pytest.mark.usefixtures("deployed")
def test_health_without_the_bus_is_degraded() -> None:
    reply = ask(check_health, "GET", "/crm/health")
    assert (reply.status, reply.json["status"]) == (200, "degraded")
    assert reply.json["dependencies"]["database"]["state"] == "up"


def test_a_lost_connection_is_replaced_without_the_caller_noticing(admin: Caller, deployed: Database) -> None:
    body = {"contact_name": "Ana", "email": "ana@hotelbrisa.example"}
    assert ask(create_lead, "POST", "/crm/leads", body=body, caller=admin).status == 201
    with psycopg.connect(deployed.url(), autocommit=True) as owner:
        owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'astramech_app' AND datname = %s",
            [deployed.name],
        )
    assert ask(create_lead, "POST", "/crm/leads", body=body, caller=admin).status == 200


def test_a_setting_that_is_absent_is_an_honest_503(admin: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DB_HOST")
    reply = ask(create_lead, "POST", "/crm/leads", body={"contact_name": "A", "email": "a@b.example"}, caller=admin)
    assert (reply.status, reply.json["title"], reply.json["detail"]) == (503, "Not configured", "DB_HOST is not set")
