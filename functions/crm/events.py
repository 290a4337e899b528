"""What the CRM does when something happens."""

from functions.crm.providers.pipeline import LeadPipeline
from shared.core.function import on, starts
from shared.schemas.events import BuyerSignalDetected, LeadCreated

lead_flow = starts("lead_flow", on=LeadCreated)


@on(BuyerSignalDetected)
def on_buyer_signal_detected(event: BuyerSignalDetected, pipeline: LeadPipeline) -> None:
    """A signal changes the score, and the band may ask for a task."""
    pipeline.respond(event.lead_id)
