"""The use case that begins everything: register a lead."""

from collections.abc import Callable
from typing import Protocol

from functions.crm.domain.lead import Contact, fit_of
from functions.crm.domain.scoring import score
from functions.crm.schemas import LeadDraft, ScoredLead
from functions.crm.service.ports import Newcomers
from shared.core.clock import Now
from shared.core.invocation import new_id
from shared.schemas.envelope import Events
from shared.schemas.events import LeadCreated


class KnownLeads(Protocol):
    """The leads that the company knows."""

    def renew(self, contact: Contact) -> ScoredLead:
        """Give the lead with this contact's mailbox the contact, and score it."""


class RegistrationService:
    """Registers leads of one company.

    Args:
        newcomers: where they begin.
        known: opens those that the company knows; asked only for a mailbox that is one of theirs.
        events: announces what happened.
        now: the clock.
    """

    def __init__(self, newcomers: Newcomers, known: Callable[[], KnownLeads], events: Events, now: Now) -> None:
        self.newcomers = newcomers
        self.known = known
        self.events = events
        self.now = now

    def register(self, draft: LeadDraft) -> ScoredLead:
        """Register a lead once per mailbox, score it and announce it.

        A mailbox that the company knows updates its lead: mail goes to the address given last.
        """
        contact = Contact(**dict(draft))
        first = score(fit_of(contact), (), now=self.now())
        lead_id = new_id()
        if not self.newcomers.add(lead_id, contact, first, at=self.now()):
            return self.known().renew(contact)
        self.events.record(LeadCreated(lead_id=lead_id, lead_source=draft.source))
        reasons = first.reasons_as_json()
        return ScoredLead(lead_id=lead_id, created=True, score=first.value, band=first.band, reasons=reasons)
