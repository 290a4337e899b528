"""The gate for calls: gathers what is known of a number, decides, and keeps the decision as evidence."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from functions.calls.domain.call import Call
from functions.calls.domain.numbers import number_hash
from functions.calls.domain.verdict import Verdict, Wish
from functions.calls.schemas.gate import Known, Moment
from shared.contact.decision import Code, Decision, Reason
from shared.contact.facts import ContactRequest, PhoneNumber, Purpose
from shared.contact.gate import contact_gate
from shared.contact.rules import ContactRules
from shared.core.clock import Now


class GateFacts(Protocol):
    """What is kept of the people of one company."""

    def lock(self, hashed: str, campaign_id: UUID | None) -> None:
        """Let nobody else decide on this campaign, and then on this number, until the transaction ends."""

    def gather(self, wish: Wish, hashed: str, *, at: datetime) -> Known:
        """Everything the gate has to be told."""

    def keep(self, wish: Wish, hashed: str, decision: Decision, known: Known, moment: Moment) -> UUID:
        """Store a decision."""

    def attempt(
        self, hashed: str, *, call_id: UUID, campaign_id: UUID | None, lead_id: UUID | None, at: datetime
    ) -> None:
        """Count a call as tried, once."""

    def reach(self, call_id: UUID) -> None:
        """Say that a call reached the person."""


class Gatekeeper:
    """Asks the gate on behalf of one company.

    Ask `decide` when a call is wanted, and once more, with its id, in the transaction that claims it for the carrier:
    an allowed one counts as an attempt from then on, so that of two that dial one number at once the second, which
    waits for the first, sees it. Dial only while the decision is fresh, five minutes. A call's own attempt never counts
    against it. Tell `reached` as soon as a person or a voicemail answered.

    Args:
        company_id: whose call it is.
        facts: what is kept.
        rules: the law.
        read_number: what the numbering plan says of a number.
        now: the clock.
    """

    def __init__(
        self,
        *,
        company_id: UUID | None,
        facts: GateFacts,
        rules: ContactRules,
        read_number: Callable[[str], PhoneNumber],
        now: Now,
    ) -> None:
        self.company_id = company_id
        self.facts = facts
        self.rules = rules
        self.read_number = read_number
        self.now = now

    def check(self, wish: Wish) -> Decision:
        """Whether a call would be allowed now; nothing is kept, nothing counts."""
        return self._decide(wish)[0]

    def decide(self, wish: Wish) -> Verdict:
        """Whether a call is allowed now; the decision is kept in the transaction, a refusal too."""
        hashed = number_hash(self.company_id, wish.number)
        self.facts.lock(hashed, wish.campaign_id)
        decision, known = self._decide(wish)
        decision_id = self.facts.keep(wish, hashed, decision, known, "dial" if wish.call_id else "enqueue")
        if decision.allow and wish.call_id:
            self.facts.attempt(
                hashed,
                call_id=wish.call_id,
                campaign_id=wish.campaign_id,
                lead_id=wish.lead_id,
                at=decision.decided_at,
            )
        return Verdict(
            decision_id=decision_id,
            allow=decision.allow,
            code=decision.code,
            reasons=tuple(plain(reason) for reason in decision.reasons),
            retry_at=decision.retry_at,
            must_end_by=decision.must_end_by,
            zone=decision.zones[0] if len(decision.zones) == 1 else None,
        )

    def opening(self, wish: Wish, at: datetime) -> datetime | None:
        """The first moment from `at` on at which a call would be allowed, once one that is open now is over.

        Lists are taken as fresh as they are now: they are taken anew until then, and who dials asks again.
        """
        now = self.now()
        known = self._known(wish, now)
        ahead = at - now
        registries = tuple(
            replace(check, snapshot_at=check.snapshot_at + ahead) if check.snapshot_at else check
            for check in known.registries
        )
        over = replace(known.ledger, open_call=False)
        decision = self._judged(wish, replace(known, registries=registries, ledger=over), at)
        if decision.allow:
            return at
        lasting = {reason.code for reason in decision.then} - {Code.REGISTRY_STALE}
        return None if lasting else decision.opens_at

    def dialled(self, call: Call, *, at: datetime) -> None:
        """Count a call as tried, once, whatever becomes of it."""
        hashed = number_hash(self.company_id, call.other_party)
        self.facts.attempt(hashed, call_id=call.id, campaign_id=call.campaign_id, lead_id=call.lead_id, at=at)

    def reached(self, call: Call, *, at: datetime) -> None:
        """Count a call as a direct contact: a person answered, or a machine that took a message."""
        self.dialled(call, at=at)
        self.facts.reach(call.id)

    def _decide(self, wish: Wish) -> tuple[Decision, Known]:
        now = self.now()
        known = self._known(wish, now)
        return self._judged(wish, known, now), known

    def _known(self, wish: Wish, now: datetime) -> Known:
        return self.facts.gather(wish, number_hash(self.company_id, wish.number), at=now)

    def _judged(self, wish: Wish, known: Known, at: datetime) -> Decision:
        if self.company_id is None:
            raise ValueError("nobody calls without a company")
        request = ContactRequest(
            company_id=self.company_id,
            number=self.read_number(wish.number),
            caller_id=wish.caller_id,
            purpose=Purpose(wish.purpose),
            campaign_id=wish.campaign_id,
            lead_id=wish.lead_id,
            asked_at=wish.asked_at,
        )
        return contact_gate(
            at,
            request,
            person=known.person,
            registries=known.registries,
            ledger=known.ledger,
            campaign=known.campaign,
            rules=self.rules,
        )


def plain(reason: Reason) -> dict[str, Any]:
    """A reason as JSON has it."""
    return asdict(reason) | {"code": str(reason.code), "until": reason.until.isoformat() if reason.until else None}
