"""The floor: the lead and its event in one transaction and on the bus, with psycopg and boto3 and nothing around them.

It validates nothing, knows no roles, keeps no outbox (a row says at once that it is published) and writes no log: no
service would run it. It is what the work itself costs.
"""

import json
import os
import uuid
from datetime import UTC, datetime
from typing import Any

import boto3
import psycopg
from psycopg.types.json import Jsonb

connection = psycopg.connect()  # the address is in libpq's own variables
bus = boto3.client("events")

INSERT_LEAD = """
    INSERT INTO leads (id, company_id, contact_name, email, email_key, company, phone, source, score, band, reasons,
      scored_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 0, 'cold', '[]', %s)
"""
INSERT_EVENT = """
    INSERT INTO events_log (event_id, company_id, type, version, source, subject, correlation_id, payload, occurred_at,
      published_at)
    VALUES (%s, %s, 'lead.created', 1, 'astramech.crm', %s, %s, %s, %s, now())
"""


def create_lead(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer ``POST /crm/leads`` behind API Gateway, payload 2.0."""
    draft = json.loads(event["body"])
    lead_id, event_id, now = uuid.uuid4(), uuid.uuid4(), datetime.now(UTC)
    company = event["requestContext"]["authorizer"]["lambda"]["company_id"]
    correlation_id = event["requestContext"]["requestId"]
    data = {"lead_id": str(lead_id), "lead_source": draft["source"]}
    contact = [draft["contact_name"], draft["email"], draft["email"], draft["company"], draft["phone"], draft["source"]]
    with connection.transaction():
        connection.execute(INSERT_LEAD, [lead_id, company, *contact, now])
        connection.execute(INSERT_EVENT, [event_id, company, f"lead:{lead_id}", correlation_id, Jsonb(data), now])
    detail = {
        "id": str(event_id),
        "type": "lead.created",
        "version": 1,
        "source": "astramech.crm",
        "company_id": company,
        "subject": f"lead:{lead_id}",
        "correlation_id": correlation_id,
        "occurred_at": now.isoformat(),
        "data": data,
    }
    bus.put_events(
        Entries=[
            {
                "EventBusName": os.environ["BUS_NAME"],
                "Source": "astramech.crm",
                "DetailType": "lead.created",
                "Detail": json.dumps(detail),
            }
        ]
    )
    answer = {"lead_id": str(lead_id), "score": 0, "reasons": []}
    return {"statusCode": 201, "headers": {"content-type": "application/json"}, "body": json.dumps(answer)}
