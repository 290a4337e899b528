"""Use cases about leads: register, read, list."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from functions.crm.domain.lead import Contact, Lead, fit_of
from functions.crm.domain.scoring import score
from functions.crm.schemas import LeadDetail, LeadDraft, LeadSummary, ScoredLead, TimelineEntry
from functions.crm.service.ports import Leads
from functions.crm.service.scoring import ScoringService
from shared.core.clock import Now
from shared.core.invocation import new_id
from shared.schemas.envelope import Events
from shared.schemas.events import LeadCreated
from shared.schemas.pages import Page, from_cursor


class LeadsService:
    """The leads of one company.

    Args:
        leads: where they are kept.
        scoring: scores one that has changed.
        events: announces what happened.
        now: the clock.
    """

    def __init__(self, leads: Leads, scoring: ScoringService, events: Events, now: Now) -> None:
        self.leads = leads
        self.scoring = scoring
        self.events = events
        self.now = now

    def register(self, draft: LeadDraft) -> ScoredLead:
        """Register a lead once per mailbox, score it and announce it.

        A mailbox that the company knows updates its lead: mail goes to the address given last.
        """
        contact = Contact(**draft.model_dump())
        first = score(fit_of(contact), (), now=self.now())
        lead_id = new_id()
        if not self.leads.add(lead_id, contact, first, at=self.now()):
            return self._update(self.leads.by_mailbox(draft.email), contact)
        self.events.record(LeadCreated(lead_id=lead_id, lead_source=draft.source))
        reasons = first.reasons_as_json()
        return ScoredLead(lead_id=lead_id, created=True, score=first.value, band=first.band, reasons=reasons)

    def detail(self, lead_id: UUID) -> LeadDetail:
        """Everything about a lead.

        Raises:
            NotFound: the company has no such lead.
        """
        lead = self.leads.get(lead_id)
        timeline = [TimelineEntry(at=at, type=kind, details=of) for at, kind, of in self.leads.timeline(lead_id)]
        return LeadDetail(**_summary(lead), reasons=lead.reasons, scored_at=lead.scored_at, timeline=timeline)

    def newest(self, *, limit: int, cursor: str | None) -> Page[LeadSummary]:
        """The company's leads, newest first."""
        found = self.leads.newest(before=from_cursor(cursor), limit=limit + 1)
        items = [LeadSummary(**_summary(lead)) for lead in found]
        return Page[LeadSummary].of(items, limit=limit, key=lambda item: item.lead_id)

    def _update(self, lead: Lead, contact: Contact) -> ScoredLead:
        given = {name: value for name, value in asdict(contact).items() if value is not None}
        self.leads.update(lead.id, **given)
        scored = self.scoring.rescore(lead.id)
        return ScoredLead(created=False, **scored.model_dump(), reasons=self.leads.get(lead.id).reasons)


def _summary(lead: Lead) -> dict[str, Any]:
    shown = {name: value for name, value in vars(lead).items() if name in LeadSummary.model_fields}
    return {"lead_id": lead.id, **shown}
