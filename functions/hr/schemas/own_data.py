"""What a person has here, to that person."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from functions.hr.schemas.camel import Camel


class LookView(Camel):
    """That somebody looked: at everything, or at the scores alone."""

    id: UUID
    assessment_id: UUID
    viewer_id: UUID
    viewer: str | None
    seen: str
    viewed_at: datetime


class ExportedAssessment(Camel):
    """An assessment with everything that is kept of it; scores are exact, as fractions."""

    assessment_id: UUID
    wave_id: UUID
    questionnaire: str
    locale: str
    created_at: datetime
    superseded_at: datetime | None
    supersedes: UUID | None
    answers: dict[str, Any] | None
    outcome: dict[str, Any]


class Export(Camel):
    """Everything that is kept of the caller."""

    exported_at: datetime
    user_id: UUID
    consents: list[dict[str, Any]]
    assessments: list[ExportedAssessment]
    drafts: list[dict[str, Any]]
    grants: list[dict[str, Any]]
    looks: list[LookView]
    invitations: list[dict[str, Any]]
    audit: list[dict[str, Any]]


class Deletion(Camel):
    """That nothing of the caller's can be read any more.

    Attributes:
        purged_by: when the unreadable rows are gone at the latest.
        models_retrained_by: when models are trained again without them; null if none was trained with them.
    """

    deleted_at: datetime
    purged_by: datetime
    assessments: int
    models_retrained_by: date | None
