"""Calls, from dial to outcome."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Identified, Tenant, Timestamped, addressable, within_company
from shared.db.models.crm import Lead
from shared.db.models.marketing import Campaign

STATUSES = ("queued", "initiated", "ringing", "in-progress", "completed", "busy", "no-answer", "failed", "canceled")


class CallSession(Identified, Tenant, Timestamped, Base):
    """One call; statuses are spelled as Twilio spells them.

    Attributes:
        decision_id: of the legal gate, for the last time it was asked.
        reason: why it ended without a conversation: `gate:<code>`, `refused:<code>`, `canceled`.
        claimed_at: when somebody began to dial it; nobody else does for a while.
        sent_at: when the carrier was last asked for it; whether the carrier took it may be unknown.
        dials: how often the carrier was asked.
        next_verb: what follows when the stream is closed: `transfer`, `hang_up`, or nothing particular.
        finished_at: when the conversation was written down.
        announced_at: when its end was announced, once.
        task_token: of the execution that waits for its end.
        to_number: null once the person is forgotten, since `forgotten_at`; `number_hash` then stands for it.
        script_version: of its campaign; of the company's settings where it has none.
        words_until: how long what was said is kept; removed at `words_removed_at`.
        carrier_erasure: what the carrier is still to remove: `recordings`, or its whole `record` of the call.
        most_seconds: how long the carrier lets it last, so that its cost has a bound.
        minute_rate: what a minute costs at most, in `cost_currency`, until the carrier tells `price`.
        price: what the carrier asks for it, in `cost_currency`; null until known, last asked for at `price_asked_at`.
    """

    __tablename__ = "call_sessions"
    __table_args__ = (
        addressable(),
        within_company("lead_id", "leads.id", ondelete="SET NULL"),
        within_company("campaign_id", "campaigns.id", ondelete="SET NULL"),
        CheckConstraint(f"status in {STATUSES}", name="status"),
        CheckConstraint("to_number is not null or forgotten_at is not null", name="forgotten"),
        CheckConstraint("carrier_erasure in ('recordings', 'record')", name="carrier_erasure"),
        UniqueConstraint("company_id", "idempotency_key"),
        Index("ix_call_sessions_lead", "company_id", "lead_id"),
        Index("ix_call_sessions_newest", "company_id", "id"),
        Index("ix_call_sessions_campaign", "company_id", "campaign_id", "id"),
        Index("ix_call_sessions_open", "created_at", postgresql_where=text("announced_at is null")),
        Index("ix_call_sessions_words", "words_until", postgresql_where=text("transcript_key is not null")),
        Index("ix_call_sessions_erasure", "id", postgresql_where=text("carrier_erasure is not null")),
        Index(
            "ix_call_sessions_unpriced",
            "ended_at",
            postgresql_where=text("price is null and answered_at is not null and announced_at is not null"),
        ),
    )

    lead_id: Mapped[UUID | None]
    campaign_id: Mapped[UUID | None]
    call_sid: Mapped[str | None] = mapped_column(unique=True)
    direction: Mapped[str] = mapped_column(server_default="outbound")
    to_number: Mapped[str | None]
    from_number: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="queued")
    started_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    duration_seconds: Mapped[int | None]
    outcome: Mapped[str | None]
    score: Mapped[int | None]
    transcript_key: Mapped[str | None]
    recording_key: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))

    idempotency_key: Mapped[str | None]
    requested_by: Mapped[UUID | None]
    correlation_id: Mapped[str] = mapped_column(server_default="")
    purpose: Mapped[str] = mapped_column(server_default="marketing")
    language: Mapped[str] = mapped_column(server_default="es")
    script_version: Mapped[int | None]
    provider: Mapped[str] = mapped_column(server_default="twilio")
    decision_id: Mapped[UUID | None]
    must_end_by: Mapped[datetime | None]
    reason: Mapped[str | None]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    dials: Mapped[int] = mapped_column(server_default="0")
    answered_by: Mapped[str | None]
    streamed_at: Mapped[datetime | None]
    stream_sid: Mapped[str | None]
    resumes: Mapped[int] = mapped_column(server_default="0")
    next_verb: Mapped[str | None]
    finished_at: Mapped[datetime | None]
    announced_at: Mapped[datetime | None]
    callback_at: Mapped[datetime | None]
    meeting_at: Mapped[datetime | None]
    recording_until: Mapped[datetime | None]
    task_token: Mapped[str | None]
    number_hash: Mapped[str | None]
    forgotten_at: Mapped[datetime | None]
    words_until: Mapped[datetime | None]
    words_removed_at: Mapped[datetime | None]
    carrier_erasure: Mapped[str | None]
    most_seconds: Mapped[int | None]
    minute_rate: Mapped[Decimal | None] = mapped_column(Numeric(12, 6))
    price: Mapped[Decimal | None] = mapped_column(Numeric(12, 6))
    cost_currency: Mapped[str | None]
    price_asked_at: Mapped[datetime | None]


class CallStream(Identified, Tenant, Base):
    """A token that opens one stream of one call, once; only its digest is kept."""

    __tablename__ = "call_streams"
    __table_args__ = (within_company("call_id", "call_sessions.id"),)

    call_id: Mapped[UUID]
    token_digest: Mapped[str] = mapped_column(unique=True)
    because: Mapped[str] = mapped_column(server_default="first")
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    stream_sid: Mapped[str | None]


class CallEvent(Identified, Tenant, Base):
    """A status that the carrier told us, once for each number that it gave it."""

    __tablename__ = "call_events"
    __table_args__ = (
        within_company("call_id", "call_sessions.id"),
        UniqueConstraint("company_id", "call_sid", "status", "sequence"),
    )

    call_id: Mapped[UUID]
    call_sid: Mapped[str]
    status: Mapped[str]
    sequence: Mapped[int]
    became: Mapped[str]
    told_at: Mapped[datetime | None]
    received_at: Mapped[datetime]


class CallCampaign(Tenant, Timestamped, Base):
    """How a campaign calls; its name, status and budget are in `campaigns`.

    Attributes:
        settings: as `functions.calls.schemas.campaigns.CallSettings` has them.
        paused_because: `by hand`, `abandonment`, `kill switch` or `budget`; null while it runs.
    """

    __tablename__ = "call_campaigns"
    __table_args__ = (
        within_company("campaign_id", "campaigns.id"),
        UniqueConstraint("company_id", "campaign_id"),
        CheckConstraint("language in ('es', 'en')", name="language"),
    )

    campaign_id: Mapped[UUID] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(server_default="es")
    script_version: Mapped[int] = mapped_column(server_default="1")
    settings: Mapped[dict[str, Any]]
    paused_because: Mapped[str | None]
    paused_at: Mapped[datetime | None]
    dialled_at: Mapped[datetime | None]


class CompanyCalls(Identified, Tenant, Base):
    """One version of how a company calls without a campaign; a version never changes, and the newest one counts.

    Attributes:
        settings: as `functions.calls.domain.scripts.CallSettings` has them.
        script: as `functions.calls.domain.scripts.ScriptChoice` has it.
        costs: as `functions.calls.domain.costs.Costs` has them.
        made_by: who made it, and so approved what is said.
    """

    __tablename__ = "company_calls"
    __table_args__ = (
        UniqueConstraint("company_id", "version"),
        CheckConstraint("language in ('es', 'en')", name="language"),
    )

    version: Mapped[int]
    language: Mapped[str] = mapped_column(server_default="es")
    settings: Mapped[dict[str, Any]]
    script: Mapped[dict[str, Any]]
    costs: Mapped[dict[str, Any]]
    made_by: Mapped[UUID]
    made_at: Mapped[datetime]


class CallScript(Identified, Tenant, Base):
    """One version of what a campaign says; a version never changes."""

    __tablename__ = "call_scripts"
    __table_args__ = (
        within_company("campaign_id", "campaigns.id"),
        UniqueConstraint("company_id", "campaign_id", "version"),
    )

    campaign_id: Mapped[UUID]
    version: Mapped[int]
    content: Mapped[dict[str, Any]]
    approved_by: Mapped[UUID | None]
    approved_at: Mapped[datetime | None]
    made_at: Mapped[datetime]


class CampaignLead(Identified, Tenant, Timestamped, Base):
    """A lead in the queue of a campaign.

    Attributes:
        status: `waiting`, `dialling`, `reached`, or `given_up`.
        code: why it was last not called, as the gate says it; with `reasons`.
    """

    __tablename__ = "campaign_leads"
    __table_args__ = (
        within_company("campaign_id", "campaigns.id"),
        within_company("lead_id", "leads.id"),
        UniqueConstraint("company_id", "campaign_id", "lead_id"),
        CheckConstraint("status in ('waiting', 'dialling', 'reached', 'given_up')", name="status"),
        Index("ix_campaign_leads_due", "company_id", "campaign_id", "status", "next_attempt_at"),
    )

    campaign_id: Mapped[UUID]
    lead_id: Mapped[UUID]
    status: Mapped[str] = mapped_column(server_default="waiting")
    attempts: Mapped[int] = mapped_column(server_default="0")
    next_attempt_at: Mapped[datetime | None]
    last_call_id: Mapped[UUID | None]
    code: Mapped[str | None]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'"))
    outcome: Mapped[str | None]


class CallAccess(Identified, Tenant, Base):
    """Somebody was shown what was said in a call; kept as long as the call."""

    __tablename__ = "call_accesses"
    __table_args__ = (
        within_company("call_id", "call_sessions.id"),
        Index("ix_call_accesses_call", "company_id", "call_id", "id"),
    )

    call_id: Mapped[UUID]
    caller_id: Mapped[UUID]
    what: Mapped[str]
    at: Mapped[datetime]


__all__ = ["STATUSES", "CallSession", "Campaign", "Lead"]
