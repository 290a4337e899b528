"""Endpoints of team risks. None of them knows a person."""

from functions.hr.domain.instruments.parts import Locale
from functions.hr.providers.teams import Risks, Told
from functions.hr.schemas.teams import Overview, RiskReport, RiskRequest
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import get, post


@post("/hr/risks/evaluate", scope=Scope.HR_RISKS, status=200)
def evaluate_risks(request: RiskRequest, caller: Caller, risks: Risks) -> RiskReport:
    """What may be told of a team now: its risk matrix, its conditions of work, and what the company can change."""
    return risks.evaluate_team(request.team_id, caller, request.locale)


@post("/hr/risks/evaluate-company", scope=Scope.HR_RISKS, status=200)
def evaluate_company(caller: Caller, risks: Risks, locale: Locale = "es") -> RiskReport:
    """What may be told of the whole company now."""
    return risks.evaluate_company(caller, locale)


@get("/hr/overview", scope=Scope.HR_RISKS)
def get_overview(told: Told) -> Overview:
    """The company in its current wave, from what was told: mean, participation, teams by level of risk."""
    return told.overview()
