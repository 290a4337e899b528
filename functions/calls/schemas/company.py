"""How a company calls without a campaign."""

from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict

from functions.calls.domain.costs import Costs
from functions.calls.domain.scripts import CallSettings, Language, ScriptChoice


class CompanyCallsDraft(BaseModel):
    """What is said and from which number, where no campaign says it; and what calls cost, for all of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Language = "es"
    settings: CallSettings
    script: ScriptChoice = ScriptChoice()
    costs: Costs = Costs()


class CompanyCallsView(CompanyCallsDraft):
    """The version that counts; who made it approved what is said."""

    version: int
    made_by: UUID
    made_at: AwareDatetime
