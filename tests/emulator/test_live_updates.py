"""Live updates on the deployed stack: one's own company, as it happens, and nothing of any other."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.emulator.deployment import Company, Deployment, Member

pytestmark = pytest.mark.emulator


@contextmanager
def listening(deployment: Deployment, member: Member, *topics: str) -> Iterator[ClientConnection]:
    with connect(f"{deployment.stack['websocket_url']}?token={member.token}", open_timeout=20) as socket:
        answer = ask(socket, {"action": "subscribe", "topics": list(topics)})
        assert sorted(answer["topics"]) == sorted(topics)
        yield socket


def ask(socket: ClientConnection, message: dict[str, Any]) -> dict[str, Any]:
    socket.send(json.dumps(message))
    return dict(json.loads(socket.recv(timeout=20)))


def register(member: Member, mailbox: str = "ana") -> str:
    body = {"contact_name": "Ana", "email": f"{mailbox}@hotelbrisa.example"}
    return str(member.http.post("/crm/leads", json=body).raise_for_status().json()["lead_id"])


def heard(socket: ClientConnection, *, until: str) -> list[dict[str, Any]]:
    """Messages up to the first of a type."""
    messages: list[dict[str, Any]] = []
    while not messages or messages[-1]["type"] != until:
        messages.append(json.loads(socket.recv(timeout=30)))
    return messages


def test_a_listener_hears_a_lead_from_registration_to_score(deployment: Deployment, company: Company) -> None:
    with listening(deployment, company.viewer, "lead:*") as socket:
        lead = register(company.user)
        messages = heard(socket, until="lead.scored")
    assert {message["subject"] for message in messages} == {f"lead:{lead}"}
    assert [message["type"] for message in messages] == ["lead.created", "lead.scored"]
    assert messages[-1]["data"]["band"] == "cold"


def test_a_listener_hears_nothing_of_another_company(deployment: Deployment, company: Company) -> None:
    other = deployment.new_company()
    foreign = register(other.user)
    with listening(deployment, company.admin, "*", f"lead:{foreign}:scored") as socket:
        register(other.user, "maria")
        own = register(company.user)
        messages = heard(socket, until="lead.scored")
    assert {message["subject"] for message in messages} == {f"lead:{own}"}


@pytest.mark.parametrize("query", ["", "?token=", "?token=not.a.token"])
def test_without_a_valid_token_nobody_connects(deployment: Deployment, query: str) -> None:
    with pytest.raises(InvalidStatus) as refused, connect(deployment.stack["websocket_url"] + query):
        pass
    assert refused.value.response.status_code in {401, 403}


def test_an_unknown_action_and_a_bad_topic_are_refused_clearly(deployment: Deployment, company: Company) -> None:
    with listening(deployment, company.viewer, "lead:*") as socket:
        assert "subscribe, unsubscribe" in ask(socket, {"action": "shout"})["error"]["detail"]
        assert ask(socket, {"action": "subscribe", "topics": ["no topic"]})["error"]["title"] == "Unprocessable"
        assert ask(socket, {"action": "ping"})["expires_at"]


def test_a_listener_who_went_away_is_forgotten_and_others_still_hear(deployment: Deployment, company: Company) -> None:
    with listening(deployment, company.user, "lead:*") as staying:
        with listening(deployment, company.viewer, "lead:*") as leaving:
            leaving.socket.close()  # without a goodbye
        register(company.user)
        assert heard(staying, until="lead.scored")
