"""Objections to estimates, and what a person answers."""

from datetime import date, datetime
from uuid import UUID

from functions.hr.domain.consent.objections import ReviewOutcome
from functions.hr.schemas.camel import Camel, CamelRequest


class ObjectionView(Camel):
    """What became of an objection.

    Attributes:
        answer_by: the last day for an answer, ten working days after.
        reviewer: who answered, by name; null while nobody has.
        outcome: `upheld`: the estimate stays away; `explained`: a person told how it had come about.
    """

    assessment_id: UUID
    objected_at: datetime
    answer_by: date
    reviewer: str | None
    outcome: ReviewOutcome | None
    answered_at: datetime | None


class OpenObjection(Camel):
    """Somebody who waits for an answer; nothing of what was estimated."""

    assessment_id: UUID
    user_id: UUID
    objected_at: datetime
    answer_by: date


class ObjectionAnswer(CamelRequest):
    """What came of it when a person looked. There is no room for words about anybody."""

    outcome: ReviewOutcome
