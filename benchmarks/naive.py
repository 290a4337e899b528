"""The naive stack: the same endpoint as most projects write it, with its clients, engine and tracer made at import.

FastAPI with Mangum, SQLAlchemy's ORM, and of Powertools the Logger, Metrics and Tracer. It announces after the commit
and keeps no outbox (a row says at once that it is published), knows no row-level security, and scores nothing.
"""

import json
import os
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

import boto3
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from fastapi import Depends, FastAPI, Request
from mangum import Mangum
from pydantic import BaseModel, EmailStr, Field
from sqlalchemy import create_engine
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

logger = Logger(service="crm")
tracer = Tracer(service="crm")
metrics = Metrics(namespace="Naive", service="crm")
bus = boto3.client("events")
bucket = boto3.client("s3")
engine = create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)
new_session = sessionmaker(engine)
app = FastAPI(title="CRM")


class Table(DeclarativeBase):
    pass


class Lead(Table):
    __tablename__ = "leads"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    company_id: Mapped[uuid.UUID]
    contact_name: Mapped[str]
    email: Mapped[str]
    email_key: Mapped[str]
    company: Mapped[str | None]
    phone: Mapped[str | None]
    source: Mapped[str | None]
    score: Mapped[int] = mapped_column(default=0)
    band: Mapped[str] = mapped_column(default="cold")
    reasons: Mapped[list[Any]] = mapped_column(JSONB, default=list)
    scored_at: Mapped[datetime]


class Event(Table):
    __tablename__ = "events_log"

    event_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    company_id: Mapped[uuid.UUID]
    type: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    source: Mapped[str]
    subject: Mapped[str]
    correlation_id: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    occurred_at: Mapped[datetime]
    published_at: Mapped[datetime]


class LeadIn(BaseModel):
    contact_name: str = Field(min_length=1, max_length=200)
    email: EmailStr
    company: str | None = None
    phone: str | None = None
    source: str | None = None


class LeadOut(BaseModel):
    lead_id: uuid.UUID
    score: int
    reasons: list[Any]


def open_session() -> Iterator[Session]:
    with new_session() as session:
        yield session


@app.post("/api/v1/crm/leads", status_code=201)
def create_lead(draft: LeadIn, request: Request, session: Annotated[Session, Depends(open_session)]) -> LeadOut:
    """Register a lead and announce it."""
    context = request.scope["aws.event"]["requestContext"]
    lead, event = _save(draft, context, session)
    _announce(event)
    metrics.add_metric("LeadCreated", MetricUnit.Count, 1)
    logger.info("lead created", extra={"lead_id": str(lead.id)})
    return LeadOut(lead_id=lead.id, score=lead.score, reasons=lead.reasons)


@tracer.capture_method
def _save(draft: LeadIn, context: dict[str, Any], session: Session) -> tuple[Lead, Event]:
    now, company_id = datetime.now(UTC), uuid.UUID(context["authorizer"]["lambda"]["company_id"])
    lead = Lead(**draft.model_dump(), email_key=draft.email.lower(), company_id=company_id, scored_at=now)
    session.add(lead)
    session.flush()
    event = Event(
        company_id=company_id,
        type="lead.created",
        source="astramech.crm",
        subject=f"lead:{lead.id}",
        correlation_id=context["requestId"],
        payload={"lead_id": str(lead.id), "lead_source": lead.source},
        occurred_at=now,
        published_at=now,
    )
    session.add(event)
    session.commit()
    return lead, event


@tracer.capture_method
def _announce(event: Event) -> None:
    detail = {"id": str(event.event_id), "type": event.type, "company_id": str(event.company_id), "data": event.payload}
    bus.put_events(
        Entries=[
            {
                "EventBusName": os.environ["BUS_NAME"],
                "Source": event.source,
                "DetailType": event.type,
                "Detail": json.dumps(detail),
            }
        ]
    )


serve = Mangum(app, lifespan="off")


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: Any, context: Any) -> Any:
    return serve(event, context)
