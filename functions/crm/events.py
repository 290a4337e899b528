"""What the CRM does when something happens."""

from functions.crm.providers.calls import LeadCalls
from functions.crm.providers.deals import CompanyDeals
from functions.crm.providers.pipeline import LeadPipeline
from shared.core.function import on, starts
from shared.schemas.events import BuyerSignalDetected, CallCompleted, InvoiceProcessed, LeadCreated, PersonForgotten

lead_flow = starts("lead_flow", on=LeadCreated)
buyer_signal_flow = starts("buyer_signal_flow", on=BuyerSignalDetected)


@on(BuyerSignalDetected)
def on_buyer_signal_detected(event: BuyerSignalDetected, pipeline: LeadPipeline) -> None:
    """A signal changes the score, and the band may ask for a task."""
    pipeline.respond(event.lead_id)


@on(CallCompleted)
def on_call_completed(event: CallCompleted, calls: LeadCalls) -> None:
    """A call is in the lead's timeline, and has changed what it changes."""
    calls.note(event)


@on(PersonForgotten)
def on_person_forgotten(event: PersonForgotten, calls: LeadCalls) -> None:
    """Who wants to be forgotten has no number with us any more."""
    calls.forget(event)


@on(InvoiceProcessed)
def on_invoice_processed(event: InvoiceProcessed, deals: CompanyDeals) -> None:
    """A posted sale closes the deal that it bills."""
    deals.close_by(event)
