"""Leads, what they scored and why, what they signalled, and what people have to do about them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Identified, Tenant, Timestamped, addressable, within_company
from shared.db.models.identity import User

STATUSES = ("new", "contacted", "engaged", "qualified", "meeting_booked", "customer", "disqualified")


class Lead(Identified, Tenant, Timestamped, Base):
    """A person who may buy.

    Attributes:
        email: where mail goes: the address the person gave last.
        email_key: the address normalised for finding duplicates; never used for sending.
    """

    __tablename__ = "leads"
    __table_args__ = (
        addressable(),
        UniqueConstraint("company_id", "email_key"),
        within_company("owner_id", "users.id", ondelete="SET NULL"),
        CheckConstraint(f"status in {STATUSES}", name="status"),
        CheckConstraint("score between 0 and 100", name="score"),
        Index("ix_leads_newest", "company_id", "id"),
    )

    contact_name: Mapped[str]
    email: Mapped[str]
    email_key: Mapped[str]
    company: Mapped[str | None]
    phone: Mapped[str | None]
    source: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="new", default="new")
    score: Mapped[int]
    band: Mapped[str]
    reasons: Mapped[list[dict[str, Any]]]
    scored_at: Mapped[datetime]
    owner_id: Mapped[UUID | None]


class LeadScore(Identified, Tenant, Base):
    """One entry of a lead's score history."""

    __tablename__ = "lead_scores"
    __table_args__ = (
        within_company("lead_id", "leads.id"),
        Index("ix_lead_scores_lead", "company_id", "lead_id", "id"),
    )

    lead_id: Mapped[UUID]
    score: Mapped[int]
    fit: Mapped[int]
    intent: Mapped[float]
    band: Mapped[str]
    reasons: Mapped[list[dict[str, Any]]]
    scored_at: Mapped[datetime]
    cause_event_id: Mapped[UUID | None]


class BuyerSignal(Identified, Tenant, Base):
    """Evidence of intent to buy; its points decay."""

    __tablename__ = "buyer_signals"
    __table_args__ = (
        within_company("lead_id", "leads.id"),
        CheckConstraint("strength in ('low', 'medium', 'high')", name="strength"),
        Index("ix_buyer_signals_lead", "company_id", "lead_id", "occurred_at"),
    )

    lead_id: Mapped[UUID]
    signal_type: Mapped[str]
    strength: Mapped[str]
    actionable: Mapped[bool]
    details: Mapped[dict[str, Any]]
    event_id: Mapped[UUID]
    occurred_at: Mapped[datetime]


class FollowUp(Identified, Tenant, Base):
    """A task for a person."""

    __tablename__ = "tasks"
    __table_args__ = (
        within_company("lead_id", "leads.id"),
        within_company("owner_id", "users.id", ondelete="SET NULL"),
        Index("ix_tasks_lead", "company_id", "lead_id"),
        Index("ix_tasks_due", "company_id", "due_at"),
    )

    lead_id: Mapped[UUID]
    kind: Mapped[str]
    reason: Mapped[str]
    due_at: Mapped[datetime]
    owner_id: Mapped[UUID | None]
    done_at: Mapped[datetime | None]
    cause_event_id: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Interaction(Identified, Tenant, Base):
    """Something that passed between us and a lead: a call that has ended, or one that was not made; never a word of it.

    Attributes:
        kind: `call`, or `call_refused` where there was none.
        call_id: of the call, which the calls agent keeps; one interaction for each.
        outcome: of the conversation; of a refusal, its code.
        next_at: when it may be tried again.
    """

    __tablename__ = "interactions"
    __table_args__ = (
        within_company("lead_id", "leads.id"),
        CheckConstraint("kind in ('call', 'call_refused')", name="kind"),
        UniqueConstraint("company_id", "call_id"),
        Index("ix_interactions_lead", "company_id", "lead_id", "occurred_at"),
    )

    lead_id: Mapped[UUID]
    kind: Mapped[str]
    call_id: Mapped[UUID | None]
    status: Mapped[str | None]
    outcome: Mapped[str]
    score: Mapped[int | None]
    duration_seconds: Mapped[int | None]
    next_at: Mapped[datetime | None]
    cause_event_id: Mapped[UUID | None]
    occurred_at: Mapped[datetime]


__all__ = ["STATUSES", "BuyerSignal", "FollowUp", "Interaction", "Lead", "LeadScore", "User"]
