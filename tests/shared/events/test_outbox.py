"""The outbox: an event is announced if and only if the rows it speaks of are committed."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy.orm import Session

from shared.core.clock import utc_now
from shared.core.errors import Unavailable
from shared.core.invocation import Invocation, new_id
from shared.db.models.events import LoggedEvent
from shared.db.session import tenant_session
from shared.db.transaction import tenant_transaction
from shared.events.log import EventLog
from shared.events.outbox import as_envelope
from shared.schemas.envelope import Envelope
from shared.schemas.events import LeadCreated
from tests.postgres import Database

Rows = dict[UUID, bool]


class WatchedBus:
    """A bus that notes what it was given, and which of it was committed by then; `fault` happens first."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.published: list[Envelope] = []
        self.committed: Rows = {}
        self.fault: Callable[[], None] = lambda: None

    def publish(self, envelopes: Sequence[Envelope]) -> set[UUID]:
        self.fault()
        self.committed = rows(self.database, envelopes[0].company_id)
        self.published += envelopes
        return {envelope.id for envelope in envelopes}


@pytest.fixture
def bus(deployed: Database) -> WatchedBus:
    return WatchedBus(deployed)


def rows(database: Database, company: UUID) -> Rows:
    """The events of a company that are committed → whether they are marked as published."""
    query = "SELECT event_id, published_at IS NOT NULL FROM events_log WHERE company_id = %s"
    with psycopg.connect(database.url()) as owner:
        return dict(owner.execute(query, [company]).fetchall())


@contextmanager
def run(company: UUID | None, bus: WatchedBus, *, causation_id: UUID | None = None) -> Iterator[EventLog]:
    """One invocation of a function that announces."""
    invocation = Invocation(
        function="test", correlation_id="test-correlation", company_id=company, causation_id=causation_id
    )
    with contextmanager(tenant_transaction)(invocation) as transaction:
        yield EventLog(transaction, bus, invocation, utc_now)


def happened() -> LeadCreated:
    return LeadCreated(lead_id=new_id(), lead_source="web")


def test_events_are_published_in_order_once_their_rows_are_committed(bus: WatchedBus, company: UUID) -> None:
    with run(company, bus) as events:
        recorded = [events.record(happened()) for _ in range(3)]
        assert bus.published == []
        assert rows(bus.database, company) == {}
    assert bus.published == recorded
    assert bus.committed == {envelope.id: False for envelope in recorded}
    assert rows(bus.database, company) == {envelope.id: True for envelope in recorded}


def test_a_function_that_fails_announces_nothing(bus: WatchedBus, company: UUID) -> None:
    def fail() -> None:
        with run(company, bus) as events:
            events.record(happened())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert bus.published == []
    assert rows(bus.database, company) == {}


@pytest.fixture
def refusing_commits(deployed: Database, company: UUID) -> Iterator[None]:
    """Lets every commit of an event of this company fail, not its insertion."""
    name = f"refuse_{company.hex}"
    with psycopg.connect(deployed.url(), autocommit=True) as owner:
        owner.execute(
            f"""
            CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF NEW.company_id = '{company}' THEN RAISE EXCEPTION 'refused at commit'; END IF;
              RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON events_log DEFERRABLE INITIALLY DEFERRED
              FOR EACH ROW EXECUTE FUNCTION {name}();
            """
        )
        yield
        owner.execute(f"DROP TRIGGER {name} ON events_log; DROP FUNCTION {name}()")


@pytest.mark.usefixtures("refusing_commits")
def test_a_commit_that_fails_announces_nothing(bus: WatchedBus, company: UUID) -> None:
    recorded = []
    with pytest.raises(psycopg.Error, match="refused at commit"), run(company, bus) as events:
        recorded.append(events.record(happened()))
    assert recorded
    assert bus.published == []
    assert rows(bus.database, company) == {}


def away() -> None:
    raise Unavailable("The bus does not answer.")


def broken() -> None:
    raise KeyError("Entries")


@pytest.mark.parametrize("fault", [away, broken])
def test_a_bus_that_fails_leaves_the_events_to_the_relay_and_fails_nobody(
    bus: WatchedBus, company: UUID, fault: Callable[[], None]
) -> None:
    bus.fault = fault
    with run(company, bus) as events:
        recorded = events.record(happened())
    assert rows(bus.database, company) == {recorded.id: False}


def test_a_database_that_goes_away_after_the_commit_fails_nobody(bus: WatchedBus, company: UUID) -> None:
    """What is published is not marked then: the relay publishes it once more, and its consumers handle it once."""

    def kill_connections() -> None:
        kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s AND datname = %s"
        with psycopg.connect(bus.database.url()) as owner:
            owner.execute(kill, ["astramech_app", bus.database.name])

    bus.fault = kill_connections
    with run(company, bus) as events:
        recorded = events.record(happened())
    assert bus.published == [recorded]
    assert rows(bus.database, company) == {recorded.id: False}
    bus.fault = lambda: None
    with run(company, bus) as events:
        events.record(happened())
    assert len(bus.published) == 2


def test_an_envelope_says_who_why_and_what_and_is_kept_whole(bus: WatchedBus, company: UUID) -> None:
    cause, data = new_id(), happened()
    with run(company, bus, causation_id=cause) as events:
        envelope = events.record(data)
        kept = as_envelope(one(tenant_session(events.transaction)))
    assert (envelope.type, envelope.version, envelope.source) == ("lead.created", 1, "astramech.crm")
    assert (envelope.company_id, envelope.subject) == (company, f"lead:{data.lead_id}")
    assert (envelope.correlation_id, envelope.causation_id) == ("test-correlation", cause)
    assert envelope.data == {"lead_id": str(data.lead_id), "lead_source": "web"}
    assert kept == envelope


def one(session: Session) -> LoggedEvent:
    return session.query(LoggedEvent).one()


def test_without_a_company_nothing_can_be_announced(bus: WatchedBus) -> None:
    with contextlib.suppress(ValueError), run(None, bus) as events:
        events.record(happened())
        pytest.fail("an event without a company was recorded")
    assert bus.published == []


def test_an_event_for_another_company_cannot_be_recorded(
    bus: WatchedBus, company: UUID, new_company: Callable[[], UUID]
) -> None:
    other = new_company()

    def smuggle() -> Any:
        with run(company, bus) as events:
            events.invocation = Invocation(function="test", correlation_id="x", company_id=other)
            events.record(happened())

    with pytest.raises(psycopg.Error, match="row-level security"):
        smuggle()
    assert rows(bus.database, other) == {}
