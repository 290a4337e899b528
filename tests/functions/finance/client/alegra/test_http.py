"""Requests to Alegra: what is tried again, what is not, and what each answer means."""

import pytest

from functions.finance.client.alegra.http import AlegraHttp
from functions.finance.domain.alegra.errors import (
    OutOfTimeError,
    RefusedError,
    RestingError,
    ThrottledError,
    UnansweredError,
    UnsentError,
)
from shared.core.cache import Cache
from shared.core.circuit_breaker import CircuitBreaker
from tests.aws import Cloud
from tests.functions.finance.client.alegra.account import TOKEN, Account, Closed
from tests.lambdas import NOBODY_LISTENS

CONTACT = {"name": "Aguas del Sinú S.A.", "identification": "800197268", "type": "provider"}


def http(account: Account, *, timeout: float = 5) -> AlegraHttp:
    return account.client(timeout=timeout).http


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 503},
        {"kind": "status", "status": 502, "when": "after"},
        {"kind": "reset"},
        {"kind": "reset", "when": "during"},
        {"kind": "malformed"},
    ],
    ids=str,
)
def test_a_read_is_tried_three_times(account: Account, fault: dict[str, object]) -> None:
    account.vendor.fail(method="GET", times=2, **fault)
    assert http(account).get("/company")["name"] == "Hotel Brisa S.A.S."
    assert account.slept == [0.5, 1.0]
    account.vendor.fail(method="GET", times=3, **fault)
    with pytest.raises(UnansweredError):
        http(account).get("/company")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["status", "reset", "malformed"])
def test_a_write_is_sent_once_whatever_happens(account: Account, kind: str, when: str) -> None:
    account.vendor.fail(method="POST", kind=kind, when=when)
    with pytest.raises(UnansweredError) as failed:
        http(account).post("/contacts", CONTACT)
    assert not isinstance(failed.value, UnsentError)
    assert len(account.rows("contacts")) == (1 if when == "after" else 0)
    assert account.slept == []


def test_a_write_that_takes_too_long_may_have_happened(account: Account) -> None:
    account.vendor.fail(method="POST", kind="slow", seconds=0.5, when="after")
    with pytest.raises(UnansweredError, match="ReadTimeout"):
        http(account, timeout=0.1).post("/contacts", CONTACT)
    assert len(account.rows("contacts")) == 1


def test_what_was_never_sent_is_told_apart() -> None:
    nobody = AlegraHttp(f"{NOBODY_LISTENS}/api/v1", "a@x.example", TOKEN, Closed(), sleep=lambda _seconds: None)
    with pytest.raises(UnsentError):
        nobody.post("/contacts", CONTACT)
    with pytest.raises(UnsentError):
        nobody.get("/company")


def test_a_limit_that_ends_soon_is_waited_for(account: Account) -> None:
    account.vendor.fail(kind="status", status=429, headers={"X-Rate-Limit-Reset": "7"})
    assert http(account).get("/company")
    assert account.slept == [7]


@pytest.mark.parametrize(("header", "seconds"), [({"X-Rate-Limit-Reset": "43"}, 43), ({}, 60)])
def test_a_limit_that_ends_late_is_told(account: Account, header: dict[str, str], seconds: int) -> None:
    account.vendor.fail(kind="status", status=429, headers=header)
    with pytest.raises(ThrottledError) as refused:
        http(account).get("/company")
    assert (refused.value.retry_after, account.slept) == (seconds, [])


def test_a_write_waits_for_no_limit(account: Account) -> None:
    account.vendor.fail(kind="status", status=429, headers={"X-Rate-Limit-Reset": "1"})
    with pytest.raises(ThrottledError):
        http(account).post("/contacts", CONTACT)
    assert account.rows("contacts") == []


def test_wrong_credentials_are_a_refusal_to_stop_at(account: Account) -> None:
    with pytest.raises(RefusedError) as refused:
        account.client(token="wrong").http.get("/company")
    assert (refused.value.code, refused.value.action) == (401, "stop")


@pytest.mark.parametrize(
    ("code", "action"),
    [
        (900, "stop"),
        (907, "stop"),
        (2094, "review"),
        (3051, "look"),
        (11004, "create_contact"),
        (11040, "review"),
        (11048, "refresh"),
        (11058, "refresh"),
        (11081, "refresh"),
        (11059, "refresh"),
        (11067, "refresh"),
        (11108, "link"),
        (20007, "review"),
    ],
)
@pytest.mark.parametrize("status", [400, 500])
def test_alegras_numbers_say_what_to_do(account: Account, code: int, action: str, status: int) -> None:
    account.vendor.fail(kind="status", status=status, body={"code": code, "message": "No"})
    with pytest.raises(RefusedError) as refused:
        http(account).get("/company")
    assert (refused.value.code, refused.value.action, refused.value.message) == (code, action, "No")


def test_a_failure_without_a_number_of_its_own_is_no_answer(account: Account) -> None:
    account.vendor.fail(method="POST", kind="status", status=500, body={"code": 500, "message": "Oops"})
    with pytest.raises(UnansweredError):
        http(account).post("/contacts", CONTACT)


def test_when_alegra_fails_too_often_nobody_asks_for_a_while(account: Account, cloud: Cloud) -> None:
    circuit = CircuitBreaker(Cache(), cloud.stage, trips=(UnansweredError,))
    guarded = AlegraHttp(account.vendor.url, account.email, TOKEN, circuit, sleep=account.slept.append)
    account.vendor.fail(kind="status", status=503, times=5)
    for _ in range(2):
        with pytest.raises((UnansweredError, RestingError)):
            guarded.get("/company")
    with pytest.raises(RestingError) as refused:
        guarded.get("/company")
    assert 0 < refused.value.retry_after <= 30


def test_when_its_time_is_over_nothing_more_is_asked(account: Account) -> None:
    late = AlegraHttp(account.vendor.url, account.email, TOKEN, Closed(), budget=0.5)
    with pytest.raises(OutOfTimeError):
        late.post("/contacts", CONTACT)
    assert account.rows("contacts") == []
