"""A team of a company, and the steps of the burnout flow that are taken for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.clock import utc_now
from shared.core.function import Function
from shared.core.invocation import new_id
from tests.lambdas import LambdaContext, caller_of
from tests.postgres import Database


@dataclass(frozen=True)
class Team:
    """A team with an owner, of whom no answers are known."""

    database: Database
    company_id: UUID
    id: UUID
    owner: Caller

    @classmethod
    def of(cls, database: Database, company_id: UUID, name: str = "Recepción") -> "Team":
        owner = caller_of(company_id, Role.USER)
        team = cls(database, company_id, new_id(), owner)
        team.change(
            "INSERT INTO users (id, company_id, email, password_hash, role) VALUES (%s, %s, %s, 'x', 'user')",
            owner.id,
            company_id,
            f"{owner.id}@x.example",
        )
        team.change(
            "INSERT INTO teams (id, company_id, name, owner_id, created_by) VALUES (%s, %s, %s, %s, %s)",
            team.id,
            company_id,
            name,
            owner.id,
            owner.id,
        )
        return team

    def take(self, step: Function, *, event: UUID | None = None, days: float = 30) -> Any:
        """What a step of the flow answers that an event of a risk has started."""
        request = {
            "company_id": str(self.company_id),
            "event_id": str(event or new_id()),
            "correlation_id": str(new_id()),
            "team_id": str(self.id),
            "valid_until": (utc_now() + timedelta(days=days)).isoformat(),
        }
        return step(request, LambdaContext())

    def end(self, table: str, row_id: str, at: datetime) -> None:
        """Let a measure end at a moment."""
        self.change(f"UPDATE {table} SET valid_until = %s WHERE id = %s", at, row_id)  # noqa: S608

    def change(self, statement: str, *values: Any) -> None:
        with psycopg.connect(self.database.url()) as owner:
            owner.execute(statement.encode(), values)

    def rows(self, table: str) -> list[dict[str, Any]]:
        query = f"SELECT * FROM {table} WHERE company_id = %s ORDER BY id"  # noqa: S608
        with psycopg.connect(self.database.url(), row_factory=dict_row) as owner:
            return owner.execute(query.encode(), [self.company_id]).fetchall()
