"""The floor of a flow's task: the row that scoring leaves, with psycopg and nothing around it."""

import uuid
from datetime import UTC, datetime
from typing import Any

import psycopg

connection = psycopg.connect(autocommit=True)  # the address is in libpq's own variables

INSERT_SCORE = """
    INSERT INTO lead_scores (id, company_id, lead_id, score, fit, intent, band, reasons, scored_at, cause_event_id)
    VALUES (%s, %s, %s, 0, 0, 0, 'cold', '[]', %s, %s)
"""


def score_lead(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """What a state machine passes to the step that scores, in; what the next step needs, out."""
    row = [uuid.uuid4(), event["company_id"], event["lead_id"]]
    connection.execute(INSERT_SCORE, [*row, datetime.now(UTC), event["event_id"]])
    return {"lead_id": event["lead_id"], "score": 0, "band": "cold"}
