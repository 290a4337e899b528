"""Teams, in PostgreSQL."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from functions.hr.domain.teams.known import KnownTeam
from functions.hr.domain.teams.ledger import SMALLEST_GROUP
from functions.hr.schemas.teams import TeamChange, TeamDraft
from shared.core.errors import Conflict, NotFound
from shared.core.invocation import new_id
from shared.db.models.teams import HrSettings, Team, TeamMember, User

SALT_BYTES = 32


class TeamRows:
    """The teams of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows; the wall refuses any other.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def unknown(self, users: frozenset[UUID]) -> frozenset[UUID]:
        known = self.session.scalars(select(User.id).where(User.id.in_(users), User.status == "active"))
        return users - frozenset(known)

    def add(self, draft: TeamDraft, members: frozenset[UUID], by: UUID) -> KnownTeam:
        team_id = new_id()
        row = Team(
            id=team_id,
            company_id=self.company_id,
            name=draft.name,
            criticality=draft.criticality,
            owner_id=draft.owner_id,
            created_by=by,
        )
        try:
            with self.session.begin_nested():
                self.session.add(row)
        except IntegrityError:
            raise _taken() from None
        self._put(team_id, members)
        return self.get(team_id)

    def get(self, team_id: UUID) -> KnownTeam:
        row = self.session.execute(_teams().where(Team.id == team_id)).first()
        if row is None:
            raise NotFound("There is no such team.")
        return _known(row)

    def newest(self, *, before: UUID | None, limit: int) -> Sequence[KnownTeam]:
        query = _teams().order_by(Team.id.desc()).limit(limit)
        return [_known(row) for row in self.session.execute(query.where(Team.id < before) if before else query)]

    def change(self, team_id: UUID, change: TeamChange, members: frozenset[UUID] | None) -> KnownTeam:
        self._lock(team_id)
        columns: dict[str, Any] = change.model_dump(include=change.model_fields_set - {"member_ids"})
        columns = {name: value for name, value in columns.items() if value is not None or name == "owner_id"}
        if columns:
            try:
                with self.session.begin_nested():
                    self.session.execute(update(Team).where(Team.id == team_id).values(**columns))
            except IntegrityError:
                raise _taken() from None
        if members is not None:
            self.session.execute(delete(TeamMember).where(TeamMember.team_id == team_id))
            self._put(team_id, members)
        return self.get(team_id)

    def remove(self, team_id: UUID, at: datetime) -> None:
        self._lock(team_id)
        self.session.execute(update(Team).where(Team.id == team_id).values(removed_at=at))

    def made_since(self, wave_opened: datetime, by: UUID) -> int:
        made = select(func.count()).select_from(Team).where(Team.created_by == by, Team.created_at >= wave_opened)
        return self.session.scalar(made) or 0

    def smallest_group(self) -> int:
        return self.session.scalar(select(HrSettings.smallest_group)) or SMALLEST_GROUP

    def choose_smallest_group(self, size: int) -> None:
        self._ensure_settings()
        self.session.execute(update(HrSettings).values(smallest_group=size))

    def people_salt(self) -> bytes:
        """The company's salt, made when it is first needed."""
        self._ensure_settings()
        return self.session.scalars(select(HrSettings.people_salt)).one()

    def _ensure_settings(self) -> None:
        row = {"company_id": self.company_id, "people_salt": secrets.token_bytes(SALT_BYTES)}
        self.session.execute(upsert(HrSettings).values(**row).on_conflict_do_nothing())

    def _put(self, team_id: UUID, members: Iterable[UUID]) -> None:
        rows = [{"company_id": self.company_id, "team_id": team_id, "user_id": one} for one in sorted(members)]
        self.session.execute(insert(TeamMember), rows)

    def _lock(self, team_id: UUID) -> None:
        query = select(Team.id).where(Team.id == team_id, Team.removed_at.is_(None)).with_for_update()
        if self.session.scalar(query) is None:
            raise NotFound("There is no such team.")


def _teams() -> Select[Any]:
    members = select(func.array_agg(TeamMember.user_id)).where(TeamMember.team_id == Team.id).scalar_subquery()
    columns = (Team.id, Team.name, Team.criticality, Team.owner_id, Team.created_at, members.label("members"))
    return select(*columns).where(Team.removed_at.is_(None))


def _known(row: Row[Any]) -> KnownTeam:
    values = dict(row._mapping)  # noqa: SLF001 - the public name for a row's columns
    return KnownTeam(**{**values, "members": frozenset(cast("list[UUID] | None", values["members"]) or ())})


def _taken() -> Conflict:
    return Conflict("There is a team of that name.")
