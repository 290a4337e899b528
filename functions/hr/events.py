"""What the HR agent lets follow when something happens."""

from functions.hr.providers.models import Explaining
from shared.core.function import on, starts
from shared.schemas.events import BurnoutRiskDetected, ModelPromoted

burnout_flow = starts("burnout_flow", on=BurnoutRiskDetected)


@on(ModelPromoted, timeout=300, layers=("base", "ml"), memory=1769)
def on_model_promoted(event: ModelPromoted, explaining: Explaining) -> None:
    """The model that begins to speak is explained as a whole, beside its file."""
    explaining.explain(event)
