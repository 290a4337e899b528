"""Objections of one company's people, as they were noted."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from functions.hr.domain.consent.objections import ObjectionNote, ReviewOutcome
from shared.db.models.hr import Audited

NOTED = ("objection.made", "objection.answered")


class ObjectionRows:
    """The notes about objections of one company."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def of(self, assessment_id: UUID | None) -> Sequence[ObjectionNote]:
        """About one assessment, or all, oldest first."""
        noted = select(Audited).where(Audited.company_id == self.company_id, Audited.action.in_(NOTED))
        if assessment_id:
            noted = noted.where(Audited.details["assessment"].as_string() == str(assessment_id))
        self.session.flush()
        return [_note(row) for row in self.session.scalars(noted.order_by(Audited.id))]


def _note(row: Audited) -> ObjectionNote:
    return ObjectionNote(
        assessment_id=UUID(row.details["assessment"]),
        user_id=cast("UUID", row.subject_id),
        by=cast("UUID", row.actor_id),
        at=row.at,
        outcome=cast("ReviewOutcome | None", row.details.get("outcome")),
    )
