"""Accounts of companies at Alegra, in PostgreSQL."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, null, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.finance.domain.alegra.connection import Connection, Provider
from functions.finance.domain.alegra.errors import STOPPING
from functions.finance.domain.alegra.references import ReferenceKind
from shared.db.models.alegra import AlegraConnection, AlegraDocument, AlegraReference
from shared.db.session import Transactions


class ConnectionRows:
    """The account of one company.

    Args:
        transactions: walled to the company.
        company_id: whose.
    """

    def __init__(self, transactions: Transactions, company_id: UUID) -> None:
        self.transactions = transactions
        self.company_id = company_id

    def get(self) -> Connection | None:
        with self.transactions() as session:
            row = session.get(AlegraConnection, self.company_id)
            return _connection(row) if row else None

    def put(self, connection: Connection, *, by: UUID) -> None:
        values = {
            "email": connection.email,
            "token_ciphertext": connection.sealed_token,
            "provider": connection.provider,
            "company_name": connection.company_name,
            "cost_center": connection.cost_center,
            "verified_at": connection.verified_at,
            "connected_by": by,
            "fault": null(),
            "references_at": None,
            "contacts_at": None,
        }
        with self.transactions() as session:
            row = insert(AlegraConnection).values(company_id=self.company_id, **values)
            session.execute(row.on_conflict_do_update(index_elements=["company_id"], set_=values))
            self._forget_references(session)
            self._wake(session)

    def delete(self) -> None:
        with self.transactions() as session:
            session.execute(delete(AlegraConnection).filter_by(company_id=self.company_id))
            self._forget_references(session)

    def suspend(self, code: int | str, message: str) -> None:
        fault = {"code": code, "message": message}
        with self.transactions() as session:
            session.execute(update(AlegraConnection).filter_by(company_id=self.company_id).values(fault=fault))

    def _forget_references(self, session: Session) -> None:
        session.execute(delete(AlegraReference).filter_by(company_id=self.company_id))

    def _wake(self, session: Session) -> None:
        """Take up again what an account that took nothing has left."""
        stopped = AlegraDocument.error["code"].astext.in_([str(code) for code in STOPPING])
        waiting = update(AlegraDocument).filter_by(company_id=self.company_id)
        session.execute(waiting.where(stopped, AlegraDocument.state != "synced").values(retry_at=func.now(), tries=0))


class ConnectedCompanyRows:
    """All companies with an account that Alegra serves.

    Args:
        transactions: over all companies.
    """

    def __init__(self, transactions: Transactions) -> None:
        self.transactions = transactions

    def longest_unread(self, kinds: Iterable[ReferenceKind], *, before: datetime) -> list[UUID]:
        read_at = read_column(kinds)
        unread: ColumnElement[bool] = or_(read_at.is_(None), read_at < before)
        query = select(AlegraConnection.company_id).where(AlegraConnection.fault.is_(None), unread)
        with self.transactions() as session:
            return list(session.scalars(query.order_by(read_at.asc().nulls_first())))


def read_column(kinds: Iterable[ReferenceKind]) -> ColumnElement[datetime | None]:
    """Where it stands when these kinds were last read."""
    found = AlegraConnection.contacts_at if "contact" in kinds else AlegraConnection.references_at
    return cast("ColumnElement[datetime | None]", found)


def _connection(row: AlegraConnection) -> Connection:
    return Connection(
        company_id=row.company_id,
        email=row.email,
        sealed_token=row.token_ciphertext,
        provider=cast("Provider", row.provider),
        company_name=row.company_name,
        cost_center=row.cost_center,
        verified_at=row.verified_at,
        fault=row.fault,
    )
