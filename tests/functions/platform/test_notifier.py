"""Live updates: what happens in a company reaches its connections, and nobody else's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from functions.platform.api.sockets import close_connection, ping, renew_connection, subscribe, unsubscribe
from shared.auth.caller import Caller
from shared.auth.scopes import SCOPES_OF_ROLE, Role
from shared.core.clock import utc_now
from shared.core.invocation import new_id
from tests.functions.platform.live import LEAD, Gateway, expire, happen, say


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


def test_what_hr_announces_is_heard_by_who_may_see_team_risks(
    gateway: Gateway, connected: Callable[..., str], viewer: Caller
) -> None:
    admin = replace(viewer, id=new_id(), scopes=SCOPES_OF_ROLE[Role.ADMIN])
    connected(viewer, "*")
    heard = connected(admin, "*")
    happen(viewer.company_id, "burnout.risk.detected", "team:7", source="astramech.hr")
    assert gateway.received.keys() == {heard}


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
    connected: Callable[..., str], viewer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
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
    gateway: Gateway, connected: Callable[..., str], viewer: Caller, token: Callable[..., str]
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
