"""The bus: ten entries a request, in order, and a bad one harms no other."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.core.aws import AwsError
from shared.core.errors import Unavailable
from shared.core.invocation import new_id
from shared.events.bus import EventBridge
from shared.schemas.envelope import Envelope
from tests.aws import Cloud
from tests.lambdas import NOBODY_LISTENS
from tests.loopback import Answer, Heard, Loopback, loopback


def envelopes(count: int) -> list[Envelope]:
    company = new_id()
    return [
        Envelope(
            id=new_id(),
            type="lead.created",
            version=1,
            source="astramech.crm",
            company_id=company,
            subject=f"lead:{number}",
            correlation_id="c",
            occurred_at=datetime(2026, 11, 23, tzinfo=UTC),
            data={"name": "Zoë 🏨"},
        )
        for number in range(count)
    ]


def subjects(heard: Heard) -> list[str]:
    return [json.loads(entry["Detail"])["subject"] for entry in heard.json["Entries"]]


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """EventBridge's API; a test sets its answer."""
    with loopback(lambda _: (500, {})) as server:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "BUS_NAME"):
            monkeypatch.setenv(name, "test")
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        yield server


def take_all(heard: Heard) -> tuple[int, Any]:
    return 200, {"FailedEntryCount": 0, "Entries": [{"EventId": "1"} for _ in heard.json["Entries"]]}


def test_an_envelope_arrives_on_the_bus_as_it_is(cloud: Cloud) -> None:
    [envelope] = envelopes(1)
    assert EventBridge().publish([envelope]) == {envelope.id}
    [event] = cloud.seen()
    assert (event["source"], event["detail-type"]) == ("astramech.crm", "lead.created")
    assert Envelope.model_validate(event["detail"]) == envelope


def test_ten_at_a_time_go_in_order(answering: Loopback) -> None:
    answering.answer = take_all
    given = envelopes(23)
    assert EventBridge().publish(given) == {envelope.id for envelope in given}
    assert [len(subjects(request)) for request in answering.heard] == [10, 10, 3]
    assert [one for request in answering.heard for one in subjects(request)] == [f"lead:{n}" for n in range(23)]


def test_what_single_entries_are_refused_for_is_not_the_others_matter(answering: Loopback) -> None:
    def throttle_second(heard: Heard) -> tuple[int, Any]:
        entries = [{"EventId": "1"} for _ in heard.json["Entries"]]
        entries[1] = {"ErrorCode": "ThrottlingException", "ErrorMessage": "later"}
        return 200, {"FailedEntryCount": 1, "Entries": entries}

    answering.answer = throttle_second
    given = envelopes(3)
    assert EventBridge().publish(given) == {given[0].id, given[2].id}


def larger_than(limit: int) -> Answer:
    """Refuses a request whose entries together are larger than `limit` bytes, as EventBridge does."""

    def answer(heard: Heard) -> tuple[int, Any]:
        if sum(len(entry["Detail"].encode()) for entry in heard.json["Entries"]) > limit:
            return 400, {"__type": "ValidationException", "message": "Total size of the entries is over the limit."}
        return take_all(heard)

    return answer


def test_entries_that_are_too_large_together_go_one_by_one(answering: Loopback) -> None:
    answering.answer = larger_than(1000)
    given = envelopes(6)
    assert EventBridge().publish(given) == {envelope.id for envelope in given}
    assert [len(subjects(request)) for request in answering.heard] == [6, 1, 1, 1, 1, 1, 1]


def test_an_entry_that_is_too_large_alone_is_left_out_and_named(
    answering: Loopback, caplog: pytest.LogCaptureFixture
) -> None:
    answering.answer = larger_than(1000)
    given = envelopes(3)
    given[1] = given[1].model_copy(update={"data": {"text": "x" * 2000}})
    assert EventBridge().publish(given) == {given[0].id, given[2].id}
    assert [vars(record)["event_id"] for record in caplog.records] == [str(given[1].id)]


def test_a_bus_that_is_missing_or_away_is_an_error(answering: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    answering.answer = lambda _: (400, {"__type": "ResourceNotFoundException"})
    with pytest.raises(AwsError):
        EventBridge().publish(envelopes(2))
    monkeypatch.setenv("AWS_ENDPOINT_URL", NOBODY_LISTENS)
    with pytest.raises(Unavailable):
        EventBridge().publish(envelopes(2))
