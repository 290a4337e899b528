"""The relay: what did not reach the bus gets there, in order, and nothing blocks the rest."""

import json
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from functions.platform.jobs import relay_outbox
from functions.platform.repository.outbox import OutboxRows
from functions.platform.schemas import RelayReport
from functions.platform.service.outbox import OutboxService
from shared.core.clock import utc_now
from shared.core.errors import Unavailable
from shared.schemas.envelope import Envelope
from tests.functions.platform.outbox import a_company, recorded, state
from tests.lambdas import NOBODY_LISTENS, LambdaContext
from tests.loopback import Answer, Heard, loopback
from tests.postgres import Database
from tests.stage import Stage

LONG = timedelta(minutes=1)


@pytest.fixture
def database(own_database: Database) -> Database:
    """Of each test alone: the relay crosses companies."""
    return own_database


def relay() -> RelayReport:
    return RelayReport.model_validate(relay_outbox({}, LambdaContext()))


def seen(stage: Stage) -> list[UUID]:
    return [UUID(event["detail"]["id"]) for event in stage.cloud.seen()]


def test_what_waits_is_published_in_order_and_marked(stage: Stage) -> None:
    company, other = a_company(stage), a_company(stage)
    waiting = [recorded(stage, owner, seconds_ago=100 - n) for n, owner in enumerate([company, other, company] * 8)]
    report = relay()
    assert seen(stage) == waiting
    assert state(stage) == dict.fromkeys(waiting, (True, 0))
    assert report == RelayReport(published=24, refused=0, waiting=0, oldest_seconds=0, stopped_by=None)
    assert relay().published == 0
    assert seen(stage) == []


def test_the_bus_gets_the_envelope_that_was_recorded(stage: Stage) -> None:
    company = a_company(stage)
    event_id = recorded(stage, company, subject="lead:7", data={"lead_id": "7"})
    relay()
    [event] = stage.cloud.seen()
    assert (event["source"], event["detail-type"]) == ("astramech.crm", "lead.created")
    envelope = Envelope.model_validate(event["detail"])
    assert (envelope.id, envelope.company_id, envelope.subject) == (event_id, company, "lead:7")
    assert (envelope.correlation_id, envelope.data) == ("test-correlation", {"lead_id": "7"})


def test_an_event_that_is_probably_on_its_way_is_left_alone(stage: Stage) -> None:
    young = recorded(stage, a_company(stage), seconds_ago=5)
    report = relay()
    assert (report.published, report.waiting) == (0, 1)
    assert 5 <= report.oldest_seconds < 60
    assert state(stage)[young] == (False, 0)


@pytest.mark.parametrize(("seconds_ago", "due"), [(79, False), (90, True)])
def test_a_refused_event_waits_twice_as_long_each_time(stage: Stage, seconds_ago: float, *, due: bool) -> None:
    recorded(stage, a_company(stage), seconds_ago=seconds_ago, attempts=3)
    assert relay().published == int(due)


def test_a_bus_that_is_down_leaves_everything_for_later_and_is_logged_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    waiting = [recorded(stage, a_company(stage)) for _ in range(25)]
    with monkeypatch.context() as down:
        down.setenv("AWS_ENDPOINT_URL_EVENTBRIDGE", NOBODY_LISTENS)
        report = relay()
    assert (report.published, report.refused, report.waiting) == (0, 0, 25)
    assert report.stopped_by == "urn:astramech:problem:unavailable"
    assert state(stage) == dict.fromkeys(waiting, (False, 0))
    assert [vars(record)["waiting"] for record in caplog.records if record.levelname == "WARNING"] == [25]
    assert relay().published == 25


def test_the_age_of_the_backlog_is_a_metric(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    recorded(stage, a_company(stage), seconds_ago=300, attempts=10)
    relay()
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    [metrics] = [line for line in lines if "OutboxBacklogAge" in line]
    assert 300 <= metrics["OutboxBacklogAge"][0] < 400
    assert (metrics["OutboxBacklog"], metrics["service"]) == ([1.0], "platform")
    units = {metric["Name"]: metric["Unit"] for metric in metrics["_aws"]["CloudWatchMetrics"][0]["Metrics"]}
    assert (units["OutboxBacklogAge"], units["OutboxBacklog"]) == ("Seconds", "Count")


def events_of(heard: Heard) -> list[dict[str, Any]]:
    return [json.loads(entry["Detail"]) for entry in heard.json["Entries"]]


def refusing(subject: str) -> Answer:
    """A bus that throttles the entries about one subject."""

    def answer(heard: Heard) -> tuple[int, Any]:
        refused = [event["subject"] == subject for event in events_of(heard)]
        entries = [{"ErrorCode": "ThrottlingException"} if no else {"EventId": "1"} for no in refused]
        return 200, {"FailedEntryCount": sum(refused), "Entries": entries}

    return answer


def test_a_refused_entry_is_counted_and_passed_over(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    company = a_company(stage)
    events = [recorded(stage, company, seconds_ago=100 - n, subject=f"lead:{n}") for n in range(15)]
    with loopback(refusing("lead:3")) as bus:
        monkeypatch.setenv("AWS_ENDPOINT_URL_EVENTBRIDGE", bus.url)
        report = relay()
    assert (report.published, report.refused, report.waiting) == (14, 1, 1)
    assert [len(events_of(request)) for request in bus.heard] == [10, 5]
    assert state(stage) == {event: (event != events[3], int(event == events[3])) for event in events}


def too_large(subject: str) -> Answer:
    """A bus that refuses every request with an entry about one subject, as EventBridge does with what is too large."""

    def answer(heard: Heard) -> tuple[int, Any]:
        events = events_of(heard)
        if any(event["subject"] == subject for event in events):
            return 400, {"__type": "ValidationException", "message": "Total size of the entries is over the limit."}
        return 200, {"FailedEntryCount": 0, "Entries": [{"EventId": "1"} for _ in events]}

    return answer


def test_an_entry_that_is_too_large_does_not_block_the_others(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    company = a_company(stage)
    events = [recorded(stage, company, seconds_ago=100 - n, subject=f"lead:{n}") for n in range(12)]
    with loopback(too_large("lead:0")) as bus:
        monkeypatch.setenv("AWS_ENDPOINT_URL_EVENTBRIDGE", bus.url)
        assert relay().published == 11
    assert state(stage) == {event: (event != events[0], int(event == events[0])) for event in events}


class ScriptedBus:
    """Takes everything; before the n-th batch it does what the script says."""

    def __init__(self, *script: Any) -> None:
        self.script = list(script)
        self.batches: list[list[UUID]] = []

    def publish(self, envelopes: Sequence[Envelope]) -> set[UUID]:
        if self.script and (step := self.script.pop(0)):
            step()
        self.batches.append([envelope.id for envelope in envelopes])
        return set(self.batches[-1])


@pytest.fixture
def own_session(stage: Stage) -> Any:
    """Makes sessions that do not share a connection, as two Lambdas do not."""
    engine = create_engine(stage.database.url("astramech_system").replace("postgresql", "postgresql+psycopg"))
    yield lambda: Session(engine)
    engine.dispose()


def fail() -> None:
    raise Unavailable("gone")


def test_what_the_bus_took_before_it_went_down_stays_marked(stage: Stage, own_session: Any) -> None:
    company = a_company(stage)
    events = [recorded(stage, company, seconds_ago=100 - n) for n in range(25)]
    bus = ScriptedBus(None, fail)
    with own_session() as session:
        report = OutboxService(OutboxRows(session), bus, utc_now, lambda _: None, LONG).relay()
    assert (report.published, report.waiting) == (10, 15)
    assert state(stage) == {event: (event in events[:10], 0) for event in events}


def test_two_relays_at_once_publish_nothing_twice(stage: Stage, own_session: Any) -> None:
    company = a_company(stage)
    events = [recorded(stage, company, seconds_ago=100 - n) for n in range(25)]
    first_publishes, second_is_done = threading.Event(), threading.Event()

    def wait() -> None:
        first_publishes.set()
        second_is_done.wait(30)

    first, second = ScriptedBus(wait), ScriptedBus()

    def run(bus: ScriptedBus) -> None:
        with own_session() as session:
            OutboxService(OutboxRows(session), bus, utc_now, lambda _: None, LONG).relay()

    slow = threading.Thread(target=run, args=[first])
    slow.start()
    assert first_publishes.wait(30)
    run(second)
    second_is_done.set()
    slow.join()
    assert first.batches == [events[:10]]
    assert second.batches == [events[10:20], events[20:]]
    assert state(stage) == dict.fromkeys(events, (True, 0))


def test_a_run_ends_when_its_time_is_nearly_out(stage: Stage, own_session: Any) -> None:
    company = a_company(stage)
    for n in range(35):
        recorded(stage, company, seconds_ago=100 - n)
    minutes = iter(range(100))
    bus = ScriptedBus()
    with own_session() as session:
        service = OutboxService(
            OutboxRows(session),
            bus,
            lambda: datetime(2026, 11, 23, 12, next(minutes), tzinfo=UTC),
            lambda _: None,
            timedelta(minutes=2),
        )
        report = service.relay()
    assert (report.published, report.waiting) == (20, 15)
