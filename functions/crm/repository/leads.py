"""Leads with their scores and signals, in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from functions.crm.domain import lead as domain
from functions.crm.domain.calls import points_of
from functions.crm.domain.contact import email_key
from functions.crm.domain.scoring import Behaviour, Score
from functions.crm.domain.signals import Signal, Strength
from shared.core.errors import NotFound
from shared.db.models.crm import BuyerSignal, FollowUp, Interaction, Lead, LeadScore
from shared.db.models.events import LoggedEvent


class LeadRows:
    """The leads of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows; the wall refuses any other.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def by_mailbox(self, email: str) -> domain.Lead:
        known = select(Lead).filter_by(email_key=email_key(email)).with_for_update()
        return _lead(self.session.scalars(known).one())

    def get(self, lead_id: UUID) -> domain.Lead:
        return _found(self.session.get(Lead, lead_id, populate_existing=True))

    def lock(self, lead_id: UUID) -> domain.Lead:
        return _found(self.session.get(Lead, lead_id, with_for_update=True, populate_existing=True))

    def newest(self, *, before: UUID | None, limit: int) -> Sequence[domain.Lead]:
        query = select(Lead).order_by(Lead.id.desc()).limit(limit)
        rows = self.session.scalars(query.where(Lead.id < before) if before else query)
        return [_lead(row) for row in rows]

    def update(self, lead_id: UUID, **values: Any) -> None:
        self.session.execute(update(Lead).filter_by(id=lead_id).values(**values))

    def record_score(self, lead_id: UUID, score: Score, *, at: datetime, cause: UUID | None) -> None:
        scored = _scored(score, at)
        self.update(lead_id, **scored)
        history = {**scored, "fit": score.fit, "intent": score.intent, "cause_event_id": cause}
        self.session.add(LeadScore(company_id=self.company_id, lead_id=lead_id, **history))

    def has_history(self, lead_id: UUID) -> bool:
        return bool(self.session.scalar(select(exists().where(LeadScore.lead_id == lead_id))))

    def signals(self, lead_id: UUID) -> Sequence[Signal]:
        rows = select(BuyerSignal).filter_by(lead_id=lead_id).order_by(BuyerSignal.occurred_at, BuyerSignal.id)
        return [
            Signal(row.signal_type, cast(Strength, row.strength), row.actionable, row.occurred_at, row.event_id)
            for row in self.session.scalars(rows)
        ]

    def add_signal(self, lead_id: UUID, signal: Signal, details: dict[str, Any]) -> None:
        row = BuyerSignal(
            company_id=self.company_id,
            lead_id=lead_id,
            signal_type=signal.type,
            strength=signal.strength,
            actionable=signal.actionable,
            details=details,
            event_id=signal.event_id,
            occurred_at=signal.at,
        )
        self.session.add(row)

    def calls(self, lead_id: UUID) -> Sequence[Behaviour]:
        rows = select(Interaction).filter_by(lead_id=lead_id, kind="call").order_by(Interaction.occurred_at)
        found = (points_of(row.outcome, row.occurred_at) for row in self.session.scalars(rows))
        return [behaviour for behaviour in found if behaviour]

    def timeline(self, lead_id: UUID) -> Sequence[tuple[datetime, str, dict[str, Any]]]:
        events = self.session.scalars(select(LoggedEvent).filter_by(subject=f"lead:{lead_id}"))
        tasks = self.session.scalars(select(FollowUp).filter_by(lead_id=lead_id))
        happened = [(row.occurred_at, row.type, {**row.payload, "event_id": str(row.event_id)}) for row in events]
        passed = self.session.scalars(select(Interaction).filter_by(lead_id=lead_id))
        return sorted([*happened, *map(_opened, tasks), *map(_passed, passed)], key=lambda entry: entry[0])


def _opened(row: FollowUp) -> tuple[datetime, str, dict[str, Any]]:
    details = {"task_id": str(row.id), "kind": row.kind, "reason": row.reason, "due_at": row.due_at.isoformat()}
    return row.created_at, "task.opened", details


def _passed(row: Interaction) -> tuple[datetime, str, dict[str, Any]]:
    next_at = row.next_at.isoformat() if row.next_at else None
    if row.kind == "call_refused":
        return row.occurred_at, "call.refused", {"code": row.outcome, "next_allowed_at": next_at}
    ended = {"status": row.status, "outcome": row.outcome, "score": row.score, "next_attempt_at": next_at}
    details = {"call_id": str(row.call_id), **ended, "duration_seconds": row.duration_seconds}
    return row.occurred_at, "call.completed", details


def _scored(score: Score, at: datetime) -> dict[str, Any]:
    return {"score": score.value, "band": score.band, "reasons": score.reasons_as_json(), "scored_at": at}


def _found(row: Lead | None) -> domain.Lead:
    if row is None:
        raise NotFound("There is no such lead.")
    return _lead(row)


def _lead(row: Lead) -> domain.Lead:
    return domain.Lead(**{name: getattr(row, name) for name in domain.Lead.__dataclass_fields__})
