"""What the CRM does when something happens."""

from functions.crm.providers.leads import Scoring
from shared.core.function import on, starts
from shared.schemas.events import BuyerSignalDetected, LeadCreated

lead_flow = starts("lead_flow", on=LeadCreated)


@on(BuyerSignalDetected)
def on_buyer_signal_detected(event: BuyerSignalDetected, scoring: Scoring) -> None:
    """A signal changes the score."""
    scoring.rescore(event.lead_id)
