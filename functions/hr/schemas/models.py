"""Models: what is asked of them, and what is told about them."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, ClassVar, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field, create_model, model_validator

from functions.hr.domain.models.evidence import (
    Comparisons,
    Evidence,
    Interaction,
    Manifest,
    ModelName,
    SignedException,
)
from functions.hr.domain.models.registered import Act
from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.schemas.camel import Camel, CamelRequest
from shared.schemas.answers import Answer
from shared.schemas.tasks import TaskRequest

Driver = Annotated[float, Field(ge=0, le=100, strict=True, allow_inf_nan=False)]
Reason = Annotated[str, Field(min_length=20, max_length=500)]
Version = Annotated[str, Field(pattern=r"^\d{4}\.\d+$")]


class _Drivers(CamelRequest):
    """Drivers by name; null or absent has no score. Nothing else is a feature: any other name is refused."""

    model_config = CamelRequest.model_config | {"alias_generator": None}


Features = create_model(  # type: ignore[call-overload]
    "Features", __base__=_Drivers, **dict.fromkeys(DRIVERS, (Driver | None, None))
)


class PredictRequest(CamelRequest):
    """An assessment of one's own, or drivers of nobody."""

    assessment_id: UUID | None = None
    features: Features | None = None

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        if (self.assessment_id is None) == (self.features is None):
            raise ValueError("either assessmentId or features")
        return self


class ContributionView(Camel):
    driver: str
    value: float | None
    phi: float
    points: float
    direction: Literal["raises", "lowers"]


class EstimateView(Camel):
    """One probability and what it is made of; the basis says what it means.

    Attributes:
        range: observed in organisations that were held out, where an estimate was like this one.
        text: the explanation in words, where there are words.
    """

    p: float
    range: tuple[float, float] | None
    basis: str
    evidence: Evidence
    calibration: Literal["local", "not_local"]
    base_value: float
    margin: float
    contributions: list[ContributionView]
    text: str | None


class ModelUsed(Camel):
    version: str
    sha256: str


class PredictionView(Camel):
    turnover_intention: EstimateView
    burnout: EstimateView | None
    model: ModelUsed


class FindingView(Camel):
    """One check.

    Attributes:
        excepted: that it fails is disclosed, with a reason.
        confirmed: a named person accepts it; nobody promotes the model before.
    """

    check: str
    measured: float
    limit: float
    passes: bool
    excepted: bool
    confirmed: bool


class ModelView(Camel):
    """A model that a company may use.

    Attributes:
        packaged: it is deployed with the code, for everybody.
        exceptions: what is not passed and disclosed, with the reason and who confirmed it.
    """

    name: ModelName
    version: str
    sha256: str
    basis: str
    evidence: Evidence
    packaged: bool
    is_champion: bool
    is_shadow: bool
    figures: Comparisons
    exceptions: list[SignedException]
    findings: list[FindingView]


class DecisionView(Camel):
    name: ModelName
    act: Act
    version: str
    sha256: str
    decided_by: UUID
    reason: str
    decided_at: datetime


class ModelsView(Camel):
    models: list[ModelView]
    decisions: list[DecisionView]


class OverallView(Camel):
    """What a model rests on, in log-odds: mean size of each driver's contribution, and of two drivers together."""

    importance: dict[str, float]
    interactions: list[Interaction]


class ExplanationView(Camel):
    """The model that speaks as a whole.

    Attributes:
        by_card: on a thousand of the people whom it was measured on.
        by_file: computed when it was promoted, on `people` who were drawn driver by driver from the shares of those;
            null with a reason: it was never promoted here, or what was kept is not of this file.
        explanation_sha256: of what was kept.
    """

    name: ModelName
    version: str
    sha256: str
    by_card: OverallView
    by_file: OverallView | None
    people: int | None
    explanation_sha256: str | None
    reason: Literal["not_promoted", "not_of_this_file"] | None


class ExceptionDraft(CamelRequest):
    """A finding about groups that the approver accepts."""

    check: Annotated[str, Field(max_length=100)]
    reason: Reason


class PromotionDraft(CamelRequest):
    version: Version
    reason: Reason
    exceptions: Annotated[tuple[ExceptionDraft, ...], Field(max_length=20)] = ()


class RollbackDraft(CamelRequest):
    reason: Reason


class ShadowDraft(CamelRequest):
    """Which version is asked beside the champion; null for none."""

    version: Version | None
    reason: Reason


class Registration(TaskRequest):
    """A model file that an engineer put below ``<company_id>/models/`` of the bucket, and its manifest."""

    file_path: str
    manifest: Manifest


class MonitorReport(BaseModel):
    """How many waves were looked at, and in how many companies that failed."""

    checked: int
    failed: int


class RegistrationReport(Camel):
    name: ModelName
    version: str
    sha256: str
    findings: list[FindingView]


class ModelState(Camel):
    """One model as it works now.

    Attributes:
        hash_matches: its bytes are those that were approved.
        additivity: largest difference of contributions and margin on rows that are always the same, just measured.
        parity: to the reference library, as it was measured when the model was made.
        drift: the last monitor's finding; null before there were 200 people.
        unconfirmed_exceptions: checks that are not passed and that no named person of the company accepted.
    """

    name: ModelName
    version: str | None
    basis: str | None
    evidence: Evidence | None
    sha256: str | None
    schema_sha256: str | None
    loaded: bool
    hash_matches: bool
    additivity: float | None
    parity: float | None
    calibration: Literal["local", "not_local"]
    labels: int
    drift: Literal["ok", "watch", "retrain"] | None
    drift_report: dict[str, Any] | None
    checked_at: datetime | None
    unconfirmed_exceptions: list[str]


class ModelHealth(Answer, Camel):
    """Whether estimates are given, and whether they still mean what they say."""

    other_statuses: ClassVar[dict[HTTPStatus, str]] = {HTTPStatus.SERVICE_UNAVAILABLE: "A model cannot be used."}

    status: Literal["healthy", "degraded", "unhealthy"]
    models: list[ModelState]

    def http_status(self) -> HTTPStatus | None:
        return HTTPStatus.SERVICE_UNAVAILABLE if self.status == "unhealthy" else None
