"""How leads come in: the endpoint that is called most, alone in its module because it starts without SQLAlchemy."""

from functions.crm.providers.registration import Registration
from functions.crm.schemas import LeadDraft, ScoredLead
from shared.auth.scopes import Scope
from shared.core.function import post


@post("/crm/leads", scope=Scope.CRM_WRITE, status=201)
def create_lead(draft: LeadDraft, registration: Registration) -> ScoredLead:
    """Register a lead, score it and announce it; a known mailbox answers 200 with its lead."""
    return registration.register(draft)
