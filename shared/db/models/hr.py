"""Questionnaire results, readable only with the person's key."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, func, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Identified, Tenant, addressable, within_company
from shared.db.models.identity import User


class Assessment(Identified, Tenant, Base):
    """One filled-in questionnaire; answers and scores are encrypted with a data key per person."""

    __tablename__ = "assessments"
    __table_args__ = (
        addressable(),
        within_company("user_id", "users.id"),
        within_company("supersedes", "assessments.id", ondelete="SET NULL"),
        Index("ix_assessments_user", "company_id", "user_id", "created_at"),
    )

    user_id: Mapped[UUID]
    wave_id: Mapped[UUID | None]
    definition_version: Mapped[str]
    locale: Mapped[str]
    answers_ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    scores_ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    supersedes: Mapped[UUID | None]
    quality: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


__all__ = ["Assessment", "User"]
