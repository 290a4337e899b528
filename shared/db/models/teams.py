"""Teams, what was told of them, and the ledgers that decide what may still be told."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, Uuid, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Company, Identified, Tenant, Timestamped, addressable, within_company
from shared.db.models.hr import Wave
from shared.db.models.identity import User


class HrSettings(Timestamped, Base):
    """What a company chose for team results.

    Attributes:
        smallest_group: that a result speaks of.
        people_salt: with which people are hashed, so that two waves can be compared without naming anybody.
    """

    __tablename__ = "hr_settings"
    __table_args__ = (CheckConstraint("smallest_group between 5 and 10", name="smallest_group"),)

    company_id: Mapped[UUID] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    smallest_group: Mapped[int] = mapped_column(server_default="5")
    people_salt: Mapped[bytes] = mapped_column(LargeBinary)


class Team(Identified, Tenant, Timestamped, Base):
    """A team.

    Attributes:
        criticality: how much it would hurt to lose its people, 1 to 5.
        owner_id: who is asked to do something about its risks.
        removed_at: since when it is no more; what was told of it stays in the ledgers.
    """

    __tablename__ = "teams"
    __table_args__ = (
        addressable(),
        within_company("owner_id", "users.id", ondelete="SET NULL"),
        CheckConstraint("criticality between 1 and 5", name="criticality"),
        Index(
            "uq_teams_name",
            "company_id",
            text("lower(name)"),
            unique=True,
            postgresql_where=text("removed_at is null"),
        ),
    )

    name: Mapped[str]
    criticality: Mapped[int] = mapped_column(server_default="3")
    owner_id: Mapped[UUID | None]
    created_by: Mapped[UUID]
    removed_at: Mapped[datetime | None]


class TeamMember(Tenant, Base):
    """That somebody is in a team now; results keep the members that they were made of."""

    __tablename__ = "team_members"
    __table_args__ = (
        within_company("team_id", "teams.id"),
        within_company("user_id", "users.id"),
        Index("ix_team_members_user", "company_id", "user_id"),
    )

    company_id: Mapped[UUID] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    team_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True)


class TeamResult(Identified, Tenant, Base):
    """A released result of a team in a wave, or of the whole company. Never edited: a newer one stands beside it.

    Attributes:
        team_id: None for the company.
        members: of the team when its first result in the wave was released; nobody, once another wave has followed.
        result: as `functions.hr.domain.teams.records` writes it; part of it is never shown.
    """

    __tablename__ = "team_results"
    __table_args__ = (
        within_company("team_id", "teams.id"),
        within_company("wave_id", "waves.id"),
        Index("ix_team_results_newest", "company_id", "wave_id", "team_id", "id"),
        Index("ix_team_results_team", "company_id", "team_id", "id"),
    )

    team_id: Mapped[UUID | None]
    wave_id: Mapped[UUID]
    members: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    result: Mapped[dict[str, Any]]
    scoring_version: Mapped[str]
    model_version: Mapped[str | None]
    evaluated_by: Mapped[UUID | None]
    evaluated_at: Mapped[datetime]


class Release(Identified, Tenant, Base):
    """A group that a released figure was made of: sealed elements, which name nobody once the wave's salt is gone."""

    __tablename__ = "release_ledger"
    __table_args__ = (
        within_company("wave_id", "waves.id"),
        Index("uq_release_ledger_group", "company_id", "wave_id", "ledger", "digest", unique=True),
    )

    wave_id: Mapped[UUID]
    ledger: Mapped[str]
    digest: Mapped[str]
    elements: Mapped[list[str]] = mapped_column(ARRAY(Text))
    released_at: Mapped[datetime] = mapped_column(server_default=func.now())


class TeamAlarm(Identified, Tenant, Base):
    """What was last announced of a team's burnout risk.

    Attributes:
        level: None once the risk has fallen since.
    """

    __tablename__ = "team_alarms"
    __table_args__ = (
        within_company("team_id", "teams.id"),
        within_company("wave_id", "waves.id", ondelete="SET NULL"),
        CheckConstraint("level in ('high', 'critical')", name="level"),
        Index("uq_team_alarms_team", "company_id", "team_id", unique=True),
    )

    team_id: Mapped[UUID]
    level: Mapped[str | None]
    wave_id: Mapped[UUID | None]


__all__ = ["Company", "HrSettings", "Release", "Team", "TeamAlarm", "TeamMember", "TeamResult", "User", "Wave"]
