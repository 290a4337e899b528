"""Refresh tokens: each is used once, and a second use ends its session."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy.orm import Session

from functions.identity.domain.opaque import API_KEY, REFRESH, OpaqueToken
from functions.identity.jobs import forget_expired_tokens
from functions.identity.providers.sessions import sessions
from functions.identity.schemas import Tokens
from functions.identity.service.sessions import REFRESH_LIFETIME, ReusedToken, Sessions
from shared.auth.caller import Caller
from shared.core.clock import utc_now
from shared.core.errors import Problem
from shared.core.invocation import Invocation
from shared.db.session import company_door, tenant_session
from shared.db.transaction import tenant_transaction
from tests.functions.identity.conftest import Api, Person, eventually
from tests.functions.identity.test_sign_in import refused
from tests.lambdas import LambdaContext
from tests.stage import Stage


def test_a_refresh_token_gives_the_next_tokens(admin: Person) -> None:
    first = admin.tokens
    answer = admin.refresh()
    assert answer.status_code == 200
    following = answer.json()
    assert following["refresh_token"] != first["refresh_token"]
    assert admin.ask("GET", "/auth/me", token=following["access_token"]).status_code == 200
    assert admin.refresh(following["refresh_token"]).status_code == 200


def test_a_second_use_ends_the_session_for_thief_and_owner(admin: Person) -> None:
    stolen = admin.tokens["refresh_token"]
    owners = admin.refresh().json()["refresh_token"]
    problem = refused(admin.refresh(stolen), 401)
    assert problem["type"] == "urn:astramech:problem:reused-token"
    refused(admin.refresh(owners), 401)


def test_a_second_use_leaves_the_other_sessions_alone(admin: Person) -> None:
    first = admin.tokens["refresh_token"]
    admin.sign_in()
    assert admin.refresh(first).status_code == 200
    refused(admin.refresh(first), 401)
    assert admin.refresh().status_code == 200


def test_logging_out_ends_the_session_and_says_nothing_about_unknown_tokens(admin: Person, api: Api) -> None:
    token = admin.tokens["refresh_token"]
    following = admin.refresh().json()["refresh_token"]
    assert api.post("/auth/logout", {"refresh_token": following}).status_code == 204
    refused(admin.refresh(following), 401)
    for unknown in (token, "nonsense", OpaqueToken.new(REFRESH, uuid4()).text):
        answer = api.post("/auth/logout", {"refresh_token": unknown})
        assert (answer.status_code, answer.content) == (204, b"")


def test_a_token_expires_after_thirty_days(admin: Person, stage: Stage) -> None:
    age(stage, admin, REFRESH_LIFETIME)
    assert refused(admin.refresh(), 401)["detail"] == "This session has ended. Sign in again."


def test_expired_tokens_are_forgotten_a_week_later(admin: Person, stage: Stage) -> None:
    age(stage, admin, REFRESH_LIFETIME + timedelta(days=6))
    forget_expired_tokens({}, LambdaContext())
    assert kept(stage, admin) == 1
    age(stage, admin, timedelta(days=2))
    assert forget_expired_tokens({}, LambdaContext())["tokens"] >= 1
    assert kept(stage, admin) == 0


NO_REFRESH_TOKENS = {
    "nonsense": "nonsense",
    "the prefix alone": REFRESH,
    "too short": REFRESH + "AAAA",
    "not base64": REFRESH + "!" * 64,
    "not ASCII": REFRESH + "é" * 64,
    "an API key": API_KEY + "A" * 64,
    "well formed": REFRESH + "A" * 64,
}


@pytest.mark.parametrize("text", NO_REFRESH_TOKENS.values(), ids=NO_REFRESH_TOKENS)
def test_what_is_no_refresh_token_is_not_known(admin: Person, text: str) -> None:
    assert refused(admin.refresh(text), 401)["detail"] == "This refresh token is not known."


def test_a_token_rewritten_for_another_company_is_not_known(admin: Person) -> None:
    own = OpaqueToken.parse(REFRESH, admin.tokens["refresh_token"])
    other = OpaqueToken.new(REFRESH, uuid4()).text
    forged = other[: len(REFRESH) + 21] + own.text[len(REFRESH) + 21 :]
    refused(admin.refresh(forged), 401)
    assert admin.refresh().status_code == 200


def test_the_database_keeps_no_token(admin: Person, stage: Stage) -> None:
    with psycopg.connect(stage.database.url()) as owner:
        rows = owner.execute("SELECT t::text FROM refresh_tokens t WHERE user_id = %s", [admin.id]).fetchall()
    assert len(rows) == 1
    secret = admin.tokens["refresh_token"].removeprefix(REFRESH)
    assert secret not in str(rows)


def test_of_two_uses_at_one_moment_one_succeeds_and_the_other_ends_the_session(admin: Person, stage: Stage) -> None:
    token = admin.tokens["refresh_token"]
    outcomes: list[object] = []
    second = threading.Thread(target=lambda: outcomes.append(use(token)))
    with opened() as first:
        won = first.refresh(token)
        second.start()
        eventually(lambda: waiting(stage), "the second use to wait for the first")
        assert outcomes == []
    second.join(timeout=10)
    assert [type(outcome) for outcome in outcomes] == [ReusedToken]
    refused(admin.refresh(won.refresh_token), 401)


@contextmanager
def session_in(company_id: UUID | None) -> Iterator[Session]:
    """A session in a transaction of its own, committed at the end as an invocation commits."""
    invocation = Invocation(function="test", correlation_id="test", company_id=company_id)
    with contextmanager(tenant_transaction)(invocation) as transaction:
        yield tenant_session(transaction)


@contextmanager
def opened() -> Iterator[Sessions]:
    """Sessions of a public endpoint, in a transaction of their own."""
    with session_in(None) as session:
        enter = company_door(session, Invocation(function="test", correlation_id="test"))
        yield sessions(session, enter, issue_nothing, utc_now)


def use(token: str) -> Tokens | Problem:
    try:
        with opened() as sessions:
            return sessions.refresh(token)
    except Problem as problem:
        return problem


def issue_nothing(_caller: Caller) -> str:
    return ""


def waiting(stage: Stage) -> bool:
    query = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
    with psycopg.connect(stage.database.url()) as owner:
        return owner.execute(query, [stage.database.name]).fetchone() is not None


def age(stage: Stage, person: Person, by: timedelta) -> None:
    with psycopg.connect(stage.database.url()) as owner:
        owner.execute("UPDATE refresh_tokens SET expires_at = expires_at - %s WHERE user_id = %s", [by, person.id])


def kept(stage: Stage, person: Person) -> int:
    with psycopg.connect(stage.database.url()) as owner:
        row = owner.execute("SELECT count(*) FROM refresh_tokens WHERE user_id = %s", [person.id]).fetchone()
    assert row
    return int(row[0])
