"""Companies with a row in every tenant table, for tests that try to cross the wall."""

import pkgutil
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from sqlalchemy import Table

import shared.db.models
from shared.core.invocation import new_id
from shared.db.models.base import Base

for module in pkgutil.iter_modules(shared.db.models.__path__):
    import_module(f"shared.db.models.{module.name}")

TABLES = [table for table in Base.metadata.sorted_tables if "company_id" in table.columns]
CHOICES = {
    "role": "user",
    "strength": "low",
    "direction": "outbound",
    "status": None,
    "decision": "edit",
    "means": "cash",
    "purpose": "assessment",
}
EXCEPTIONS: dict[str, dict[str, Any]] = {
    "payments": {"direction": "purchase"},
    "journal_lines": {"debit": 1},
    "waves": {"opens_at": datetime(2026, 11, 1, tzinfo=UTC)},
    "person_keys": {"wrapped": b"x"},
    "call_sessions": {"to_number": "+573001234567"},
    "call_events": {"status": "ringing"},
    "interactions": {"kind": "call"},
    "contact_decisions": {"purpose": "marketing"},
    "team_measures": {"kind": "check_workload"},
    "model_registry": {"name": "burnout"},
    "model_decisions": {"name": "burnout", "role": "champion", "act": "promoted", "findings": "[]"},
    "model_calibrations": {"labels": 200},
    "model_checks": {"state": "ok"},
}


def value(table: Table, column: Any, company: UUID, ids: dict[str, UUID]) -> Any:
    """A value that the column takes; references point into the same company."""
    if column.name == "company_id":
        return company
    if column.name in CHOICES:
        return CHOICES[column.name]
    for constraint in table.foreign_key_constraints:
        if column.name in constraint.column_keys:
            return ids.get(constraint.referred_table.name)
    kinds = {UUID: new_id(), str: f"{new_id()}@x.example", int: 1, float: 1.0, bool: True, bytes: b"x"}
    kinds |= {datetime: datetime.now(UTC), date: datetime.now(UTC).date(), Decimal: Decimal(1)}
    try:
        return kinds.get(column.type.python_type, "{}")
    except NotImplementedError:
        return "{}"


def insert(connection: psycopg.Connection[Any], table: Table, company: UUID, ids: dict[str, UUID]) -> None:
    needed = [column for column in table.columns if not column.nullable and column.server_default is None]
    row = {column.name: value(table, column, company, ids) for column in needed} | EXCEPTIONS.get(table.name, {})
    if "id" in row:
        ids[table.name] = row["id"]
    if "scopes" in row:
        row["scopes"] = []
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table.name),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(sql.Placeholder() * len(row)),
    )
    connection.execute(statement, list(row.values()))


def furnish(owner: psycopg.Connection[Any], company: UUID) -> dict[str, UUID]:
    """Give a company a row in every tenant table.

    Returns:
        Table name → id of its row.
    """
    owner.execute("INSERT INTO companies (id, name) VALUES (%s, 'x')", [company])
    ids: dict[str, UUID] = {}
    for table in TABLES:
        insert(owner, table, company, ids)
    _balance(owner, company, ids["journal_entries"])
    return ids


def _balance(owner: psycopg.Connection[Any], company: UUID, entry: UUID) -> None:
    """Add the other side of the entry's one line: it is refused at commit without."""
    owner.execute(
        "INSERT INTO journal_lines (id, company_id, entry_id, position, account, credit, memo)"
        " VALUES (%s, %s, %s, 2, '2205', 1, 'x')",
        [new_id(), company, entry],
    )
