"""What may be told of teams, wave by wave, as pages show it; it is made of released results alone."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.hr.schemas.teams import Overview, RiskReport, TeamSummary
from shared.schemas.pages import Page


class Shown(BaseModel):
    """Something to be shown."""

    model_config = ConfigDict(frozen=True)


class Standing(Shown):
    """Where a team stands in the current wave.

    Attributes:
        report: of the wave; with a reason where nothing may be told, None if nobody has asked yet.
    """

    team: TeamSummary
    report: RiskReport | None


class TimeTold(Shown):
    """A wave that was told of.

    Attributes:
        work_mean, score, level: of burnout; all None where this wave must not be set beside the others.
    """

    opens_at: datetime
    closes_at: datetime
    work_mean: int | None = None
    score: int | None = None
    level: str | None = None


class Story(Shown):
    """What may be told of a team, or of the company if it has no team.

    Attributes:
        now: of the current wave, as in `Standing`.
        told: the newest that was told, of the current wave or an earlier one.
        waves: that were told of, newest first.
        smallest_group: that the company chose.
    """

    team: TeamSummary | None
    now: RiskReport | None
    told: RiskReport | None
    waves: tuple[TimeTold, ...]
    smallest_group: int


class Listing(Shown):
    """The company, and a page of its teams.

    Attributes:
        company: where the company as a whole stands in the current wave, as in `Standing`.
    """

    overview: Overview
    company: RiskReport | None
    smallest_group: int
    teams: Page[Standing]
