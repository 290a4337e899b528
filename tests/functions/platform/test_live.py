"""Live updates: who may connect, what they hear, and that nobody hears another company."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import pytest

from functions.platform.api.sockets import (
    close_connection,
    open_connection,
    ping,
    refuse_message,
    renew_connection,
    subscribe,
    unsubscribe,
)
from functions.platform.domain.connection import Connection
from functions.platform.domain.topics import MAX_TOPICS
from functions.platform.events import notify_subscribers
from functions.platform.repository.connections import ConnectionItems
from shared.auth.caller import Caller
from shared.auth.jwt import issue
from shared.auth.keys import KeyRing, SigningKey
from shared.auth.scopes import Role, Scope
from shared.core.aws import call
from shared.core.cache import Cache
from shared.core.clock import utc_now
from shared.core.function import Function
from shared.core.invocation import new_id
from tests.aws import Cloud
from tests.lambdas import LambdaContext, caller_of, event_of
from tests.loopback import Heard, loopback

LEAD = "lead:0a1b"
Tokens = Callable[..., str]


@pytest.fixture
def token(cloud: Cloud) -> Tokens:
    """Issues access tokens that this stage's published keys verify."""
    ring = KeyRing().turned(utc_now())
    published = {"Name": cloud.environment["JWKS_PARAMETER"], "Value": ring.jwks(), "Overwrite": True}
    call("ssm", "PutParameter", published)

    def of(caller: Caller, *, key: SigningKey = ring.keys[0], now: datetime | None = None) -> str:
        return issue(caller, key, now=now or utc_now())

    return of


@pytest.fixture
def viewer() -> Caller:
    return caller_of(new_id(), Role.VIEWER)


class Gateway:
    """API Gateway's management of connections: gone ones answer 410, broken ones 500, slow ones last."""

    def __init__(self) -> None:
        self.gone: set[str] = set()
        self.broken: set[str] = set()
        self.slow: set[str] = set()
        self.quick: set[str] = set()
        self.quick_are_told = Event()
        self.posts: list[Heard] = []
        self.received: dict[str, list[Any]] = {}

    def answer(self, post: Heard) -> tuple[int, Any]:
        self.posts.append(post)
        connection_id = unquote(post.path.removeprefix("/live/@connections/"))
        if connection_id in self.gone:
            return 410, {}
        if connection_id in self.broken:
            return 500, {"message": "Internal server error"}
        if connection_id in self.slow:
            assert self.quick_are_told.wait(30)
        self.received.setdefault(connection_id, []).append(post.json)
        if self.quick <= set(self.received):
            self.quick_are_told.set()
        return 200, {}


@pytest.fixture
def gateway(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    assert cloud
    gateway = Gateway()
    with loopback(gateway.answer) as server:
        monkeypatch.setenv("SOCKETS_URL", f"{server.url}/live")
        yield gateway


def say(function: Function, connection_id: str, body: Any = None, *, token: str | None = None) -> tuple[int, Any]:
    """Send a message the way API Gateway does; status and JSON of the answer."""
    event = {
        "requestContext": {"connectionId": connection_id, "routeKey": "any", "eventType": "MESSAGE"},
        "body": None if body is None else body if isinstance(body, str) else json.dumps(body),
        "queryStringParameters": {"token": token} if token else None,
        "isBase64Encoded": False,
    }
    answer = function(event, LambdaContext())
    return answer["statusCode"], json.loads(answer.get("body", "null"))


@pytest.fixture
def connected(token: Tokens) -> Callable[..., str]:
    """Opens connections that listen; the connection id."""

    def open_one(caller: Caller, *topics: str) -> str:
        connection_id = f"{new_id().hex}/+="
        assert say(open_connection, connection_id, token=token(caller)) == (200, None)
        if topics:
            status, _ = say(subscribe, connection_id, {"action": "subscribe", "topics": topics})
            assert status == 200
        return connection_id

    return open_one


def happen(company: UUID, event_type: str = "lead.scored", subject: str = LEAD) -> dict[str, Any]:
    """Deliver an event to the notifier; its envelope."""
    event = event_of(event_type, {"score": 72}, company)
    event["detail"]["subject"] = subject
    notify_subscribers(event, LambdaContext())
    return dict(event["detail"])


def test_a_subscriber_receives_the_events_of_its_topic(
    gateway: Gateway, connected: Callable[..., str], viewer: Caller
) -> None:
    connection = connected(viewer, f"{LEAD}:scored")
    happened = happen(viewer.company_id)
    happen(viewer.company_id, "lead.status_changed")
    happen(viewer.company_id, subject="lead:other")
    [received] = gateway.received[connection]
    assert datetime.fromisoformat(received.pop("occurred_at")) == datetime.fromisoformat(happened["occurred_at"])
    assert received == {
        "type": "lead.scored",
        "subject": LEAD,
        "topic": f"{LEAD}:scored",
        "id": happened["id"],
        "data": {"score": 72},
    }


def test_an_event_arrives_once_however_many_topics_cover_it(
    gateway: Gateway, connected: Callable[..., str], viewer: Caller
) -> None:
    connection = connected(viewer, "*", "lead:*", f"{LEAD}:scored")
    happen(viewer.company_id)
    assert len(gateway.received[connection]) == 1


def test_nobody_hears_another_company(gateway: Gateway, connected: Callable[..., str], viewer: Caller) -> None:
    connected(viewer, "*")
    happen(new_id())
    assert gateway.received == {}


def test_a_connection_without_topics_hears_nothing(
    gateway: Gateway, connected: Callable[..., str], viewer: Caller
) -> None:
    connected(viewer)
    happen(viewer.company_id)
    assert gateway.received == {}


def test_what_is_unsubscribed_is_not_heard(gateway: Gateway, connected: Callable[..., str], viewer: Caller) -> None:
    connection = connected(viewer, "lead:*", "campaign:*")
    status, answer = say(unsubscribe, connection, {"action": "unsubscribe", "topics": ["lead:*"]})
    assert (status, answer["topics"]) == (200, ["campaign:*"])
    happen(viewer.company_id)
    assert gateway.received == {}


def test_a_connection_that_was_closed_hears_nothing(
    gateway: Gateway, connected: Callable[..., str], viewer: Caller
) -> None:
    connection = connected(viewer, "*")
    assert say(close_connection, connection) == (200, None)
    happen(viewer.company_id)
    assert gateway.posts == []
    assert say(ping, connection)[0] == 401


def test_a_connection_that_is_gone_is_forgotten_and_the_others_are_told(
    gateway: Gateway, connected: Callable[..., str], viewer: Caller
) -> None:
    gone, broken, well = (connected(viewer, "*") for _ in range(3))
    gateway.gone.add(gone)
    gateway.broken.add(broken)
    happen(viewer.company_id)
    assert list(gateway.received) == [well]
    gateway.gone.clear()
    gateway.broken.clear()
    happen(viewer.company_id)
    assert {connection: len(heard) for connection, heard in gateway.received.items()} == {well: 2, broken: 1}
    assert say(ping, gone)[0] == 401


def test_a_slow_connection_holds_up_nobody_else(
    gateway: Gateway, connected: Callable[..., str], viewer: Caller
) -> None:
    slow = connected(viewer, "*")
    others = [connected(viewer, "*") for _ in range(5)]
    gateway.slow.add(slow)
    gateway.quick.update(others)
    happen(viewer.company_id)
    assert set(gateway.received) == {slow, *others}


def test_a_gateway_that_does_not_answer_fails_no_event(
    cloud: Cloud, connected: Callable[..., str], viewer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cloud
    connection = connected(viewer, "*")
    monkeypatch.setenv("SOCKETS_URL", "http://127.0.0.1:9/live")
    happen(viewer.company_id)
    assert say(ping, connection)[0] == 200


def test_a_post_is_signed_for_execute_api_with_the_id_escaped(
    gateway: Gateway, connected: Callable[..., str], viewer: Caller
) -> None:
    connection = connected(viewer, "*")
    happen(viewer.company_id)
    [post] = gateway.posts
    assert post.path == f"/live/@connections/{connection[:-3]}%2F%2B%3D"
    assert "/execute-api/aws4_request" in post.headers["authorization"]


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


def expire(connection_id: str, caller: Caller) -> None:
    """Let the token of a connection have expired."""
    items = ConnectionItems(Cache(), utc_now)
    items.keep(Connection(id=connection_id, company_id=caller.company_id, caller_id=caller.id, expires_at=utc_now()))


def test_an_expired_connection_hears_nothing_and_is_told_to_connect_again(
    gateway: Gateway, connected: Callable[..., str], viewer: Caller
) -> None:
    connection = connected(viewer, "*")
    expire(connection, viewer)
    happen(viewer.company_id)
    assert gateway.received == {}
    status, answer = say(subscribe, connection, {"topics": ["*"]})
    assert (status, answer["error"]["detail"]) == (401, "The connection has expired. Connect again.")


def test_a_fresh_token_prolongs_a_connection_with_its_topics(
    gateway: Gateway, connected: Callable[..., str], viewer: Caller, token: Tokens
) -> None:
    connection = connected(viewer, "lead:*")
    before = say(ping, connection)[1]["expires_at"]
    fresh = token(viewer, now=utc_now() + timedelta(seconds=4))
    status, answer = say(renew_connection, connection, {"action": "renew", "token": fresh})
    assert (status, answer["topics"]) == (200, ["lead:*"])
    assert datetime.fromisoformat(answer["expires_at"]) > datetime.fromisoformat(before)
    assert say(ping, connection)[1]["expires_at"] == answer["expires_at"]
    happen(viewer.company_id)
    assert len(gateway.received[connection]) == 1


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
