"""Links that let one person in once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from functions.hr.domain.entrances import Kind
from shared.core.invocation import new_id
from shared.db.models.hr import Invitation


class InvitationRows:
    """The links of one company.

    Args:
        session: walled to the company.
        company_id: whose they are.
        kind: what the links lead to; those of another kind are not seen, but by `of`.
    """

    def __init__(self, session: Session, company_id: UUID | None, kind: Kind = "answer") -> None:
        self.session = session
        self.company_id = company_id
        self.kind = kind
        self.mine = {"company_id": company_id, "kind": kind}

    def add(self, user_id: UUID, digest: str, *, expires_at: datetime, by: UUID) -> None:
        self.session.add(
            Invitation(
                id=new_id(),
                company_id=self.company_id,
                user_id=user_id,
                kind=self.kind,
                token_hash=digest,
                expires_at=expires_at,
                created_by=by,
            )
        )

    def end(self, user_id: UUID, at: datetime) -> None:
        """None of a person's works any more, nor does what was begun with one."""
        mine = update(Invitation).filter_by(**self.mine, user_id=user_id, used_at=None)
        self.session.execute(mine.where(Invitation.expires_at > at).values(expires_at=at))
        sitting = update(Invitation).filter_by(**self.mine, user_id=user_id)
        self.session.execute(sitting.values(sitting_hash=None, sitting_until=None))

    def usable(self, digest: str, at: datetime) -> UUID | None:
        """Whose link it is, if it still works; nobody else uses it until the transaction ends."""
        mine = select(Invitation.user_id).filter_by(**self.mine, token_hash=digest, used_at=None)
        return self.session.scalar(mine.where(Invitation.expires_at > at).with_for_update())

    def use(self, digest: str, at: datetime) -> None:
        mine = update(Invitation).filter_by(**self.mine, token_hash=digest)
        self.session.execute(mine.values(used_at=at))

    def sit_down(self, digest: str, sitting: str, until: datetime) -> None:
        mine = update(Invitation).filter_by(**self.mine, token_hash=digest)
        self.session.execute(mine.values(sitting_hash=sitting, sitting_until=until))

    def sitting(self, digest: str, at: datetime) -> UUID | None:
        """Who sits there."""
        mine = select(Invitation.user_id).filter_by(**self.mine, sitting_hash=digest)
        return self.session.scalar(mine.where(Invitation.sitting_until > at))

    def led_to(self, digest: str, sitting: str, at: datetime) -> bool:
        mine = select(Invitation.id).filter_by(**self.mine, token_hash=digest, sitting_hash=sitting)
        return self.session.scalar(mine.where(Invitation.sitting_until > at)) is not None

    def stand_up(self, digest: str) -> None:
        mine = update(Invitation).filter_by(**self.mine, sitting_hash=digest)
        self.session.execute(mine.values(sitting_hash=None, sitting_until=None))

    def of(self, user_id: UUID) -> Sequence[dict[str, Any]]:
        """A person's, of every kind, without their secrets."""
        mine = select(Invitation).filter_by(company_id=self.company_id, user_id=user_id).order_by(Invitation.id)
        return [
            {"leads_to": row.kind, "created_at": row.created_at, "expires_at": row.expires_at, "used_at": row.used_at}
            for row in self.session.scalars(mine)
        ]
