"""Objecting to an estimate: it goes at once, and a named person answers within ten working days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

WORKING_DAYS = 10
SATURDAY = 5

ReviewOutcome = Literal["upheld", "explained"]
"""The person was right and the estimate stays away, or was told by a person how it had come about."""


@dataclass(frozen=True, kw_only=True)
class ObjectionNote:
    """A line of what is kept about objections: that somebody objected, or with an outcome that somebody answered."""

    assessment_id: UUID
    user_id: UUID
    by: UUID
    at: datetime
    outcome: ReviewOutcome | None = None


@dataclass(frozen=True, kw_only=True)
class Objection:
    """An objection as it stands.

    Attributes:
        reviewer_id: who answered; None while nobody has.
    """

    assessment_id: UUID
    user_id: UUID
    objected_at: datetime
    reviewer_id: UUID | None = None
    outcome: ReviewOutcome | None = None
    answered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.outcome is None

    @property
    def answer_by(self) -> date:
        """The last day for an answer. Holidays are not counted out, so it is never later than the law's."""
        return working_days_after(self.objected_at.date(), WORKING_DAYS)


def objections(notes: Iterable[ObjectionNote]) -> Sequence[Objection]:
    """The objection of each assessment, from all notes in their order."""
    found: dict[UUID, Objection] = {}
    for one in notes:
        before = found.get(one.assessment_id)
        if one.outcome is None:
            found[one.assessment_id] = Objection(
                assessment_id=one.assessment_id, user_id=one.user_id, objected_at=one.at
            )
        elif before:
            found[one.assessment_id] = Objection(
                assessment_id=one.assessment_id,
                user_id=before.user_id,
                objected_at=before.objected_at,
                reviewer_id=one.by,
                outcome=one.outcome,
                answered_at=one.at,
            )
    return list(found.values())


def working_days_after(day: date, days: int) -> date:
    """So many days later, Saturdays and Sundays not counted."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day
