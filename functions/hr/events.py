"""What the HR agent lets follow when something happens."""

from functions.hr.providers.models import Explaining
from functions.hr.providers.personal import Backfill
from shared.core.function import on, starts
from shared.schemas.events import AssessmentCompleted, BurnoutRiskDetected, ModelPromoted

burnout_flow = starts("burnout_flow", on=BurnoutRiskDetected)


@on(AssessmentCompleted, layers=("base", "ml"), memory=1024)
def on_assessment_completed(event: AssessmentCompleted, backfill: Backfill) -> None:
    """Whoever agreed to an estimate and got none, because the model was unavailable, gets it later."""
    backfill.complete(event)


@on(ModelPromoted, timeout=300, layers=("base", "ml"), memory=1769)
def on_model_promoted(event: ModelPromoted, explaining: Explaining) -> None:
    """The model that begins to speak is explained as a whole, beside its file."""
    explaining.explain(event)
