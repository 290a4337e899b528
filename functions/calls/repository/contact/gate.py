"""What the gate is told about a call, and what it decided."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.calls.domain.verdict import Wish
from functions.calls.repository.contact.campaigns import MONTH, lock_of, state_of
from functions.calls.repository.contact.people import lists_about, person_behind
from functions.calls.schemas.gate import Known, Moment
from shared.contact.decision import Decision, Reason
from shared.contact.facts import Channel, ContactLedger, LedgerEntry
from shared.core.invocation import new_id
from shared.db.models.calls import CallSession
from shared.db.models.contact import ContactAttempt, ContactDecision

_OPEN = ("queued", "initiated", "ringing", "in-progress")


class GateRows:
    """What is kept of the people of one company.

    Args:
        session: walled to the company.
        company_id: whose rows are written.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def lock(self, hashed: str, campaign_id: UUID | None) -> None:
        lock_of(self.session, campaign_id)
        self.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(hashed, 0))))

    def gather(self, wish: Wish, hashed: str, *, at: datetime) -> Known:
        known = person_behind(self.session, hashed, number=wish.number, lead_id=wish.lead_id)
        lists = lists_about(self.session, hashed)
        campaign = state_of(self.session, wish, at=at)
        evidence = {"consents": known.consents, "suppressions": known.suppressions, "snapshots": list(lists)}
        return Known(
            person=known.person,
            registries=tuple(lists.values()),
            ledger=self._ledger(wish, hashed, at=at),
            campaign=campaign,
            evidence={name: [str(each) for each in ids] for name, ids in evidence.items()},
        )

    def keep(self, wish: Wish, hashed: str, decision: Decision, known: Known, moment: Moment) -> UUID:
        row = ContactDecision(
            id=new_id(),
            company_id=self.company_id,
            number_hash=hashed,
            lead_id=wish.lead_id,
            call_id=wish.call_id,
            campaign_id=wish.campaign_id,
            moment=moment,
            purpose=wish.purpose,
            allow=decision.allow,
            code=decision.code,
            reasons=[_plain(reason) for reason in decision.reasons],
            retry_at=decision.retry_at,
            opens_at=decision.opens_at,
            must_end_by=decision.must_end_by,
            evidence=known.evidence | {"then": [reason.code for reason in decision.then]},
            rules_version=decision.rules_version,
            inputs_hash=decision.inputs_hash,
            decided_at=decision.decided_at,
            expires_at=decision.expires_at,
        )
        self.session.add(row)
        self.session.flush()
        return row.id

    def attempt(
        self, hashed: str, *, call_id: UUID, campaign_id: UUID | None, lead_id: UUID | None, at: datetime
    ) -> None:
        values = {
            "id": new_id(),
            "company_id": self.company_id,
            "number_hash": hashed,
            "lead_id": lead_id,
            "campaign_id": campaign_id,
            "call_id": call_id,
            "at": at,
        }
        once = insert(ContactAttempt).values(values)
        later = once.on_conflict_do_update(index_elements=["company_id", "call_id"], set_={"at": at})
        self.session.execute(later)

    def reach(self, call_id: UUID) -> None:
        self.session.execute(update(ContactAttempt).filter_by(call_id=call_id).values(direct=True))

    def _ledger(self, wish: Wish, hashed: str, *, at: datetime) -> ContactLedger:
        of_person = ContactAttempt.number_hash == hashed
        if wish.lead_id:
            of_person = or_(of_person, ContactAttempt.lead_id == wish.lead_id)
        others = (of_person, ContactAttempt.call_id.is_distinct_from(wish.call_id))
        recent = select(ContactAttempt).where(*others, ContactAttempt.at > at - MONTH).order_by(ContactAttempt.id)
        tried = select(func.count()).where(
            *others, ContactAttempt.campaign_id == wish.campaign_id, ContactAttempt.channel == Channel.CALL
        )
        open_call = select(
            select(CallSession.id)
            .where(
                CallSession.to_number == wish.number,
                CallSession.status.in_(_OPEN),
                CallSession.id.is_distinct_from(wish.call_id),
            )
            .exists()
        )
        return ContactLedger(
            entries=tuple(
                LedgerEntry(channel=Channel(row.channel), at=row.at, direct=row.direct, campaign_id=row.campaign_id)
                for row in self.session.scalars(recent)
            ),
            campaign_attempts=self.session.scalar(tried) or 0,
            open_call=bool(self.session.scalar(open_call)),
        )


def _plain(reason: Reason) -> dict[str, Any]:
    return asdict(reason) | {"until": reason.until.isoformat() if reason.until else None}
