"""What teams are made of, over HTTP; names in camelCase as the contract has them."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.teams.counting import USUAL_CRITICALITY
from functions.hr.domain.teams.matrix import Level
from functions.hr.domain.teams.result import Scenario
from functions.hr.schemas.camel import Camel, CamelRequest
from shared.schemas.text import clean

MOST_MEMBERS = 500

TeamName = Annotated[str, AfterValidator(clean), StringConstraints(min_length=1, max_length=80)]
Criticality = Annotated[int, Field(ge=1, le=5, strict=True)]
Status = Literal["released", "suppressed", "no_data"]
Reason = Literal["too_few", "would_isolate", "no_wave", "no_answers"]


class TeamDraft(CamelRequest):
    """A team to be made.

    Attributes:
        owner_id: who is asked to act on its risks; a user of the company.
    """

    name: TeamName
    member_ids: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=MOST_MEMBERS)]
    criticality: Criticality = USUAL_CRITICALITY
    owner_id: UUID | None = None


class TeamChange(CamelRequest):
    """What is to be different; what is absent stays. New members count from the wave after the team's next result."""

    name: TeamName | None = None
    member_ids: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=MOST_MEMBERS)] | None = None
    criticality: Criticality | None = None
    owner_id: UUID | None = None


class TeamMade(BaseModel):
    """A team, and whether results of it can ever be told; the names of the contract."""

    team_id: UUID
    members: int
    evaluable: bool
    reason: Literal["too_few"] | None


class TeamSummary(Camel):
    """A team in a list."""

    team_id: UUID
    name: str
    members: int
    criticality: int
    owner_id: UUID | None
    evaluable: bool
    created_at: datetime


class RiskRequest(CamelRequest):
    """A team to be evaluated."""

    team_id: UUID
    locale: Locale = "es"


class Cell(Camel):
    """A cell of the risk matrix; the score is likelihood times impact."""

    likelihood: int
    impact: int
    score: int
    level: Level


class Matrix(Camel):
    """Turnover is null where it is withheld."""

    burnout: Cell
    turnover: Cell | None
    turnover_reason: Reason | None = None


class Mean(Camel):
    """The mean of a subscale, 5 to 95, or why it is withheld."""

    id: str
    mean: int | None
    band: str | None
    reason: Reason | None = None


class Composition(Camel):
    """Percent of the respondents in bands of work burnout, in steps of 10."""

    below_50: int = Field(alias="below50")
    from_50: int = Field(alias="from50")
    from_75: int = Field(alias="from75")


class ScenarioLevel(Camel):
    """Something that may come."""

    scenario: Scenario
    level: Level


class Advice(Camel):
    """Something that the company can change."""

    priority: int
    description: str
    driver: str


class Change(Camel):
    """Since the wave before."""

    work_mean: int
    score: int


class RiskReport(Camel):
    """What may be told of a team; everything after `reason` is null or empty where nothing may be.

    Attributes:
        respondents: a range, such as ``5-9``.
        participation: percent of the members, in steps of 5.
        drivers: ids of the three conditions of work furthest below the baseline.
        basis: what the turnover estimates learned from.
        stale: answers have changed since, and telling the change would isolate people.
    """

    team_id: UUID | None
    wave_id: UUID | None
    status: Status
    reason: Reason | None = None
    respondents: str | None = None
    participation: int | None = None
    risk_matrix: Matrix | None = None
    subscales: tuple[Mean, ...] = ()
    drivers: tuple[str, ...] = ()
    viability_score: int | None = None
    composition: Composition | None = None
    risk_scenarios: tuple[ScenarioLevel, ...] = ()
    recommendations: tuple[Advice, ...] = ()
    basis: str | None = None
    scoring_version: str | None = None
    model_version: str | None = None
    evaluated_at: datetime | None = None
    stale: bool = False
    trend: Change | None = None
    warnings: tuple[str, ...] = ()


class TeamView(TeamSummary):
    """A team with its members and what was last told of it."""

    member_ids: list[UUID]
    last_result: RiskReport | None


class Overview(Camel):
    """The company, from released results alone; a figure that may not be told is null, with the reason.

    Attributes:
        teams_by_level: of burnout, in the current wave.
    """

    wave_id: UUID | None = None
    work_mean: int | None = None
    participation: int | None = None
    reason: Reason | Literal["not_evaluated"] | None = None
    teams_by_level: dict[Level, int] = Field(default_factory=dict)
    evaluated_at: datetime | None = None


class TeamSettings(Camel):
    """What a company chose for team results."""

    smallest_group: int


class TeamSettingsDraft(CamelRequest):
    """The smallest group that a result speaks of: never below 5."""

    smallest_group: Annotated[int, Field(ge=5, le=10, strict=True)]
