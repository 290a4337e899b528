"""What is known around a call."""

from dataclasses import dataclass, field

from functions.calls.domain.costs import Costs
from functions.calls.domain.scripts import CallSettings, ScriptChoice


@dataclass(frozen=True, kw_only=True)
class Background:
    """What is known around a call.

    Attributes:
        time_zone: of the prospect, as far as it is known.
        settings: of its campaign, or of the company for calls without one; None where there are none.
        costs: what the company knows of the cost of calls.
    """

    company_name: str
    time_zone: str
    prospect_name: str | None = None
    prospect_company: str | None = None
    email_known: bool = False
    settings: CallSettings | None = None
    script: ScriptChoice = field(default_factory=ScriptChoice)
    costs: Costs = field(default_factory=Costs)
