"""What is told of a result, as the contract names it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.teams.figures import Shares
from functions.hr.domain.teams.ledger import Withheld
from functions.hr.domain.teams.matrix import Risk
from functions.hr.domain.teams.openwave import KeptResult
from functions.hr.domain.teams.result import Part, TeamResult, Told
from functions.hr.domain.teams.trend import Trend
from functions.hr.schemas.teams import (
    Advice,
    Cell,
    Change,
    Composition,
    Matrix,
    Mean,
    RiskReport,
    ScenarioLevel,
)

SCORING_VERSION = "1"
"""Of the rules that make a result; another one is never compared with it."""

EVALUATED = "team.evaluated"
"""How an evaluation is called in the audit, which keeps its outcome: that nothing is told is kept nowhere else."""

TURNOVER_BASIS = "intention:fevs-2018"
"""What the estimates behind the turnover risk learned from; burnout is measured."""


def report(kept: KeptResult, change: Trend | None, locale: Locale) -> RiskReport:
    """A released result, without what only the next evaluation may know."""
    result = kept.result
    figures = result.burnout.figures
    return RiskReport(
        team_id=kept.team_id,
        wave_id=kept.wave_id,
        status="released",
        respondents=figures.respondents,
        participation=figures.participation,
        risk_matrix=_matrix(result),
        subscales=(*_means(figures.subscales), *_drivers(result)),
        drivers=result.drivers.figures.weakest if isinstance(result.drivers, Part) else (),
        viability_score=result.viability,
        composition=_composition(figures.shares),
        risk_scenarios=tuple(ScenarioLevel(scenario=name, level=level) for name, level in result.scenarios.items()),
        recommendations=tuple(
            Advice(priority=one.priority, description=one.description[locale], driver=one.driver)
            for one in result.recommendations
        ),
        basis=TURNOVER_BASIS if isinstance(result.turnover, Part) else "measured",
        scoring_version=kept.scoring_version,
        model_version=kept.model_version,
        evaluated_at=kept.evaluated_at,
        stale=result.stale,
        trend=Change(work_mean=change.work_mean, score=change.score) if change else None,
        warnings=figures.warnings,
    )


def suppressed(team_id: UUID | None, wave_id: UUID, reason: Withheld, at: datetime | None = None) -> RiskReport:
    """Nothing, and why; with the moment where it was said before."""
    return RiskReport(team_id=team_id, wave_id=wave_id, status="suppressed", reason=reason, evaluated_at=at)


def no_answers(team_id: UUID | None, wave_id: UUID | None = None) -> RiskReport:
    """Nothing, because nobody has answered."""
    return RiskReport(team_id=team_id, wave_id=wave_id, status="no_data", reason="no_answers")


def _matrix(result: TeamResult) -> Matrix:
    turnover = result.turnover
    return Matrix(
        burnout=_cell(result.burnout.figures.risk),
        turnover=_cell(turnover.figures.risk) if isinstance(turnover, Part) else None,
        turnover_reason=None if isinstance(turnover, Part) else turnover,
    )


def _cell(risk: Risk) -> Cell:
    return Cell(likelihood=risk.likelihood, impact=risk.impact, score=risk.score, level=risk.level)


def _means(told: Mapping[str, Told]) -> list[Mean]:
    return [Mean(id=name, mean=one.mean, band=one.band, reason=one.reason) for name, one in told.items()]


def _drivers(result: TeamResult) -> list[Mean]:
    return _means(result.drivers.figures.drivers) if isinstance(result.drivers, Part) else []


def _composition(shares: Shares | None) -> Composition | None:
    return Composition(below_50=shares.below_50, from_50=shares.from_50, from_75=shares.from_75) if shares else None
