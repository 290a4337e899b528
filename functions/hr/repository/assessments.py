"""Assessments of a company; everything that they say is sealed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.hr.domain.records import KeptAssessment
from shared.core.invocation import new_id
from shared.db.models.hr import Assessment, PersonKey, SubmissionKey

Conditions = ColumnElement[bool]


class AssessmentRows:
    """The assessments of one company that can still be read: those of destroyed keys are as if they were gone."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def get(self, assessment_id: UUID) -> KeptAssessment | None:
        return next(iter(self._read(Assessment.id == assessment_id)), None)

    def current(self, user_id: UUID, wave_id: UUID, definition: str) -> KeptAssessment | None:
        """The one that counts."""
        found = self._read(
            Assessment.user_id == user_id,
            Assessment.wave_id == wave_id,
            Assessment.definition_version == definition,
            Assessment.superseded_at.is_(None),
        )
        return next(iter(found), None)

    def current_of(
        self, wave_id: UUID, definitions: Sequence[str], people: frozenset[UUID]
    ) -> Sequence[KeptAssessment]:
        """Those that count of some people in a wave."""
        return self._read(
            Assessment.user_id.in_(people),
            Assessment.wave_id == wave_id,
            Assessment.definition_version.in_(definitions),
            Assessment.superseded_at.is_(None),
        )

    def previous(self, user_id: UUID, definition: str, before: UUID) -> KeptAssessment | None:
        """The last one that counts in an earlier wave than that of an assessment."""
        wave = select(Assessment.wave_id).where(Assessment.id == before).scalar_subquery()
        found = self._read(
            Assessment.user_id == user_id,
            Assessment.definition_version == definition,
            Assessment.superseded_at.is_(None),
            Assessment.wave_id != wave,
            Assessment.id < before,
            limit=1,
        )
        return next(iter(found), None)

    def newest(self, user_id: UUID, *, before: UUID | None, limit: int) -> Sequence[KeptAssessment]:
        older = [Assessment.id < before] if before else []
        return self._read(Assessment.user_id == user_id, *older, limit=limit)

    def all_of(self, user_id: UUID) -> Sequence[KeptAssessment]:
        return self._read(Assessment.user_id == user_id)

    def counted(self, wave_id: UUID) -> Sequence[KeptAssessment]:
        """Those of a wave that count."""
        return self._read(Assessment.wave_id == wave_id, Assessment.superseded_at.is_(None))

    def add(self, one: KeptAssessment) -> None:
        """Keep a version; the one it supersedes counts no more."""
        if one.supersedes:
            mine = update(Assessment).filter_by(company_id=self.company_id, id=one.supersedes)
            self.session.execute(mine.values(superseded_at=one.created_at))
        self.session.add(
            Assessment(
                id=one.id,
                company_id=self.company_id,
                user_id=one.user_id,
                wave_id=one.wave_id,
                key_id=one.key_id,
                definition_version=one.definition,
                locale=one.locale,
                answers_ciphertext=one.answers,
                scores_ciphertext=one.outcome,
                supersedes=one.supersedes,
                created_at=one.created_at,
            )
        )
        self.session.flush()

    def replace_outcome(self, assessment_id: UUID, outcome: bytes) -> None:
        mine = update(Assessment).filter_by(company_id=self.company_id, id=assessment_id)
        self.session.execute(mine.values(scores_ciphertext=outcome))

    def retire_all(self, user_id: UUID, at: datetime) -> int:
        """None of a person's assessments counts any more; how many there are."""
        mine = update(Assessment).filter_by(company_id=self.company_id, user_id=user_id, superseded_at=None)
        total = len(self.all_of(user_id))
        self.session.execute(mine.values(superseded_at=at))
        return total

    def made_by(self, digest: str) -> UUID | None:
        """The assessment that a request made or found."""
        mine = select(SubmissionKey.assessment_id).filter_by(company_id=self.company_id, digest=digest)
        return self.session.scalar(mine)

    def remember(self, digest: str, assessment_id: UUID) -> None:
        """Keep which assessment a request made or found."""
        values = {"id": new_id(), "company_id": self.company_id, "digest": digest, "assessment_id": assessment_id}
        self.session.execute(insert(SubmissionKey).values(values).on_conflict_do_nothing())

    def _read(self, *conditions: Conditions, limit: int | None = None) -> Sequence[KeptAssessment]:
        mine = self._readable().where(*conditions).order_by(Assessment.id.desc())
        return [_of(row) for row in self.session.scalars(mine.limit(limit).execution_options(populate_existing=True))]

    def _readable(self) -> Select[Any]:
        key = (PersonKey.company_id == Assessment.company_id) & (PersonKey.id == Assessment.key_id)
        return (
            select(Assessment)
            .join(PersonKey, key)
            .where(Assessment.company_id == self.company_id, PersonKey.destroyed_at.is_(None))
        )


def _of(row: Assessment) -> KeptAssessment:
    return KeptAssessment(
        id=row.id,
        user_id=row.user_id,
        wave_id=row.wave_id,
        key_id=row.key_id,
        definition=row.definition_version,
        locale=row.locale,
        answers=row.answers_ciphertext,
        outcome=row.scores_ciphertext,
        supersedes=row.supersedes,
        superseded_at=row.superseded_at,
        created_at=row.created_at,
    )
