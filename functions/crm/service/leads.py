"""Use cases about leads that the company knows: renew, read, list."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from functions.crm.domain.lead import Contact, Lead
from functions.crm.schemas import LeadDetail, LeadSummary, ScoredLead, TimelineEntry
from functions.crm.service.ports import Leads
from functions.crm.service.scoring import ScoringService
from shared.schemas.pages import Page, from_cursor


class LeadsService:
    """The leads of one company.

    Args:
        leads: where they are kept.
        scoring: scores one that has changed.
    """

    def __init__(self, leads: Leads, scoring: ScoringService) -> None:
        self.leads = leads
        self.scoring = scoring

    def renew(self, contact: Contact) -> ScoredLead:
        """Give the lead with this contact's mailbox the contact, and score it: mail goes to the address given last."""
        lead = self.leads.by_mailbox(contact.email)
        given = {name: value for name, value in asdict(contact).items() if value is not None}
        self.leads.update(lead.id, **given)
        scored = self.scoring.rescore(lead.id)
        return ScoredLead(created=False, **scored.model_dump(), reasons=self.leads.get(lead.id).reasons)

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


def _summary(lead: Lead) -> dict[str, Any]:
    shown = {name: value for name, value in vars(lead).items() if name in LeadSummary.model_fields}
    return {"lead_id": lead.id, **shown}
