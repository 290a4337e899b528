"""What the HR agent lets follow when something happens."""

from shared.core.function import starts
from shared.schemas.events import BurnoutRiskDetected

burnout_flow = starts("burnout_flow", on=BurnoutRiskDetected)
