"""Rows of `events_log` in the state that a test needs; the relay sees those of every company."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from shared.core.invocation import new_id
from tests.stage import Stage


def a_company(stage: Stage) -> UUID:
    company = new_id()
    with psycopg.connect(stage.database.url()) as owner:
        owner.execute("INSERT INTO companies (id, name) VALUES (%s, 'Hotel Brisa')", [company])
    return company


def recorded(
    stage: Stage,
    company: UUID,
    *,
    seconds_ago: float = 60,
    attempts: int = 0,
    published: bool = False,
    event_type: str = "lead.created",
    source: str = "astramech.crm",
    subject: str | None = None,
    data: dict[str, Any] | None = None,
) -> UUID:
    """Insert one event; its id."""
    event_id = new_id()
    row = {
        "event_id": event_id,
        "company_id": company,
        "type": event_type,
        "version": 1,
        "source": source,
        "subject": subject or f"lead:{event_id}",
        "correlation_id": "test-correlation",
        "payload": Jsonb(data or {}),
        "occurred_at": datetime.now(UTC),
        "attempts": attempts,
        "seconds_ago": seconds_ago,
        "published": published,
    }
    with psycopg.connect(stage.database.url()) as owner:
        owner.execute(
            """
            INSERT INTO events_log (event_id, company_id, type, version, source, subject, correlation_id, payload,
                                    occurred_at, recorded_at, attempts, published_at)
            VALUES (%(event_id)s, %(company_id)s, %(type)s, %(version)s, %(source)s, %(subject)s, %(correlation_id)s,
                    %(payload)s, %(occurred_at)s, now() - make_interval(secs => %(seconds_ago)s), %(attempts)s,
                    CASE WHEN %(published)s THEN now() END)
            """,
            row,
        )
    return event_id


def state(stage: Stage) -> dict[UUID, tuple[bool, int]]:
    """Event → whether it is marked as published, and how often it was refused."""
    with psycopg.connect(stage.database.url()) as owner:
        rows = owner.execute("SELECT event_id, published_at IS NOT NULL, attempts FROM events_log").fetchall()
    return {event_id: (published, attempts) for event_id, published, attempts in rows}
