"""What people agreed to, whom they show what, who looked, and drafts of theirs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.hr.domain.consent.access import Grant as Granted
from functions.hr.domain.consent.purposes import Consent as Agreed
from functions.hr.domain.consent.purposes import Purpose
from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.records import KeptDraft, Look
from shared.core.invocation import new_id
from shared.db.models.hr import Assessment, Consent, Draft, Grant, View


class ConsentRows:
    """What the people of one company agreed to."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def of(self, user_id: UUID) -> Sequence[Agreed]:
        """A person's, oldest first, withdrawn ones too."""
        mine = select(Consent).filter_by(company_id=self.company_id, user_id=user_id).order_by(Consent.id)
        return [_consent(row) for row in self.session.scalars(mine.execution_options(populate_existing=True))]

    def of_all(self, people: frozenset[UUID]) -> dict[UUID, list[Agreed]]:
        """What some people agreed to, by person."""
        found: dict[UUID, list[Agreed]] = {}
        mine = select(Consent).where(Consent.company_id == self.company_id, Consent.user_id.in_(people))
        for row in self.session.scalars(mine.order_by(Consent.id).execution_options(populate_existing=True)):
            found.setdefault(row.user_id, []).append(_consent(row))
        return found

    def add(self, user_id: UUID, one: Agreed) -> None:
        self.session.add(Consent(id=new_id(), company_id=self.company_id, user_id=user_id, **vars(one)))
        self.session.flush()

    def withdraw(self, user_id: UUID, purpose: Purpose | None, at: datetime) -> int:
        """End a person's consent to one purpose, or to all; how many there were."""
        mine = update(Consent).filter_by(company_id=self.company_id, user_id=user_id, withdrawn_at=None)
        mine = mine.filter_by(purpose=purpose) if purpose else mine
        return len(self.session.scalars(mine.values(withdrawn_at=at).returning(Consent.id)).all())


class GrantRows:
    """Whom the people of one company show which assessment."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def of(self, assessment_id: UUID) -> Sequence[Granted]:
        mine = select(Grant).filter_by(company_id=self.company_id, assessment_id=assessment_id).order_by(Grant.id)
        return [_grant(row) for row in self.session.scalars(mine.execution_options(populate_existing=True))]

    def all_of(self, user_id: UUID) -> Sequence[Granted]:
        """Every grant that a person gave."""
        mine = select(Grant).join(
            Assessment, (Assessment.company_id == Grant.company_id) & (Assessment.id == Grant.assessment_id)
        )
        mine = mine.where(Grant.company_id == self.company_id, Assessment.user_id == user_id).order_by(Grant.id)
        return [_grant(row) for row in self.session.scalars(mine)]

    def add(self, one: Granted) -> None:
        self.session.add(Grant(id=new_id(), company_id=self.company_id, **vars(one)))
        self.session.flush()

    def withdraw(self, assessment_id: UUID, professional_id: UUID | None, at: datetime) -> int:
        """End the grants of an assessment to one professional, or to all; how many there were."""
        mine = update(Grant).filter_by(company_id=self.company_id, assessment_id=assessment_id, withdrawn_at=None)
        mine = mine.filter_by(professional_id=professional_id) if professional_id else mine
        return len(self.session.scalars(mine.values(withdrawn_at=at).returning(Grant.id)).all())


class LookRows:
    """Who looked at the assessments of one company's people."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def note(self, assessment_id: UUID, owner_id: UUID, viewer_id: UUID, seen: str, at: datetime) -> None:
        self.session.add(
            View(
                id=new_id(),
                company_id=self.company_id,
                assessment_id=assessment_id,
                user_id=owner_id,
                viewer_id=viewer_id,
                seen=seen,
                viewed_at=at,
            )
        )

    def of(self, user_id: UUID, *, before: UUID | None, limit: int | None) -> Sequence[Look]:
        """Who looked at what is a person's, last first."""
        mine = select(View).filter_by(company_id=self.company_id, user_id=user_id).order_by(View.id.desc())
        mine = mine.where(View.id < before) if before else mine
        return [
            Look(
                id=row.id,
                assessment_id=row.assessment_id,
                viewer_id=row.viewer_id,
                seen=row.seen,
                viewed_at=row.viewed_at,
            )
            for row in self.session.scalars(mine.limit(limit))
        ]


class DraftRows:
    """Answers of one company's people that were not handed in yet."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def get(self, user_id: UUID, questionnaire_id: str) -> KeptDraft | None:
        return next((one for one in self.all_of(user_id) if one.questionnaire_id == questionnaire_id), None)

    def all_of(self, user_id: UUID) -> Sequence[KeptDraft]:
        mine = select(Draft).filter_by(company_id=self.company_id, user_id=user_id).order_by(Draft.questionnaire_id)
        return [_draft(row) for row in self.session.scalars(mine.execution_options(populate_existing=True))]

    def put(self, user_id: UUID, one: KeptDraft) -> None:
        """Keep a draft in the place of the one before."""
        new: dict[str, Any] = {"key_id": one.key_id, "locale": one.locale}
        new |= {"answers_ciphertext": one.answers, "updated_at": one.updated_at}
        whose = {"id": new_id(), "company_id": self.company_id, "user_id": user_id}
        added = insert(Draft).values(**whose, questionnaire_id=one.questionnaire_id, **new)
        columns = ["company_id", "user_id", "questionnaire_id"]
        self.session.execute(added.on_conflict_do_update(index_elements=columns, set_=new))

    def delete(self, user_id: UUID, questionnaire_id: str | None = None) -> None:
        """Forget one draft of a person, or all."""
        mine = delete(Draft).filter_by(company_id=self.company_id, user_id=user_id)
        self.session.execute(mine.filter_by(questionnaire_id=questionnaire_id) if questionnaire_id else mine)


def _consent(row: Consent) -> Agreed:
    return Agreed(
        purpose=cast("Purpose", row.purpose),
        version=row.version,
        locale=cast("Locale", row.locale),
        text_sha256=row.text_sha256,
        given_at=row.given_at,
        withdrawn_at=row.withdrawn_at,
    )


def _grant(row: Grant) -> Granted:
    return Granted(
        assessment_id=row.assessment_id,
        professional_id=row.professional_id,
        given_at=row.given_at,
        until=row.until,
        withdrawn_at=row.withdrawn_at,
    )


def _draft(row: Draft) -> KeptDraft:
    return KeptDraft(
        questionnaire_id=row.questionnaire_id,
        locale=row.locale,
        key_id=row.key_id,
        answers=row.answers_ciphertext,
        updated_at=row.updated_at,
    )
