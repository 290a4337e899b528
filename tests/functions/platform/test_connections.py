"""Connections: who may open one, what it may listen to, and when it ends."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.platform.api.sockets import open_connection, ping, refuse_message, renew_connection, subscribe
from functions.platform.domain.connection import Connection
from functions.platform.domain.topics import MAX_TOPICS
from functions.platform.repository.connections import ConnectionItems
from shared.auth.caller import Caller
from shared.auth.keys import SigningKey
from shared.auth.scopes import Role, Scope
from shared.core.aws import call
from shared.core.cache import Cache
from shared.core.clock import utc_now
from shared.core.invocation import new_id
from tests.aws import Cloud
from tests.functions.platform.live import say
from tests.lambdas import caller_of

Tokens = Callable[..., str]


@pytest.mark.parametrize("sent", [None, "nonsense", "a.b.c"])
@pytest.mark.usefixtures("token")
def test_without_a_valid_token_nobody_connects(sent: str | None) -> None:
    status, answer = say(open_connection, "c", token=sent)
    assert (status, answer["error"]["type"]) == (401, "urn:astramech:problem:unauthorized")
    assert say(ping, "c")[0] == 401


def test_an_expired_or_foreign_token_opens_nothing(token: Tokens, viewer: Caller) -> None:
    assert say(open_connection, "c", token=token(viewer, now=utc_now() - timedelta(hours=1)))[0] == 401
    assert say(open_connection, "c", token=token(viewer, key=SigningKey.new(signs_from=utc_now())))[0] == 401


def test_connecting_takes_the_right_to_read_events(token: Tokens, viewer: Caller) -> None:
    without = Caller(
        id=viewer.id, company_id=viewer.company_id, role=viewer.role, scopes=viewer.scopes - {Scope.EVENTS_READ}
    )
    assert say(open_connection, "c", token=token(without))[0] == 403


def test_subscribing_answers_with_all_topics_and_the_time_they_end(
    connected: Callable[..., str], viewer: Caller
) -> None:
    connection = connected(viewer, "lead:*")
    status, answer = say(subscribe, connection, {"action": "subscribe", "topics": ["*:*:updated", "campaign:*"]})
    assert (status, answer["topics"]) == (200, ["*:*:updated", "campaign:*", "lead:*"])
    assert say(ping, connection) == (200, {"action": "pong", "expires_at": answer["expires_at"]})
    left = datetime.fromisoformat(answer["expires_at"]) - datetime.now(UTC)
    assert timedelta(minutes=14) < left <= timedelta(minutes=15)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"topics": []},
        {"topics": "lead:*"},
        {"topics": ["lead:7"]},
        {"topics": ["lead:7:scored:now"]},
        {"topics": ["lead:7#x:scored"]},
        {"topics": [7]},
        {"topics": ["lead:*"] * (MAX_TOPICS + 1)},
    ],
)
def test_what_is_no_topic_is_refused(connected: Callable[..., str], viewer: Caller, body: Any) -> None:
    connection = connected(viewer)
    status, answer = say(subscribe, connection, {"action": "subscribe", **body})
    assert (status, answer["error"]["title"]) == (422, "Unprocessable")
    assert "topics" in answer["error"]["detail"]


def test_a_connection_listens_to_fifty_topics_at_most(connected: Callable[..., str], viewer: Caller) -> None:
    connection = connected(viewer, *(f"lead:{n}:scored" for n in range(MAX_TOPICS)))
    assert say(subscribe, connection, {"topics": ["lead:0:scored"]})[0] == 200
    assert say(subscribe, connection, {"topics": ["lead:50:scored"]})[0] == 422


@pytest.mark.parametrize("message", ["not JSON", "[]", '{"action": "dance"}', "{}"])
def test_an_unknown_message_gets_a_clear_answer(message: str) -> None:
    status, answer = say(refuse_message, "c", message)
    assert status == 400
    assert answer["correlation_id"]


def test_two_subscriptions_at_once_lose_nothing(cloud: Cloud, viewer: Caller) -> None:
    assert cloud
    first, second = (ConnectionItems(Cache(), utc_now) for _ in range(2))
    until = utc_now() + timedelta(minutes=5)
    connection = Connection(id="c", company_id=viewer.company_id, caller_id=viewer.id, expires_at=until)
    first.keep(connection)
    seen_by_both = first.topics(connection), second.topics(connection)
    first.follow(connection, ["lead:*"])
    second.follow(connection, ["campaign:*"])
    assert seen_by_both == ([], [])
    assert first.topics(connection) == ["campaign:*", "lead:*"]


def test_a_connection_is_renewed_by_its_own_caller_only(
    connected: Callable[..., str], viewer: Caller, token: Tokens
) -> None:
    connection = connected(viewer)
    colleague = caller_of(viewer.company_id)
    stranger = Caller(id=viewer.id, company_id=new_id(), role=Role.ADMIN, scopes=viewer.scopes)
    for other in (colleague, stranger):
        assert say(renew_connection, connection, {"token": token(other)})[0] == 403
    for nothing in ({}, {"token": 7}, {"token": "nonsense"}):
        assert say(renew_connection, connection, nothing)[0] == 401
    assert say(renew_connection, "another", {"token": token(viewer)})[0] == 401


def test_everything_about_a_connection_ends_with_its_token(
    cloud: Cloud, connected: Callable[..., str], viewer: Caller
) -> None:
    connected(viewer, "lead:*")
    items = call("dynamodb", "Scan", {"TableName": cloud.environment["TABLE_NAME"]})["Items"]
    left = [int(item["expires_at"]["N"]) - datetime.now(UTC).timestamp() for item in items]
    assert len(left) == 2
    assert all(14 * 60 < seconds <= 15 * 60 for seconds in left)
