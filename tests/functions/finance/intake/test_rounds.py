"""Nothing stays where it is for ever, and nobody is reminded twice."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
from psycopg import sql

from functions.finance.jobs.rounds import remind_of_due_bills, sweep_stuck_documents
from tests.functions.finance.extraction.dian_documents import dian
from tests.functions.finance.intake.bucket import Drop
from tests.lambdas import LambdaContext


def age(drop: Drop, invoice_id: UUID, **changes: object) -> None:
    """Let the document have moved last an hour ago."""
    values = {"updated_at": datetime.now(UTC) - timedelta(hours=1), **changes}
    with psycopg.connect(drop.stage.database.url()) as owner:
        for column, value in values.items():
            query = sql.SQL("UPDATE invoices SET {} = %s WHERE id = %s").format(sql.Identifier(column))
            owner.execute(query, [value, invoice_id])


def announcements(drop: Drop, invoice_id: UUID) -> int:
    return [event["invoice_id"] for event in drop.events("invoice.received")].count(str(invoice_id))


def test_a_stuck_document_is_announced_again_and_then_has_time(drop: Drop) -> None:
    stuck, moving = drop.arrive(dian().encode()), drop.arrive(b"<a/>")
    age(drop, stuck["id"])
    for _ in range(2):
        sweep_stuck_documents({}, LambdaContext())
    assert announcements(drop, stuck["id"]) == 2
    assert announcements(drop, moving["id"]) == 1


def test_a_document_that_waits_for_a_person_is_not_stuck(drop: Drop) -> None:
    waiting = drop.arrive(b"<Invoice")
    age(drop, waiting["id"])
    sweep_stuck_documents({}, LambdaContext())
    assert announcements(drop, waiting["id"]) == 1


def test_what_never_moves_is_shown_to_people(drop: Drop) -> None:
    stuck = drop.arrive(dian().encode())
    for _ in range(5):
        age(drop, stuck["id"])
        sweep_stuck_documents({}, LambdaContext())
    shown = drop.invoice(stuck["id"])
    assert (shown["status"], drop.codes(shown)) == ("needs_review", ["processing_failed"])
    assert announcements(drop, stuck["id"]) == 5
    assert len(drop.events("invoice.needs_review")) == 1


def test_a_bill_is_announced_once_some_days_before_it_is_due(drop: Drop) -> None:
    bill, later = (drop.arrive(dian(number=number).encode()) for number in ("SETP1", "SETP2"))
    today = datetime.now(UTC).date()
    booked = {"status": "posted", "direction": "purchase", "total_cop": 1_190_000, "withheld": 29_750}
    age(drop, bill["id"], **booked, due_on=today + timedelta(days=1))
    age(drop, later["id"], **booked, due_on=today + timedelta(days=30))
    for _ in range(2):
        remind_of_due_bills({}, LambdaContext())
    (due,) = drop.events("invoice.due")
    assert (due["invoice_id"], due["owed"]) == (str(bill["id"]), "1160250.00")
