"""Copies of exclusion lists, decisions, and kill switches of one company."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, cast, delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.calls.domain.numbers import number_hash
from shared.core.errors import NotFound
from shared.core.invocation import new_id
from shared.db.models.contact import ContactDecision, ContactStop, OperatorStop, RegistryNumber, RegistrySnapshot


class ListRows:
    """Copies of exclusion lists of one company."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def begin(self, list_name: str, *, snapshot_at: datetime, at: datetime, by: UUID) -> RegistrySnapshot:
        row = RegistrySnapshot(
            id=new_id(),
            company_id=self.company_id,
            list_name=list_name,
            snapshot_at=snapshot_at,
            numbers=0,
            refused=0,
            repeated=0,
            started_at=at,
            started_by=by,
        )
        self.session.add(row)
        self.session.flush()
        return row

    def resume(self, import_id: UUID) -> RegistrySnapshot:
        row = self.session.scalar(select(RegistrySnapshot).filter_by(id=import_id).with_for_update())
        if row is None:
            raise NotFound("There is no such import.")
        return row

    def add(self, snapshot: RegistrySnapshot, numbers: Iterable[str]) -> int:
        """Add numbers to a copy; how many were new."""
        hashes = [number_hash(self.company_id, number) for number in numbers]
        if not hashes:
            return 0
        fresh = select(literal(self.company_id), literal(snapshot.id), func.unnest(cast(hashes, ARRAY(Text))))
        into = insert(RegistryNumber).from_select(["company_id", "snapshot_id", "number_hash"], fresh)
        added: Any = self.session.execute(into.on_conflict_do_nothing().execution_options(preserve_rowcount=True))
        return int(added.rowcount)

    def of_file(self, key: str) -> RegistrySnapshot | None:
        """The copy that a file was announced for, locked."""
        return self.session.scalar(select(RegistrySnapshot).filter_by(file_key=key).with_for_update())

    def complete(self, snapshot: RegistrySnapshot, *, at: datetime) -> None:
        """Let a copy count, and drop the numbers of older ones; what they were stays written."""
        snapshot.completed_at = at
        self.session.flush()
        older = select(RegistrySnapshot.id).where(
            RegistrySnapshot.list_name == snapshot.list_name,
            RegistrySnapshot.completed_at.is_not(None),
            RegistrySnapshot.snapshot_at < snapshot.snapshot_at,
        )
        self.session.execute(delete(RegistryNumber).where(RegistryNumber.snapshot_id.in_(older)))

    def newest(self, list_name: str | None, *, before: UUID | None, limit: int) -> Sequence[RegistrySnapshot]:
        query = select(RegistrySnapshot).filter_by(company_id=self.company_id).order_by(RegistrySnapshot.id.desc())
        if list_name:
            query = query.where(RegistrySnapshot.list_name == list_name)
        if before:
            query = query.where(RegistrySnapshot.id < before)
        return self.session.scalars(query.limit(limit)).all()


class SwitchRows:
    """The kill switch of one company, and the operator's."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def stop(self, *, reason: str, at: datetime, by: UUID) -> None:
        row = {"id": new_id(), "company_id": self.company_id, "reason": reason, "since": at, "stopped_by": by}
        self.session.execute(insert(ContactStop).values(row).on_conflict_do_nothing())

    def lift(self, *, at: datetime, by: UUID) -> None:
        row = self.session.scalar(select(ContactStop).filter_by(lifted_at=None).with_for_update())
        if row:
            row.lifted_at, row.lifted_by = at, by
            self.session.flush()

    def open(self) -> list[tuple[str, str, datetime]]:
        """Who stopped calls, why, and since when."""
        own = self.session.execute(select(ContactStop.reason, ContactStop.since).filter_by(lifted_at=None)).all()
        all_of = self.session.execute(select(OperatorStop.reason, OperatorStop.since).filter_by(lifted_at=None)).all()
        return [*(("company", *row) for row in own), *(("operator", *row) for row in all_of)]


class OperatorRows:
    """The operator's switch, over all companies."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def stop(self, *, reason: str, at: datetime) -> None:
        self.session.add(OperatorStop(id=new_id(), reason=reason, since=at))
        self.session.flush()

    def lift(self, *, at: datetime) -> int:
        """Lift every stop; how many there were."""
        rows = self.session.scalars(select(OperatorStop).filter_by(lifted_at=None).with_for_update()).all()
        for row in rows:
            row.lifted_at = at
        self.session.flush()
        return len(rows)


class DecisionRows:
    """What the gate decided for one company."""

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def newest(
        self, *, number: str | None, before: UUID | None, limit: int, **columns: Any
    ) -> Sequence[ContactDecision]:
        wanted = {name: value for name, value in columns.items() if value is not None}
        query = select(ContactDecision).filter_by(company_id=self.company_id, **wanted)
        if number:
            query = query.where(ContactDecision.number_hash == number_hash(self.company_id, number))
        if before:
            query = query.where(ContactDecision.id < before)
        return self.session.scalars(query.order_by(ContactDecision.id.desc()).limit(limit)).all()
