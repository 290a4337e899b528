"""What is kept of all companies' people, and for how long."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from shared.core.invocation import new_id
from shared.db.models.hr import Assessment, Audited, Consent, Draft, Invitation, PersonKey, SubmissionKey, Wave
from shared.db.models.teams import TeamResult


class RetentionRows:
    """What is kept, seen across companies.

    Args:
        session: one that sees every company.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def forget_answers(self, before: datetime) -> int:
        """Forget answers that were given before a moment; their scores stay. How many."""
        old = update(Assessment).where(Assessment.created_at < before, Assessment.answers_ciphertext.is_not(None))
        return self._count(old.values(answers_ciphertext=None).returning(Assessment.id))

    def purge_deleted(self) -> int:
        """Delete what destroyed keys had sealed, and the rest of those people's; how many keys there were.

        What somebody agreed to after they had deleted everything is of a new beginning, and stays.
        """
        destroyed = select(PersonKey).where(PersonKey.destroyed_at.is_not(None)).with_for_update(skip_locked=True)
        keys = self.session.scalars(destroyed).all()
        for key in keys:
            theirs = {"company_id": key.company_id, "user_id": key.user_id}
            old = delete(Consent).filter_by(**theirs).where(Consent.withdrawn_at <= key.destroyed_at)
            self.session.execute(old)
            links = delete(Invitation).filter_by(**theirs).where(Invitation.expires_at <= key.destroyed_at)
            self.session.execute(links)
            self.session.add(
                Audited(id=new_id(), company_id=key.company_id, action="person.purged", subject_id=key.user_id)
            )
            self.session.execute(delete(PersonKey).filter_by(id=key.id))  # and with it all that it had sealed
        return len(keys)

    def forget_drafts(self, before: datetime) -> int:
        """Forget drafts that nobody has touched since a moment; how many."""
        return self._count(delete(Draft).where(Draft.updated_at < before).returning(Draft.id))

    def forget_requests(self, before: datetime) -> int:
        """Forget which assessment requests made before a moment; how many."""
        old = delete(SubmissionKey).where(SubmissionKey.created_at < before)
        return self._count(old.returning(SubmissionKey.id))

    def forget_members(self, at: datetime) -> int:
        """Forget who was counted in waves that another one has followed; how many lists of people.

        Nothing is evaluated in such a wave any more. The ledgers keep sealed ids, which the guard goes on to need.
        """
        following = aliased(Wave)
        is_followed = exists().where(
            following.company_id == Wave.company_id, following.opens_at > Wave.opens_at, following.opens_at <= at
        )
        over = select(Wave.id).where(is_followed)
        results = update(TeamResult).where(TeamResult.wave_id.in_(over), func.cardinality(TeamResult.members) > 0)
        rosters = update(Wave).where(is_followed, func.cardinality(Wave.roster) > 0)
        return self._count(results.values(members=[]).returning(TeamResult.id)) + self._count(
            rosters.values(roster=[]).returning(Wave.id)
        )

    def _count(self, statement: Any) -> int:
        return len(self.session.scalars(statement.execution_options(synchronize_session=False)).all())
