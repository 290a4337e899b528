"""What was answered in waves that are over, for who watches models."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from functions.hr.domain.consent.purposes import Consent as Agreed
from functions.hr.domain.records import KeptAssessment
from functions.hr.repository.assessments import AssessmentRows
from functions.hr.repository.rights import ConsentRows
from shared.db.models.hr import Assessment, Wave
from shared.db.session import Transactions

RECENT = timedelta(days=31)
"""A wave that closed before is not looked at any more: whom it would speak of has answered again since."""


class WaveAnswerRows:
    """What the people of one company answered in waves that are over."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def last_closed(self, at: datetime) -> UUID | None:
        mine = select(Wave.id).where(
            Wave.company_id == self.company_id, Wave.closes_at <= at, Wave.closes_at > at - RECENT
        )
        return self.session.scalar(mine.order_by(Wave.closes_at.desc()).limit(1))

    def counted(self, wave_id: UUID) -> Sequence[KeptAssessment]:
        return AssessmentRows(self.session, self.company_id).counted(wave_id)

    def consents(self, wave_id: UUID) -> Mapping[UUID, Sequence[Agreed]]:
        theirs = select(Assessment.user_id).filter_by(company_id=self.company_id, wave_id=wave_id)
        people = frozenset(self.session.scalars(theirs))
        return ConsentRows(self.session, self.company_id).of_all(people)


class ClosedWaveRows:
    """All companies with a wave that is over.

    Args:
        transactions: over all companies.
    """

    def __init__(self, transactions: Transactions) -> None:
        self.transactions = transactions

    def with_closed_waves(self, at: datetime) -> Sequence[UUID]:
        over = select(Wave.company_id).where(Wave.closes_at <= at, Wave.closes_at > at - RECENT).distinct()
        with self.transactions() as session:
            return list(session.scalars(over.order_by(Wave.company_id)))
