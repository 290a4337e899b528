"""Replay: published events go to the bus again, with the ids they had."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from functions.platform.schemas import ReplayReport, Window
from functions.platform.service.outbox import ReplayService
from functions.platform.tasks import replay_events
from shared.core.clock import utc_now
from shared.core.errors import Unavailable, Unprocessable
from shared.core.invocation import new_id
from shared.schemas.envelope import Envelope
from tests.functions.platform.outbox import a_company, recorded, state
from tests.lambdas import LambdaContext
from tests.postgres import Database
from tests.stage import Stage


@pytest.fixture
def database(own_database: Database) -> Database:
    """Of each test alone: a replay crosses companies."""
    return own_database


def replay(*, seconds_ago: tuple[float, float] = (1000, -10), **narrowed: Any) -> ReplayReport:
    since, until = (datetime.now(UTC) - timedelta(seconds=ago) for ago in seconds_ago)
    request = {"since": since.isoformat(), "until": until.isoformat(), **narrowed}
    return ReplayReport.model_validate(replay_events(request, LambdaContext()))


def seen(stage: Stage) -> list[UUID]:
    return [UUID(event["detail"]["id"]) for event in stage.cloud.seen()]


def test_the_events_of_a_window_are_published_again_in_order(stage: Stage) -> None:
    company = a_company(stage)
    recorded(stage, company, seconds_ago=301, published=True)
    inside = [recorded(stage, company, seconds_ago=200, published=True) for _ in range(23)]
    recorded(stage, company, seconds_ago=99, published=True)
    report = replay(seconds_ago=(300, 100))
    assert report == ReplayReport(published=23, refused=0, continue_after=None, stopped_by=None)
    assert seen(stage) == inside


def test_what_waits_for_the_relay_is_left_to_it(stage: Stage) -> None:
    waiting = recorded(stage, a_company(stage))
    assert replay().published == 0
    assert state(stage) == {waiting: (False, 0)}


@pytest.mark.parametrize("by", ["company_id", "type", "subject"])
def test_a_window_can_be_narrowed(stage: Stage, by: str) -> None:
    company, other = a_company(stage), a_company(stage)
    wanted = recorded(stage, company, published=True, event_type="lead.scored", subject="lead:7")
    recorded(stage, other, published=True)
    narrowed = {"company_id": str(company), "type": "lead.scored", "subject": "lead:7"}
    chosen: dict[str, Any] = {by: narrowed[by]}
    replay(**chosen)
    assert seen(stage) == [wanted]


class FailingBus:
    """Takes two batches, then does not answer."""

    def __init__(self) -> None:
        self.batches = 0

    def publish(self, envelopes: Sequence[Envelope]) -> set[UUID]:
        self.batches += 1
        if self.batches > 2:
            raise Unavailable("gone")
        return {envelope.id for envelope in envelopes}


class Log:
    """Thirty-five events, ten at a time."""

    def __init__(self) -> None:
        self.events = [envelope(number) for number in range(35)]

    def within(self, window: Window, *, batch: int) -> list[list[Envelope]]:
        ids = [event.id for event in self.events]
        start = ids.index(window.continue_after) + 1 if window.continue_after else 0
        return [self.events[at : at + batch] for at in range(start, 35, batch)]


def envelope(number: int) -> Envelope:
    return Envelope(
        id=new_id(),
        type="lead.created",
        version=1,
        source="astramech.crm",
        company_id=new_id(),
        subject=f"lead:{number}",
        correlation_id="c",
        occurred_at=datetime.now(UTC),
        data={},
    )


def window(**values: Any) -> Window:
    return Window(since=datetime(2026, 11, 1, tzinfo=UTC), until=datetime(2026, 11, 2, tzinfo=UTC), **values)


def test_a_replay_that_a_dead_bus_ends_goes_on_where_it_stopped() -> None:
    log: Any = Log()
    report = ReplayService(log, FailingBus(), utc_now, timedelta(minutes=1)).replay(window())
    assert report.published == 20
    assert report.stopped_by == "urn:astramech:problem:unavailable"
    assert report.continue_after == log.events[19].id
    rest = window(continue_after=report.continue_after)
    again = ReplayService(log, FailingBus(), utc_now, timedelta(minutes=1)).replay(rest)
    assert (again.published, again.continue_after, again.stopped_by) == (15, None, None)


def test_a_replay_that_runs_out_of_time_goes_on_where_it_stopped() -> None:
    log: Any = Log()
    minutes = iter(range(60))
    service = ReplayService(
        log, FailingBus(), lambda: datetime(2026, 11, 23, 12, next(minutes), tzinfo=UTC), timedelta(minutes=2)
    )
    report = service.replay(window())
    assert (report.published, report.stopped_by) == (10, None)
    assert report.continue_after == log.events[9].id


def test_continuing_reads_the_log_from_there(stage: Stage) -> None:
    company = a_company(stage)
    events = [recorded(stage, company, published=True) for _ in range(5)]
    assert replay(continue_after=str(events[2])).published == 2
    assert seen(stage) == events[3:]


def test_a_window_that_ends_before_it_begins_is_refused(stage: Stage) -> None:
    assert stage
    with pytest.raises(Unprocessable):
        replay(seconds_ago=(100, 200))
    with pytest.raises(ValidationError):
        replay_events({"since": "yesterday", "until": "2026-11-23T00:00:00Z"}, LambdaContext())
