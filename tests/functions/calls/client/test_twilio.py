"""Our client at the simulated Twilio, which is checked against Twilio's own library and document."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest

from functions.calls.client.twilio.api import TwilioCalls, read_call
from functions.calls.client.twilio.http import TwilioHttp
from functions.calls.client.twilio.pace import SharedPace
from functions.calls.domain.carrier import (
    Order,
    RefusedError,
    ThrottledError,
    UnansweredError,
    UnsentError,
)
from shared.core.cache import Count
from tests.lambdas import NOBODY_LISTENS
from tests.local.vendors.serving import Served

OURS, NOBODY, UNREACHABLE = "+576015550100", "+573005550132", "+573005550134"
HOOK = f"{NOBODY_LISTENS}/api/v1/calls/voice/status?company_id=1"
TOKEN = "token-of-the-account"


class NoCircuit:
    """Lets every call pass."""

    @contextmanager
    def guard(self) -> Iterator[None]:
        yield


class AtOnce:
    """Nobody waits."""

    def wait(self) -> None:
        """At once."""


def order(to: str = NOBODY) -> Order:
    return Order(
        to=to,
        from_=OURS,
        twiml='<?xml version="1.0" encoding="UTF-8"?><Response><Hangup /></Response>',
        status_callback=HOOK,
        amd_callback=HOOK,
        ring_seconds=30,
        longest_seconds=600,
    )


@pytest.fixture
def account(simulated_twilio: Served) -> Iterator[str]:
    sid = f"AC{secrets.token_hex(16)}"
    simulated_twilio.administer("PUT", "accounts", sid=sid, auth_token=TOKEN, numbers=[OURS], concurrency=None)
    yield sid
    simulated_twilio.recover()


def calls(vendor: Served, sid: str, *, token: str = TOKEN, url: str | None = None) -> TwilioCalls:
    http = TwilioHttp(url or vendor.url, sid, token, NoCircuit(), timeout=5, sleep=lambda _: None)
    return TwilioCalls(http, AtOnce())


def test_a_call_is_asked_for_found_and_ended(simulated_twilio: Served, account: str) -> None:
    ours = calls(simulated_twilio, account)
    made = ours.create(order())
    assert (made.status, made.provider, made.to) == ("queued", "simulator", NOBODY)
    assert made.made_at
    assert [call.sid for call in ours.between(to=NOBODY, from_=OURS)] == [made.sid]
    assert ours.between(to=UNREACHABLE, from_=OURS) == []
    ended = ours.end(made.sid, "canceled")
    assert ended
    assert ended.status in {"canceled", "no-answer"}
    found = ours.fetch(made.sid)
    assert found
    assert found.sid == made.sid


@pytest.mark.parametrize(
    ("told", "price"),
    [(None, None), ("-0.01400", "0.01400"), ("0", "0"), ("nonsense", None), ("NaN", None)],
)
def test_a_price_is_what_leaves_the_account_and_none_until_it_is_known(told: str | None, price: str | None) -> None:
    row = {"sid": "CA1", "status": "completed", "price": told, "price_unit": "usd"}
    call = read_call(row, provider=None)
    assert (call.price, call.price_currency) == ((Decimal(price), "USD") if price else (None, None))


def test_a_call_that_is_none_is_none(simulated_twilio: Served, account: str) -> None:
    ours = calls(simulated_twilio, account)
    assert ours.fetch("CA" + "f" * 32) is None
    assert ours.end("CA" + "f" * 32, "completed") is None


@pytest.mark.parametrize(
    ("to", "code", "because"),
    [(UNREACHABLE, 21214, "number"), ("+447911123456", 21215, "permission"), ("12", 21211, "number")],
    ids=["unreachable", "no permission for the country", "no number"],
)
def test_refusals_say_what_they_are_about(
    simulated_twilio: Served, account: str, to: str, code: int, because: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        calls(simulated_twilio, account).create(order(to))
    assert (refused.value.code, refused.value.because, refused.value.is_about_us) == (code, because, False)


def test_another_token_is_about_us(simulated_twilio: Served, account: str) -> None:
    with pytest.raises(RefusedError) as refused:
        calls(simulated_twilio, account, token="x").create(order())
    assert refused.value.is_about_us


def test_reading_is_tried_again_and_asking_for_a_call_is_not(simulated_twilio: Served, account: str) -> None:
    ours = calls(simulated_twilio, account)
    simulated_twilio.fail(kind="status", status=503, method="GET", times=2)
    assert ours.between(to=NOBODY, from_=OURS) == []
    simulated_twilio.fail(kind="reset", when="after", method="POST", times=1)
    with pytest.raises(UnansweredError):
        ours.create(order())
    assert len(ours.between(to=NOBODY, from_=OURS)) == 1, "it was taken, and asked for once"


@pytest.mark.parametrize("kind", ["malformed", "status"])
def test_an_answer_that_says_nothing_leaves_it_open(simulated_twilio: Served, account: str, kind: str) -> None:
    simulated_twilio.fail(kind=kind, status=500, method="POST", when="after", times=1)
    with pytest.raises(UnansweredError):
        calls(simulated_twilio, account).create(order())


def test_who_cannot_be_reached_was_asked_nothing(simulated_twilio: Served, account: str) -> None:
    with pytest.raises(UnsentError):
        calls(simulated_twilio, account, url=NOBODY_LISTENS).create(order())


def test_too_many_requests_are_told_apart(simulated_twilio: Served, account: str) -> None:
    simulated_twilio.fail(
        kind="status", status=429, method="POST", body={"code": 20429}, headers={"retry-after": "7"}, times=1
    )
    with pytest.raises(ThrottledError) as throttled:
        calls(simulated_twilio, account).create(order())
    assert throttled.value.retry_after == 7


class Table:
    """Counts by place."""

    def __init__(self) -> None:
        self.hits: dict[str, int] = {}

    def count(self, pk: str, sk: str, *, seconds: int, by: int = 1) -> Count:
        self.hits[pk + sk] = self.hits.get(pk + sk, 0) + by
        return Count(self.hits[pk + sk], seconds)


def test_calls_are_asked_for_one_in_a_second_by_all_together() -> None:
    now = [100.4]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))
        now[0] += seconds

    pace = SharedPace(Table(), "AC1", 1, clock=lambda: now[0], sleep=sleep)
    for _ in range(3):
        pace.wait()
    assert slept == [0.6, 1.0]


def test_who_gets_no_turn_is_told_so() -> None:
    pace = SharedPace(Table(), "AC1", 0, clock=lambda: 1.0, sleep=lambda _: None)
    with pytest.raises(ThrottledError):
        pace.wait()
