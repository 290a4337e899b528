"""What a person is told of what they answered."""

from typing import Literal
from uuid import UUID

from functions.hr.domain.explanations.contributions import Direction
from functions.hr.domain.explanations.estimates import NoEstimate, Output
from functions.hr.domain.scoring.quality import Quality
from functions.hr.domain.scoring.scores import NoScore
from functions.hr.schemas.camel import Camel


class SupportLine(Camel):
    """A telephone line that somebody has confirmed."""

    number: str
    name: str
    country: str
    source: str | None


class SupportBlock(Camel):
    """Help, to be read before anything else."""

    text: str
    lines: list[SupportLine]


class SubscaleScore(Camel):
    """A score of 0 to 100 with one decimal, or why there is none."""

    id: str
    name: str
    score: float | None
    band: str | None
    answered: int
    of: int
    reason: NoScore | None


class Range(Camel):
    """Share that was observed in other organisations where an estimate was like this one, 0 to 1."""

    low: float
    high: float


class Probability(Camel):
    """An estimate, 0 to 1.

    Attributes:
        basis: what the model learned from.
        evidence: ``none`` if the figure proves nothing about people.
    """

    p: float
    range: Range | None
    basis: str
    evidence: Literal["measured", "none"]
    calibration: Literal["local", "not_local"]


class Probabilities(Camel):
    """Estimates; burnout is null where no model of it is in force."""

    turnover_intention: Probability
    burnout: Probability | None


class Contribution(Camel):
    """What one driver adds: `phi` in log-odds, `points` in percent of probability."""

    driver: str
    name: str
    value: float | None
    phi: float
    points: float
    direction: Direction


class ExplanationView(Camel):
    """An estimate and what it is made of, the largest contribution first.

    Attributes:
        text: in words, where the estimate rests on real answers.
    """

    output: Output
    base_value: float
    contributions: list[Contribution]
    margin: float
    probability: float
    range: Range | None
    calibration: Literal["local", "not_local"]
    text: str | None


class ModelView(Camel):
    """Which model it was."""

    version: str
    sha256: str


class Notice(Camel):
    """Something to know beside a result."""

    code: str
    text: str


class Told(Camel):
    """What a person is told of one assessment; `support` comes first."""

    support: SupportBlock | None
    assessment_id: UUID
    user_id: UUID
    wave_id: UUID
    subscales: list[SubscaleScore]
    probabilities: Probabilities | None
    probabilities_reason: NoEstimate | None
    explanations: list[ExplanationView]
    quality: Quality | None
    model: ModelView | None
    notices: list[Notice]
