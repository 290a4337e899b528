"""Answers that are handed in, and assessments as they are shown."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from functions.hr.domain.instruments.parts import Locale
from functions.hr.schemas.camel import Camel, CamelRequest
from functions.hr.schemas.questionnaires import QuestionnaireId
from functions.hr.schemas.results import SubscaleScore, Told

ItemId = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,64}$")]
AnswersSent = Annotated[dict[ItemId, Any], Field(max_length=200)]
"""Item id → value of an option; null or absent is skipped. What fits is told by the questionnaire."""

Status = Literal["completed", "corrected", "unchanged"]


class Submission(CamelRequest):
    """Answers of one person.

    Attributes:
        user_id: whose they are: the caller's own, unless a program hands them in.
        wave_id: that they are meant for; it has to be the open one.
    """

    user_id: UUID
    answers: AnswersSent
    questionnaire_id: QuestionnaireId = "core"
    locale: Locale = "es"
    wave_id: UUID | None = None


class Receipt(Camel):
    """What a program is told: that the answers arrived."""

    assessment_id: UUID
    status: Literal["received"] = "received"


class AssessmentResult(Told):
    """What a person is told at once."""

    status: Status


class GrantView(Camel):
    """Whom an assessment is shown, and until when."""

    professional_id: UUID
    given_at: datetime
    until: datetime
    withdrawn_at: datetime | None


class ChangeView(Camel):
    """From the last wave to this one, as a plain number; `clear` only if it is large enough to be called a change."""

    id: str
    points: float
    clear: bool


class AssessmentSummary(Camel):
    """One of the caller's assessments.

    Attributes:
        counted: whether it is the one that counts in its wave.
    """

    assessment_id: UUID
    wave_id: UUID
    questionnaire: str
    locale: str
    created_at: datetime
    counted: bool


class OwnAssessment(Told):
    """An assessment, to the person whose it is.

    Attributes:
        superseded_at: since when it counts no more; null for the one that counts.
        answers: null once they are no longer kept.
        changes: from the last wave.
    """

    questionnaire: str
    locale: str
    created_at: datetime
    superseded_at: datetime | None
    answers: dict[str, Any] | None
    changes: list[ChangeView]
    grants: list[GrantView]


class ShownAssessment(Camel):
    """An assessment, to a professional whom it is shown: scores alone."""

    assessment_id: UUID
    wave_id: UUID
    questionnaire: str
    locale: str
    created_at: datetime
    subscales: list[SubscaleScore]


class GrantDraft(CamelRequest):
    """To whom an assessment is to be shown, for at most 30 days."""

    professional_id: UUID
    until: AwareDatetime


class DraftSent(CamelRequest):
    """Answers so far."""

    answers: AnswersSent
    locale: Locale = "es"


class DraftView(Camel):
    """Answers so far, as they were kept."""

    questionnaire_id: str
    locale: str
    answers: dict[str, Any]
    updated_at: datetime
