"""Exclusion lists that are stale, or soon."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, or_, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from shared.db.models.contact import RegistrySnapshot


class StaleRows:
    """The newest copies of lists.

    Args:
        session: of one company, or over all.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def due(self, taken_before: dict[str, datetime]) -> Sequence[Row[UUID, UUID, str, datetime]]:
        """Company, copy, name and time of the newest copies that are older and of which nobody was told."""
        newest = (
            select(RegistrySnapshot)
            .ext(distinct_on(RegistrySnapshot.company_id, RegistrySnapshot.list_name))
            .where(RegistrySnapshot.completed_at.is_not(None))
            .order_by(
                RegistrySnapshot.company_id,
                RegistrySnapshot.list_name,
                RegistrySnapshot.snapshot_at.desc(),
                RegistrySnapshot.id.desc(),
            )
        ).subquery()
        old = or_(
            *((newest.c.list_name == name) & (newest.c.snapshot_at < before) for name, before in taken_before.items())
        )
        rows = select(newest.c.company_id, newest.c.id, newest.c.list_name, newest.c.snapshot_at)
        return self.session.execute(rows.where(newest.c.warned_at.is_(None), old)).all()

    def warned(self, snapshot_id: UUID, *, at: datetime) -> bool:
        """Keep that it was said; False if it is kept already."""
        untold = update(RegistrySnapshot).filter_by(id=snapshot_id, warned_at=None)
        return self.session.scalar(untold.values(warned_at=at).returning(RegistrySnapshot.id)) is not None
