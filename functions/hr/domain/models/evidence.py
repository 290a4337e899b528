"""What was measured about a model before anybody uses it: the manifest that lies beside its file."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from functions.hr.domain.scoring.learning import DRIVERS

Share = float
ModelName = Literal["turnover_intention", "burnout"]
Evidence = Literal["measured", "none"]


class Fact(BaseModel):
    """Part of a manifest; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Figures(Fact):
    """How good estimates are: area under the curve, average precision, Brier score, expected calibration error."""

    auc: float
    ap: float
    brier: float
    ece: float

    def as_row(self) -> tuple[float, float, float, float]:
        return self.auc, self.ap, self.brier, self.ece

    @classmethod
    def of_row(cls, row: Sequence[float]) -> Self:
        auc, ap, brier, ece = map(float, row)
        return cls(auc=auc, ap=ap, brier=brier, ece=ece)


class Compared(Fact):
    """A model and what it has to beat, on the same people.

    Attributes:
        deviation: of ours over the folds; None where there is one split.
    """

    ours: Figures
    logistic_regression: Figures
    default_trees: Figures
    deviation: Figures | None = None


class Comparisons(Fact):
    """By how people were held out."""

    random: Compared
    organisations: Compared
    fixed: Compared


class Group(Fact):
    """People of one value of an audited attribute, on the fixed split.

    Attributes:
        flagged: how many are in the top fifth of all estimates.
        error: mean estimate less observed share.
        hits: share of those who think of leaving that the flag falls on; `alarms`, of the others.
    """

    attribute: str
    value: str
    people: int
    base_rate: Share
    flagged: int
    auc: float
    ece: float
    error: float
    hits: Share
    alarms: Share


class Bin(Fact):
    """People whose estimates lie in a tenth of the scale."""

    people: int
    estimated: Share
    observed: Share


class Masking(Fact):
    """What missing drivers cost."""

    missing: int
    figures: Figures


class Range(Fact):
    """Observed share across held-out organisations in a band of estimates: 10th and 90th percentile."""

    below: float
    organisations: int
    low: Share
    high: Share


class Parity(Fact):
    """Largest differences in log-odds: native contributions to the reference library's, and their sum to the margin."""

    rows: int
    shap: float
    additivity: float


class Interaction(Fact):
    """Mean absolute interaction of two drivers, in log-odds."""

    drivers: tuple[str, str]
    mean: float


class Baseline(Fact):
    """What drift is measured from: cut points and the share of people between them, per driver and for the estimate."""

    cuts: Mapping[str, tuple[float, ...]]
    shares: Mapping[str, tuple[float, ...]]


class SplitFacts(Fact):
    """The people the figures are of."""

    train: int
    test: int
    positives: int
    test_rows_sha256: str


class SignedException(Fact):
    """A finding that is disclosed, with the reason that the card prints.

    Attributes:
        by: the person who accepts it; None while nobody who answers for the model's use has confirmed it.
    """

    check: str
    reason: str = Field(min_length=20)
    by: str | None


class Manifest(Fact):
    """A model file, what it was made of, and what was measured.

    Attributes:
        basis: what its number means; an API never shows the number without it.
        drivers: its features, in their order.
    """

    name: ModelName
    version: str = Field(pattern=r"^\d{4}\.\d+$")
    basis: str
    evidence: Evidence
    trained_on: date
    file: str
    bytes: int
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    drivers: tuple[str, ...]
    parameters: Mapping[str, float | int | str]
    libraries: Mapping[str, str]
    data: Mapping[str, str]
    split: SplitFacts
    figures: Comparisons
    reliability: tuple[Bin, ...]
    groups: tuple[Group, ...]
    masking: tuple[Masking, ...]
    ranges: tuple[Range, ...]
    importance: Mapping[str, float]
    interactions: tuple[Interaction, ...]
    baseline: Baseline
    parity: Parity
    exceptions: tuple[SignedException, ...] = ()

    @model_validator(mode="after")
    def _sees_nothing_else(self) -> Self:
        if not set(self.drivers) <= set(DRIVERS):
            raise ValueError("a model sees drivers and nothing else")
        return self

    @property
    def schema_sha256(self) -> str:
        """Of the names and the order of its features."""
        return hashlib.sha256("\n".join(self.drivers).encode()).hexdigest()
