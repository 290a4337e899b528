"""Who may be contacted: wishes, consents, lists, what was tried, and what the gate decided.

A number is a hash under its company; where it also stands as itself, it can be forgotten, and the wish stays.
"""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Identified, Tenant, addressable, within_company
from shared.db.models.crm import Lead

_CHANNEL = "channel in ('call', 'sms', 'app', 'email')"


class ContactSuppression(Identified, Tenant, Base):
    """A wish not to be contacted, for the whole company; it never ends by itself, and a removed one stays readable.

    Attributes:
        channel: where it was said, null for all.
        said_in: id of the call in which it was said; kept when the call is gone.
    """

    __tablename__ = "contact_suppressions"
    __table_args__ = (
        within_company("lead_id", "leads.id", ondelete="SET NULL"),
        CheckConstraint(f"channel is null or {_CHANNEL}", name="channel"),
        CheckConstraint("removed_at is null or removal_reason is not null", name="removal"),
        Index("ix_contact_suppressions_number", "company_id", "number_hash"),
        Index("ix_contact_suppressions_newest", "company_id", "id"),
    )

    number_hash: Mapped[str]
    number: Mapped[str | None]
    channel: Mapped[str | None]
    reason: Mapped[str]
    note: Mapped[str | None]
    lead_id: Mapped[UUID | None]
    said_in: Mapped[UUID | None]
    since: Mapped[datetime]
    added_by: Mapped[UUID | None]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[UUID | None]
    removal_reason: Mapped[str | None]


class ContactConsent(Identified, Tenant, Base):
    """What a person agreed to; a row changes only by being withdrawn."""

    __tablename__ = "contact_consents"
    __table_args__ = (
        within_company("lead_id", "leads.id", ondelete="SET NULL"),
        CheckConstraint(_CHANNEL, name="channel"),
        CheckConstraint("purpose in ('marketing', 'service')", name="purpose"),
        CheckConstraint("form in ('express', 'written')", name="form"),
        CheckConstraint("(hours_from is null) = (hours_to is null)", name="hours"),
        Index("ix_contact_consents_number", "company_id", "number_hash"),
        Index("ix_contact_consents_newest", "company_id", "id"),
    )

    number_hash: Mapped[str]
    number: Mapped[str | None]
    lead_id: Mapped[UUID | None]
    channel: Mapped[str] = mapped_column(server_default="call")
    purpose: Mapped[str] = mapped_column(server_default="marketing")
    form: Mapped[str] = mapped_column(server_default="express")
    text_version: Mapped[str]
    language: Mapped[str]
    proof: Mapped[str]
    names_seller: Mapped[bool]
    artificial_voice: Mapped[bool]
    hours_from: Mapped[time | None]
    hours_to: Mapped[time | None]
    given_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[UUID | None]


class ContactPlace(Identified, Tenant, Base):
    """Where a person is, as far as somebody said: never guessed from a number."""

    __tablename__ = "contact_places"
    __table_args__ = (UniqueConstraint("company_id", "number_hash"),)

    number_hash: Mapped[str]
    country: Mapped[str | None]
    region: Mapped[str | None]
    zone: Mapped[str | None]
    source: Mapped[str]
    stated_at: Mapped[datetime]
    stated_by: Mapped[UUID | None]


class RegistrySnapshot(Identified, Tenant, Base):
    """A copy of an exclusion list; it counts once it is complete.

    Attributes:
        snapshot_at: when the list was taken from its keeper.
        numbers: how many it holds; `refused` lines were no numbers.
        file_key: of the file that it is read from; null where its parts came in requests.
        failed_because: why its file could not be taken in.
        warned_at: when it was said that it is stale, or soon.
    """

    __tablename__ = "registry_snapshots"
    __table_args__ = (
        addressable(),
        CheckConstraint("list_name in ('RNE', 'US_DNC')", name="list_name"),
        Index("ix_registry_snapshots_newest", "company_id", "list_name", "snapshot_at"),
    )

    list_name: Mapped[str] = mapped_column(server_default="RNE")
    snapshot_at: Mapped[datetime]
    numbers: Mapped[int] = mapped_column(server_default="0")
    refused: Mapped[int] = mapped_column(server_default="0")
    repeated: Mapped[int] = mapped_column(server_default="0")
    started_at: Mapped[datetime]
    started_by: Mapped[UUID | None]
    completed_at: Mapped[datetime | None]
    file_key: Mapped[str | None]
    failed_because: Mapped[str | None]
    warned_at: Mapped[datetime | None]


class RegistryNumber(Tenant, Base):
    """A number of a list, as a hash."""

    __tablename__ = "registry_numbers"
    __table_args__ = (within_company("snapshot_id", "registry_snapshots.id"),)

    snapshot_id: Mapped[UUID] = mapped_column(primary_key=True)
    number_hash: Mapped[str] = mapped_column(primary_key=True)


class ContactAttempt(Identified, Tenant, Base):
    """A contact that was tried: the ledger of all channels and campaigns.

    Attributes:
        direct: it reached the person.
        call_id: of the call; one call is one attempt, however often the carrier was asked.
    """

    __tablename__ = "contact_ledger"
    __table_args__ = (
        within_company("lead_id", "leads.id", ondelete="SET NULL"),
        within_company("campaign_id", "campaigns.id", ondelete="SET NULL"),
        CheckConstraint(_CHANNEL, name="channel"),
        UniqueConstraint("company_id", "call_id"),
        Index("ix_contact_ledger_number", "company_id", "number_hash", "at"),
        Index("ix_contact_ledger_campaign", "company_id", "campaign_id", "at"),
    )

    number_hash: Mapped[str]
    lead_id: Mapped[UUID | None]
    campaign_id: Mapped[UUID | None]
    call_id: Mapped[UUID | None]
    channel: Mapped[str] = mapped_column(server_default="call")
    at: Mapped[datetime]
    direct: Mapped[bool] = mapped_column(server_default=text("false"))


class ContactDecision(Identified, Tenant, Base):
    """What the gate decided, and what that rested on; evidence, never changed.

    Attributes:
        moment: `enqueue`, or `dial`.
        evidence: ids of the consents, wishes and lists that were looked at.
    """

    __tablename__ = "contact_decisions"
    __table_args__ = (
        within_company("lead_id", "leads.id", ondelete="SET NULL"),
        Index("ix_contact_decisions_newest", "company_id", "id"),
        Index("ix_contact_decisions_number", "company_id", "number_hash", "id"),
        Index("ix_contact_decisions_call", "company_id", "call_id"),
    )

    number_hash: Mapped[str]
    lead_id: Mapped[UUID | None]
    call_id: Mapped[UUID | None]
    campaign_id: Mapped[UUID | None]
    moment: Mapped[str]
    purpose: Mapped[str]
    allow: Mapped[bool]
    code: Mapped[str | None]
    reasons: Mapped[list[dict[str, Any]]]
    retry_at: Mapped[datetime | None]
    opens_at: Mapped[datetime | None]
    must_end_by: Mapped[datetime | None]
    evidence: Mapped[dict[str, Any]]
    rules_version: Mapped[str]
    inputs_hash: Mapped[str]
    decided_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class ContactStop(Identified, Tenant, Base):
    """A time in which the company calls nobody; open while `lifted_at` is null."""

    __tablename__ = "contact_stops"
    __table_args__ = (
        Index("uq_contact_stops_open", "company_id", unique=True, postgresql_where=text("lifted_at is null")),
    )

    reason: Mapped[str]
    since: Mapped[datetime]
    stopped_by: Mapped[UUID | None]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[UUID | None]


class OperatorStop(Identified, Base):
    """A time in which nobody calls anybody, set by who runs the product; companies see it and cannot lift it."""

    __tablename__ = "operator_stops"

    reason: Mapped[str]
    since: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


__all__ = ["Lead"]
