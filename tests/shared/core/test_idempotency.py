"""Idempotency-Key: the effect happens once, the answer is the same, and a failure can be tried again."""

from collections.abc import Callable

import pytest

from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.errors import Unavailable
from shared.core.function import Function, post
from shared.core.invocation import new_id
from tests.aws import Cloud
from tests.lambdas import Reply, ask, caller_of


class Doors:
    """Counts how often a function ran; fails while `broken`."""

    def __init__(self) -> None:
        self.opened = 0
        self.broken = False


@pytest.fixture
def doors() -> Doors:
    return Doors()


@pytest.fixture
def open_door(doors: Doors, cloud: Cloud) -> Function:  # noqa: ARG001 - the table of the cloud
    @post("/test/doors", scope=Scope.CRM_WRITE, status=202, idempotent=True)
    def open_door(door: dict[str, str]) -> dict[str, int]:  # noqa: ARG001 - what the key is checked against
        """Open a door."""
        if doors.broken:
            raise Unavailable("The door is stuck.")
        doors.opened += 1
        return {"opened": doors.opened}

    return open_door


@pytest.fixture
def knock(open_door: Function) -> Callable[..., Reply]:
    alice = caller_of(new_id())

    def knock(key: str | None, *, caller: Caller = alice, door: str = "front") -> Reply:
        headers = {"idempotency-key": key} if key else {}
        return ask(open_door, "POST", "/test/doors", body={"door": door}, caller=caller, headers=headers)

    return knock


def test_the_same_key_gives_the_same_answer_and_one_effect(knock: Callable[..., Reply], doors: Doors) -> None:
    first, second = knock("k-1"), knock("k-1")
    assert (first.status, first.json) == (second.status, second.json) == (202, {"opened": 1})
    assert doors.opened == 1


def test_without_a_key_or_with_another_the_effect_happens_again(knock: Callable[..., Reply], doors: Doors) -> None:
    for key in (None, None, "k-1", "k-2"):
        knock(key)
    assert doors.opened == 4


def test_another_caller_with_the_same_key_is_another_request(knock: Callable[..., Reply]) -> None:
    knock("k-1")
    assert knock("k-1", caller=caller_of(new_id())).json == {"opened": 2}


def test_the_same_key_with_another_body_is_refused(knock: Callable[..., Reply], doors: Doors) -> None:
    knock("k-1")
    reply = knock("k-1", door="back")
    assert (reply.status, reply.headers["content-type"]) == (422, "application/problem+json")
    assert doors.opened == 1


def test_a_failure_is_forgotten_and_can_be_tried_again(knock: Callable[..., Reply], doors: Doors) -> None:
    doors.broken = True
    assert knock("k-1").status == 503
    doors.broken = False
    assert knock("k-1").json == {"opened": 1}


def test_a_stranger_with_the_key_of_another_gets_no_answer(open_door: Function, knock: Callable[..., Reply]) -> None:
    knock("k-1")
    reply = ask(open_door, "POST", "/test/doors", body={"door": "front"}, headers={"idempotency-key": "k-1"})
    assert reply.status == 401


def test_without_the_table_a_request_with_a_key_is_refused_and_has_no_effect(
    knock: Callable[..., Reply], doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TABLE_NAME")
    assert knock("k-1").status == 503
    assert doors.opened == 0
