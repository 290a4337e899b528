"""Waves, what people answered in them, readable only with a person's own key, and what they agreed to."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, Uuid, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Company, Identified, Tenant, addressable, within_company
from shared.db.models.identity import ApiKey, User

PURPOSES = ("assessment", "ml_prediction", "team_aggregate", "model_training")


class Wave(Identified, Tenant, Base):
    """A period in which answers count together, from its opening to its close, which is not in it.

    Attributes:
        configured: whether somebody of the company set it; otherwise it is a calendar month.
        definitions: versions of the questionnaires that are asked in it: ``core@1``.
        roster: who was active when its first result was released; None until then, nobody once another has followed.
        ledger_salt: with which ids are hashed before a ledger of releases keeps them.
        k: smallest group that a result speaks of.
    """

    __tablename__ = "waves"
    __table_args__ = (
        addressable(),
        CheckConstraint("opens_at < closes_at", name="period"),
        CheckConstraint("k between 5 and 10", name="k"),
        CheckConstraint("(roster is null) = (roster_frozen_at is null)", name="roster"),
        Index("uq_waves_opening", "company_id", "opens_at", unique=True),
    )

    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    configured: Mapped[bool]
    definitions: Mapped[list[str]] = mapped_column(ARRAY(Text))
    roster: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid))
    roster_frozen_at: Mapped[datetime | None]
    ledger_salt: Mapped[bytes] = mapped_column(LargeBinary)
    k: Mapped[int] = mapped_column(server_default="5")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class PersonKey(Identified, Tenant, Base):
    """The data key of a person, wrapped by KMS for this company and person. Without it nothing of theirs can be read.

    Attributes:
        wrapped: None once it was destroyed.
    """

    __tablename__ = "person_keys"
    __table_args__ = (
        addressable(),
        within_company("user_id", "users.id"),
        CheckConstraint("(wrapped is null) = (destroyed_at is not null)", name="destroyed"),
        Index(
            "uq_person_keys_in_use", "company_id", "user_id", unique=True, postgresql_where=text("destroyed_at is null")
        ),
    )

    user_id: Mapped[UUID]
    wrapped: Mapped[bytes | None] = mapped_column(LargeBinary)
    destroyed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Assessment(Identified, Tenant, Base):
    """One version of a filled-in questionnaire; what it says is encrypted with the person's key.

    Attributes:
        key_id: of the key that opens it.
        answers_ciphertext: None once they are no longer kept.
        scores_ciphertext: scores, their quality, and the estimates.
        supersedes: the version before it, in the same wave.
        superseded_at: since when it counts no more; None for the one that counts.
    """

    __tablename__ = "assessments"
    __table_args__ = (
        addressable(),
        within_company("user_id", "users.id"),
        within_company("wave_id", "waves.id"),
        within_company("key_id", "person_keys.id"),
        within_company("supersedes", "assessments.id", ondelete="SET NULL"),
        Index("ix_assessments_user", "company_id", "user_id", "created_at"),
        Index("ix_assessments_wave", "company_id", "wave_id"),
        Index("ix_assessments_key", "company_id", "key_id"),
        Index(
            "uq_assessments_current",
            "company_id",
            "user_id",
            "wave_id",
            "definition_version",
            unique=True,
            postgresql_where=text("superseded_at is null"),
        ),
    )

    user_id: Mapped[UUID]
    wave_id: Mapped[UUID]
    key_id: Mapped[UUID]
    definition_version: Mapped[str]
    locale: Mapped[str]
    answers_ciphertext: Mapped[bytes | None] = mapped_column(LargeBinary)
    scores_ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    supersedes: Mapped[UUID | None]
    superseded_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class SubmissionKey(Identified, Tenant, Base):
    """Which assessment a request made, so that the same request again gets the same one. Its answer is kept nowhere."""

    __tablename__ = "submission_keys"
    __table_args__ = (
        within_company("assessment_id", "assessments.id"),
        Index("uq_submission_keys_digest", "company_id", "digest", unique=True),
        Index("ix_submission_keys_assessment", "company_id", "assessment_id"),
    )

    digest: Mapped[str]
    assessment_id: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Draft(Identified, Tenant, Base):
    """Answers that were not handed in yet, encrypted with the person's key."""

    __tablename__ = "drafts"
    __table_args__ = (
        within_company("user_id", "users.id"),
        within_company("key_id", "person_keys.id"),
        Index("uq_drafts_questionnaire", "company_id", "user_id", "questionnaire_id", unique=True),
    )

    user_id: Mapped[UUID]
    key_id: Mapped[UUID]
    questionnaire_id: Mapped[str]
    locale: Mapped[str]
    answers_ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Consent(Identified, Tenant, Base):
    """That somebody agreed to a text, and until when. Rows are added and ended, never edited.

    Attributes:
        text_sha256: of the text as it was read.
    """

    __tablename__ = "consents"
    __table_args__ = (
        within_company("user_id", "users.id"),
        CheckConstraint(f"purpose in {PURPOSES}", name="purpose"),
        Index("ix_consents_user", "company_id", "user_id", "id"),
        Index(
            "uq_consents_in_force",
            "company_id",
            "user_id",
            "purpose",
            "version",
            unique=True,
            postgresql_where=text("withdrawn_at is null"),
        ),
    )

    user_id: Mapped[UUID]
    purpose: Mapped[str]
    version: Mapped[str]
    locale: Mapped[str]
    text_sha256: Mapped[str]
    given_at: Mapped[datetime] = mapped_column(server_default=func.now())
    withdrawn_at: Mapped[datetime | None]


class Grant(Identified, Tenant, Base):
    """That somebody lets a professional see the scores of one assessment for a while."""

    __tablename__ = "grants"
    __table_args__ = (
        within_company("assessment_id", "assessments.id"),
        within_company("professional_id", "users.id"),
        Index("ix_grants_assessment", "company_id", "assessment_id"),
    )

    assessment_id: Mapped[UUID]
    professional_id: Mapped[UUID]
    given_at: Mapped[datetime] = mapped_column(server_default=func.now())
    until: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class View(Identified, Tenant, Base):
    """That somebody looked at an assessment, for the person whose it is.

    Attributes:
        user_id: whose assessment it is.
        seen: ``everything`` or ``scores``.
    """

    __tablename__ = "view_log"
    __table_args__ = (
        within_company("assessment_id", "assessments.id"),
        within_company("user_id", "users.id"),
        Index("ix_view_log_user", "company_id", "user_id", "id"),
        Index("ix_view_log_assessment", "company_id", "assessment_id"),
    )

    assessment_id: Mapped[UUID]
    user_id: Mapped[UUID]
    viewer_id: Mapped[UUID]
    seen: Mapped[str]
    viewed_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Invitation(Identified, Tenant, Base):
    """A link that lets one person in once, without signing in; its secret is kept hashed.

    Attributes:
        kind: what it leads to: one's own ``answer``, or the ``overview`` of teams.
        sitting_hash: of the secret that the link was exchanged for; the browser of the person has it.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        within_company("user_id", "users.id"),
        CheckConstraint("kind in ('answer', 'overview')", name="kind"),
        Index("ix_invitations_user", "company_id", "user_id"),
    )

    user_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(server_default="answer")
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    sitting_hash: Mapped[str | None] = mapped_column(unique=True)
    sitting_until: Mapped[datetime | None]
    created_by: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Audited(Identified, Tenant, Base):
    """That something was done which has to be shown later: ids and counts, never what somebody answered.

    It outlives the people it names, so nothing refers to their rows.

    Attributes:
        actor_id: who did it; None for a job.
        action: ``grant.given``, ``person.deleted``, …
        subject_id: to what.
    """

    __tablename__ = "hr_audit"
    __table_args__ = (
        Index("ix_hr_audit_subject", "company_id", "subject_id"),
        Index("ix_hr_audit_newest", "company_id", "id"),
    )

    actor_id: Mapped[UUID | None]
    action: Mapped[str]
    subject_id: Mapped[UUID | None]
    details: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    at: Mapped[datetime] = mapped_column(server_default=func.now())


__all__ = [
    "ApiKey",
    "Assessment",
    "Audited",
    "Company",
    "Consent",
    "Draft",
    "Grant",
    "Invitation",
    "PersonKey",
    "SubmissionKey",
    "User",
    "View",
    "Wave",
]
