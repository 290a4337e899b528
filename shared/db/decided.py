"""Rows of what is done for teams because of an event and is a person's to decide, whichever agent keeps them."""

from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, exists, insert, select, update
from sqlalchemy.orm import Session

from shared.core.invocation import new_id
from shared.db.models.measures import Decided, Team

Row = TypeVar("Row", bound=Decided)


class DecidedRows(Generic[Row]):
    """The rows of one kind and one company.

    Attributes:
        model: the kind.

    Args:
        session: walled to the company.
        company_id: written into new rows; the wall refuses any other.
        cause: the event that leads to new rows.
    """

    model: type[Row]

    def __init__(self, session: Session, company_id: UUID | None, cause: UUID | None) -> None:
        self.session = session
        self.company_id = company_id
        self.cause = cause

    def has_team(self, team_id: UUID) -> bool:
        team = exists().where(Team.id == team_id, Team.removed_at.is_(None))
        return bool(self.session.scalar(select(team)))

    def decide(self, row_id: UUID, decision: str, *, by: UUID, at: datetime, reason: str | None) -> None:
        decided = {"decision": decision, "decided_by": by, "decided_at": at, "decision_reason": reason}
        self.session.execute(update(self.model).filter_by(id=row_id).values(**decided))

    def begin(self, team_id: UUID, *, valid_until: datetime, **values: Any) -> UUID:
        """Add a row about a team; its id."""
        made = new_id()
        common = {"company_id": self.company_id, "team_id": team_id, "cause_event_id": self.cause}
        row = insert(self.model).values(id=made, **common, valid_until=valid_until, **values)
        self.session.execute(row)
        return made

    def open_at(self, at: datetime) -> tuple[ColumnElement[bool], ...]:
        """Nobody has decided, and it has not ended."""
        return self.model.decision.is_(None), self.model.valid_until > at

    def expired_at(self, at: datetime) -> tuple[ColumnElement[bool], ...]:
        """It has ended before anybody decided."""
        return self.model.decision.is_(None), self.model.valid_until <= at
