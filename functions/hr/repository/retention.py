"""What is kept of all companies' people, and for how long."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from shared.core.invocation import new_id
from shared.db.models.hr import Assessment, Audited, Consent, Draft, Invitation, PersonKey, SubmissionKey


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

    def _count(self, statement: Any) -> int:
        return len(self.session.scalars(statement.execution_options(synchronize_session=False)).all())
