"""Models of one company, in PostgreSQL."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from functions.hr.domain.explanations.contributions import Calibration
from functions.hr.domain.models.evidence import Manifest, ModelName
from functions.hr.domain.models.registered import Act, Check, Decision, Fitted, Registered, Role, State
from shared.db.models.prediction import ModelCalibration, ModelCheck, ModelDecision, RegisteredModel


class ModelRows:
    """What one company keeps of models.

    Args:
        session: walled to the company.
        company_id: written into its rows; the wall refuses any other.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def registered(self, name: ModelName) -> Sequence[Registered]:
        """Those of a name, the newest first."""
        rows = select(RegisteredModel).where(RegisteredModel.name == name).order_by(RegisteredModel.id.desc())
        return [_registered(row) for row in self.session.scalars(rows)]

    def of_id(self, registered_id: UUID) -> Registered:
        return _registered(self.session.get_one(RegisteredModel, registered_id))

    def register(self, manifest: Manifest, *, object_key: str, object_version: str) -> None:
        self.session.add(
            RegisteredModel(
                company_id=self.company_id,
                name=manifest.name,
                version=manifest.version,
                sha256=manifest.sha256,
                object_key=object_key,
                object_version=object_version,
                manifest=manifest.model_dump(mode="json"),
            )
        )
        self.session.flush()

    def decisions(self, name: ModelName, role: Role) -> Sequence[Decision]:
        """About a role of a name, the last first: that one is in force."""
        rows = (
            select(ModelDecision)
            .where(ModelDecision.name == name, ModelDecision.role == role)
            .order_by(ModelDecision.id.desc())
        )
        return [_decision(row) for row in self.session.scalars(rows)]

    def decide(self, decision: Decision, findings: Sequence[dict[str, Any]]) -> None:
        self.session.add(
            ModelDecision(
                company_id=self.company_id,
                name=decision.name,
                role=decision.role,
                act=decision.act,
                registered_id=decision.registered_id,
                version=decision.version,
                sha256=decision.sha256,
                decided_by=decision.by,
                reason=decision.reason,
                findings=list(findings),
                decided_at=decision.at,
            )
        )
        self.session.flush()

    def fitted(self, sha256: str) -> Fitted | None:
        """The company's own level for a model file."""
        row = self.session.scalar(
            select(ModelCalibration)
            .where(ModelCalibration.sha256 == sha256)
            .order_by(ModelCalibration.id.desc())
            .limit(1)
        )
        if row is None:
            return None
        return Fitted(calibration=Calibration(slope=row.slope, shift=row.shift, labels=row.labels), at=row.fitted_at)

    def fit(self, sha256: str, fitted: Fitted) -> None:
        one = fitted.calibration
        self.session.add(
            ModelCalibration(
                company_id=self.company_id,
                sha256=sha256,
                slope=one.slope,
                shift=one.shift,
                labels=one.labels,
                fitted_at=fitted.at,
            )
        )

    def checked(self, sha256: str) -> Check | None:
        """What a monitor found last about a model file."""
        row = self.session.scalar(
            select(ModelCheck).where(ModelCheck.sha256 == sha256).order_by(ModelCheck.id.desc()).limit(1)
        )
        return _check(row) if row else None

    def first_check(self, sha256: str) -> Check | None:
        """What a monitor found first about a model file."""
        row = self.session.scalar(
            select(ModelCheck).where(ModelCheck.sha256 == sha256).order_by(ModelCheck.id).limit(1)
        )
        return _check(row) if row else None

    def has_checked(self, wave_id: UUID) -> bool:
        """Whether a wave was looked at, with whatever model."""
        mine = select(ModelCheck.id).where(ModelCheck.report["wave_id"].as_string() == str(wave_id))
        return self.session.scalar(mine.limit(1)) is not None

    def check(self, sha256: str, found: Check) -> None:
        self.session.add(
            ModelCheck(
                company_id=self.company_id,
                sha256=sha256,
                state=found.state,
                report=dict(found.report),
                checked_at=found.at,
            )
        )
        self.session.flush()


def _check(row: ModelCheck) -> Check:
    return Check(state=cast("State", row.state), report=row.report, at=row.checked_at)


def _registered(row: RegisteredModel) -> Registered:
    return Registered(
        Manifest.model_validate(row.manifest),
        id=row.id,
        object_key=row.object_key,
        object_version=row.object_version,
    )


def _decision(row: ModelDecision) -> Decision:
    return Decision(
        name=cast("ModelName", row.name),
        role=cast("Role", row.role),
        act=cast("Act", row.act),
        registered_id=row.registered_id,
        version=row.version,
        sha256=row.sha256,
        by=row.decided_by,
        reason=row.reason,
        at=row.decided_at,
        confirmed=tuple(one["check"] for one in row.findings if one.get("confirmed")),
    )
