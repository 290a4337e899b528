"""Use cases about scores and buyer signals."""

from typing import Any
from uuid import UUID

from functions.crm.domain.lead import Lead, behaviours_of, fit_of
from functions.crm.domain.scoring import Score, score
from functions.crm.domain.signals import Signal, is_actionable, repeated
from functions.crm.schemas import LeadScore, QueueAck, SignalDraft
from functions.crm.service.ports import Leads
from shared.core.clock import Now
from shared.core.invocation import Invocation
from shared.schemas.envelope import Events
from shared.schemas.events import BuyerSignalDetected, LeadScored


class ScoringService:
    """Scores of one company's leads.

    Args:
        leads: where they are kept.
        events: announces what happened.
        invocation: names the event that caused a score.
        now: the clock.
    """

    def __init__(self, leads: Leads, events: Events, invocation: Invocation, now: Now) -> None:
        self.leads = leads
        self.events = events
        self.invocation = invocation
        self.now = now

    def notice(self, draft: SignalDraft) -> QueueAck:
        """Take a buyer signal in and announce it; its consumer scores the lead.

        Raises:
            NotFound: the company has no such lead.
        """
        self.leads.lock(draft.lead_id)
        known = self.leads.signals(draft.lead_id)
        if before := repeated(draft.signal_type, draft.strength, known=known, now=self.now()):
            return QueueAck(event_id=before.event_id, repeated=True)
        actionable = draft.strength == "high" and is_actionable("high", known=known, now=self.now())
        event = BuyerSignalDetected(
            lead_id=draft.lead_id, signal_type=draft.signal_type, strength=draft.strength, actionable=actionable
        )
        return QueueAck(event_id=self._announce(event, draft.metadata), repeated=False)

    def rescore(self, lead_id: UUID) -> LeadScore:
        """Score a lead with everything known now; a first or a different score is kept and announced.

        Raises:
            NotFound: the company has no such lead.
        """
        lead = self.leads.lock(lead_id)
        behaviours = [*behaviours_of(self.leads.signals(lead_id)), *self.leads.calls(lead_id)]
        scored = score(fit_of(lead), behaviours, now=self.now())
        first = not self.leads.has_history(lead_id)
        if first or scored.value != lead.score:
            self._record(lead, scored, previous=None if first else lead.score)
        return LeadScore(lead_id=lead_id, score=scored.value, band=scored.band)

    def _record(self, lead: Lead, scored: Score, *, previous: int | None) -> None:
        self.leads.record_score(lead.id, scored, at=self.now(), cause=self.invocation.causation_id)
        self.events.record(LeadScored(lead_id=lead.id, score=scored.value, band=scored.band, previous_score=previous))

    def _announce(self, event: BuyerSignalDetected, details: dict[str, Any]) -> UUID:
        event_id = self.events.record(event).id
        signal = Signal(event.signal_type, event.strength, event.actionable, self.now(), event_id)
        self.leads.add_signal(event.lead_id, signal, details)
        return event_id
