"""The result of a team: three families of figures, each released, kept or withheld for itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Generic, Literal, TypeVar

from functions.hr.domain.teams.advice import Recommendation, recommendations
from functions.hr.domain.teams.figures import Shares
from functions.hr.domain.teams.ledger import Group, Withheld
from functions.hr.domain.teams.matrix import Level, Risk, share_in_company, viability

Figures = TypeVar("Figures")
Warned = Literal["mixed_locales"]
Scenario = Literal["burnout", "turnover", "overload", "low_participation"]

OVERLOAD_BELOW = 50
LOW_PARTICIPATION_BELOW = 50


@dataclass(frozen=True)
class Told:
    """The mean of a subscale as it is told, 5 to 95, and its band; or why it is withheld."""

    mean: int | None
    band: str | None
    reason: Withheld | None = None


@dataclass(frozen=True, kw_only=True)
class BurnoutFigures:
    """What the burnout scores of a team come to.

    Attributes:
        participation: percent of the members, in steps of 5.
        low_participation: whether fewer than half of them answered.
        counted: how many; never told, nor are the `burdened` among them.
    """

    risk: Risk
    subscales: Mapping[str, Told]
    shares: Shares | None
    respondents: str
    participation: int
    low_participation: bool
    warnings: tuple[Warned, ...]
    counted: int
    burdened: int


@dataclass(frozen=True)
class TurnoverFigures:
    """What the estimates of a team come to; the mean probability is not told."""

    risk: Risk


@dataclass(frozen=True)
class DriverFigures:
    """The conditions of work of a team, and the three weakest of those that can be changed."""

    drivers: Mapping[str, Told]
    weakest: tuple[str, ...]


@dataclass(frozen=True)
class Part(Generic[Figures]):
    """A family of figures that was released.

    Attributes:
        versions: sealed, that the figures were made of; `people`, likewise, whose they were.
        stale: whether somebody's answers changed or were withdrawn since, and a new result would isolate people.
    """

    figures: Figures
    versions: Group
    people: Group
    stale: bool = False


@dataclass(frozen=True, kw_only=True)
class TeamResult:
    """What is told about a team; a family that is withheld is its reason."""

    burnout: Part[BurnoutFigures]
    turnover: Part[TurnoverFigures] | Withheld
    drivers: Part[DriverFigures] | Withheld

    @property
    def risks(self) -> Mapping[Literal["burnout", "turnover"], Risk]:
        """The released cells of the matrix."""
        burnout = self.burnout.figures.risk
        if isinstance(self.turnover, Part):
            return {"burnout": burnout, "turnover": self.turnover.figures.risk}
        return {"burnout": burnout}

    @property
    def viability(self) -> int:
        """100 to 0."""
        return viability(self.risks.values())

    @property
    def stale(self) -> bool:
        """Whether a part is older than the answers that count now."""
        return any(isinstance(part, Part) and part.stale for part in (self.burnout, self.turnover, self.drivers))

    def as_stale(self) -> "TeamResult":
        """The same, where nothing newer may be told."""
        return replace(self, burnout=replace(self.burnout, stale=True))

    @property
    def scenarios(self) -> Mapping[Scenario, Level]:
        """What may come; overload and low participation are moderate, whenever they apply."""
        scenarios: dict[Scenario, Level] = {name: risk.level for name, risk in self.risks.items()}
        if isinstance(self.drivers, Part):
            workload = self.drivers.figures.drivers["workload"].mean
            if workload is not None and workload < OVERLOAD_BELOW:
                scenarios["overload"] = "moderate"
        if self.burnout.figures.low_participation:
            scenarios["low_participation"] = "moderate"
        return scenarios

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """One for each of the weakest conditions of work."""
        return recommendations(self.drivers.figures.weakest) if isinstance(self.drivers, Part) else ()

    @property
    def burdened_share(self) -> Fraction:
        """Of a company total: the share that steadies small teams; never told."""
        return share_in_company(self.burnout.figures.burdened, self.burnout.figures.counted)
