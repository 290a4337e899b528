"""What the use cases about models need from the outside; everything is of one company."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from functions.hr.domain.consent.purposes import Consent
from functions.hr.domain.models.evidence import Manifest, ModelName
from functions.hr.domain.models.registered import Check, Decision, Fitted, Registered, Role
from functions.hr.domain.records import KeptAssessment
from functions.hr.prediction.engine import Engine


class Models(Protocol):
    """What is kept of models."""

    def registered(self, name: ModelName) -> Sequence[Registered]:
        """Those of a name, the newest first."""

    def of_id(self, registered_id: UUID) -> Registered:
        """One that a decision speaks of."""

    def register(self, manifest: Manifest, *, object_key: str, object_version: str) -> None:
        """Keep a new one."""

    def decisions(self, name: ModelName, role: Role) -> Sequence[Decision]:
        """About a role, the last first: that one is in force."""

    def decide(self, decision: Decision, findings: Sequence[dict[str, Any]]) -> None:
        """Keep a decision."""

    def fitted(self, sha256: str) -> Fitted | None:
        """The company's own level for a model file."""

    def fit(self, sha256: str, fitted: Fitted) -> None:
        """Keep a newer level."""

    def checked(self, sha256: str) -> Check | None:
        """What a monitor found last about a model file."""

    def check(self, sha256: str, found: Check) -> None:
        """Keep what a monitor found."""

    def first_check(self, sha256: str) -> Check | None:
        """What a monitor found first about a model file: from there on it is compared."""

    def has_checked(self, wave_id: UUID) -> bool:
        """Whether a wave was looked at, with whatever model."""


class WaveAnswers(Protocol):
    """What was answered in waves that are over."""

    def last_closed(self, at: datetime) -> UUID | None:
        """The wave that closed last before a moment, not long ago."""

    def counted(self, wave_id: UUID) -> Sequence[KeptAssessment]:
        """Those that count and can be read."""

    def consents(self, wave_id: UUID) -> Mapping[UUID, Sequence[Consent]]:
        """What those who answered in a wave agreed to, by person."""


class Shelf(Protocol):
    """Where model files lie."""

    def packaged(self, name: ModelName) -> Registered:
        """The one that is deployed with the code, or `ModelUnavailable`."""

    def engine(self, one: Registered) -> Engine:
        """Loaded and checked, or `ModelUnavailable`."""

    def examined(self, one: Registered) -> Engine:
        """The same, after reading the file again."""

    def version_of(self, key: str) -> str:
        """The version of a file as it is now, or `NotFound`."""


class Papers(Protocol):
    """What is kept beside model files."""

    def put(self, key: str, content: bytes) -> None:
        """Keep it, in the place of what was there."""

    def get(self, key: str) -> bytes | None:
        """What is kept; None where there is nothing."""
