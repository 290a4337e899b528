"""Models that a company registered, who let which of them speak, and its own level."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Identified, Tenant, addressable, within_company

NAMES = "name in ('turnover_intention', 'burnout')"


class RegisteredModel(Identified, Tenant, Base):
    """A model file in the bucket, and everything that was measured about it."""

    __tablename__ = "model_registry"
    __table_args__ = (
        addressable(),
        CheckConstraint(NAMES, name="name"),
        Index("uq_model_registry_version", "company_id", "name", "version", unique=True),
    )

    name: Mapped[str]
    version: Mapped[str]
    sha256: Mapped[str]
    object_key: Mapped[str]
    object_version: Mapped[str]
    manifest: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ModelDecision(Identified, Tenant, Base):
    """That somebody let a model take a role or leave it. The last one of a role is in force; rows are only added.

    Attributes:
        registered_id: of the model; None for the one that is deployed with the code.
        decided_by: who approved; kept without a reference, because it has to outlive the account.
        findings: every check, as it was when it was decided.
    """

    __tablename__ = "model_decisions"
    __table_args__ = (
        within_company("registered_id", "model_registry.id"),
        CheckConstraint(NAMES, name="name"),
        CheckConstraint("role in ('champion', 'shadow')", name="role"),
        CheckConstraint("act in ('promoted', 'rolled_back', 'shadowed', 'unshadowed')", name="act"),
        Index("ix_model_decisions_newest", "company_id", "name", "role", "id"),
    )

    name: Mapped[str]
    role: Mapped[str]
    act: Mapped[str]
    registered_id: Mapped[UUID | None]
    version: Mapped[str]
    sha256: Mapped[str]
    decided_by: Mapped[UUID]
    reason: Mapped[str]
    findings: Mapped[list[dict[str, Any]]]
    decided_at: Mapped[datetime]


class ModelCalibration(Identified, Tenant, Base):
    """A company's own level for one model file, fitted on answers of its people; the last one is in force."""

    __tablename__ = "model_calibrations"
    __table_args__ = (
        CheckConstraint("slope > 0", name="slope"),
        CheckConstraint("labels >= 200", name="labels"),
        Index("ix_model_calibrations_newest", "company_id", "sha256", "id"),
    )

    sha256: Mapped[str]
    slope: Mapped[float]
    shift: Mapped[float]
    labels: Mapped[int]
    fitted_at: Mapped[datetime]


class ModelCheck(Identified, Tenant, Base):
    """What a monitor found about one model file; counts and shares of 200 people and more, nobody's answers."""

    __tablename__ = "model_checks"
    __table_args__ = (
        CheckConstraint("state in ('ok', 'watch', 'retrain')", name="state"),
        Index("ix_model_checks_newest", "company_id", "sha256", "id"),
    )

    sha256: Mapped[str]
    state: Mapped[str]
    report: Mapped[dict[str, Any]]
    checked_at: Mapped[datetime]
