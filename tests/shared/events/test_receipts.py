"""Receipts: an event has its effects once, however often and in whatever order it is delivered."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from pydantic import BaseModel
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from shared.core.function import Function, On, Task
from shared.core.invocation import new_id
from shared.events.log import Announcements
from shared.events.receipts import Receipt, Receipts
from shared.schemas.events import LeadCreated
from shared.schemas.tasks import TaskRequest
from tests.lambdas import LambdaContext, event_of
from tests.postgres import Database


class Work(TaskRequest):
    fails: bool = False


class Done(BaseModel):
    event_id: UUID


def announce_again(request: Work, events: Announcements) -> Done:
    envelope = events.record(LeadCreated(lead_id=new_id(), lead_source=None))
    if request.fails:
        raise ZeroDivisionError
    return Done(event_id=envelope.id)


def announce_silently(_event: LeadCreated, events: Announcements) -> None:
    events.record(LeadCreated(lead_id=new_id(), lead_source=None))


step = Function(announce_again, Task())
consumer = Function(announce_silently, On(event=LeadCreated))


def effects(database: Database, company: UUID) -> int:
    with psycopg.connect(database.url()) as owner:
        row = owner.execute("SELECT count(*) FROM events_log WHERE company_id = %s", [company]).fetchone()
    return int(row[0]) if row else 0


def work(company: UUID, event_id: UUID, **given: Any) -> Any:
    request = {"company_id": str(company), "event_id": str(event_id), "correlation_id": "c", **given}
    return step(request, LambdaContext())


def test_a_second_run_of_a_step_changes_nothing_and_answers_as_the_first(deployed: Database, company: UUID) -> None:
    event_id = new_id()
    first, second = work(company, event_id), work(company, event_id)
    assert first == second
    assert effects(deployed, company) == 1
    assert work(company, new_id()) != first
    assert effects(deployed, company) == 2


def test_an_event_delivered_three_times_has_its_effect_once(deployed: Database, company: UUID) -> None:
    event = event_of("lead.created", {"lead_id": str(new_id()), "lead_source": None}, company)
    assert [consumer(event, LambdaContext()) for _ in range(3)] == [None] * 3
    assert effects(deployed, company) == 1


def test_a_step_that_failed_can_be_run_again(deployed: Database, company: UUID) -> None:
    event_id = new_id()
    with pytest.raises(ZeroDivisionError):
        work(company, event_id, fails=True)
    assert effects(deployed, company) == 0
    assert work(company, event_id)
    assert effects(deployed, company) == 1


def test_each_consumer_handles_an_event_for_itself(deployed: Database, company: UUID) -> None:
    event = event_of("lead.created", {"lead_id": str(new_id()), "lead_source": None}, company)
    consumer(event, LambdaContext())
    work(company, UUID(event["detail"]["id"]))
    assert effects(deployed, company) == 2


OpenSession = Callable[[], Session]


@pytest.fixture
def open_session(deployed: Database, company: UUID) -> Iterator[OpenSession]:
    """Opens transactions of the company on connections of their own, as several Lambdas do."""
    engine = create_engine(deployed.url("astramech_app").replace("postgresql", "postgresql+psycopg"))

    def open_one() -> Session:
        session = Session(engine)
        session.execute(text("SELECT set_config('app.company_id', :company, true)"), {"company": str(company)})
        return session

    yield open_one
    engine.dispose()


class SecondDelivery:
    """A delivery that comes while the first is being handled."""

    def __init__(self, session: Session, company: UUID, event_id: UUID) -> None:
        self.session = session
        self.company = company
        self.event_id = event_id
        self.pid = session.scalar(text("SELECT pg_backend_pid()"))
        self.thread = threading.Thread(target=self._claim)
        self.receipt: Receipt | None = None

    def wait_behind_the_first(self, database: Database) -> None:
        self.thread.start()
        waiting = "SELECT 1 FROM pg_stat_activity WHERE pid = %s AND wait_event_type = 'Lock'"
        deadline = time.monotonic() + 30
        with psycopg.connect(database.url(), autocommit=True) as owner:
            while not owner.execute(waiting, [self.pid]).fetchone():
                assert time.monotonic() < deadline
                time.sleep(0.01)

    def claimed(self) -> Receipt:
        self.thread.join(30)
        assert self.receipt
        self.session.close()
        return self.receipt

    def _claim(self) -> None:
        self.receipt = Receipts(self.session, self.company).claim(self.event_id, consumer="a")


def test_a_delivery_at_the_same_time_waits_and_finds_the_outcome(
    deployed: Database, company: UUID, open_session: OpenSession
) -> None:
    event_id = new_id()
    with open_session() as first:
        receipt = Receipts(first, company).claim(event_id, consumer="a")
        second = SecondDelivery(open_session(), company, event_id)
        second.wait_behind_the_first(deployed)
        receipt.settle({"done": 1})
        first.commit()
    found = second.claimed()
    assert (receipt.settled, found.settled, found.outcome) == (False, True, {"done": 1})


def test_a_delivery_at_the_same_time_takes_over_when_the_first_fails(
    deployed: Database, company: UUID, open_session: OpenSession
) -> None:
    event_id = new_id()
    with open_session() as first:
        Receipts(first, company).claim(event_id, consumer="a")
        second = SecondDelivery(open_session(), company, event_id)
        second.wait_behind_the_first(deployed)
        first.rollback()
    assert not second.claimed().settled


def test_a_company_that_claims_anothers_event_gets_nothing(
    deployed: Database, company: UUID, new_company: Callable[[], UUID]
) -> None:
    event_id = new_id()
    work(company, event_id)
    other = new_company()
    assert work(other, event_id) is None
    assert effects(deployed, other) == 0
