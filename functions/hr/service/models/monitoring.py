"""Use cases: look at a wave that is over, once, for what it tells about the model; for one company and for all."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, Protocol, cast
from uuid import UUID

from functions.hr.domain.consent.purposes import permits
from functions.hr.domain.instruments.catalogue import Catalogue
from functions.hr.domain.models.drift import FEWEST_PEOPLE
from functions.hr.domain.models.evidence import Baseline
from functions.hr.domain.models.registered import Check, Fitted
from functions.hr.domain.models.wave_report import Seen, Start, WaveReport, report
from functions.hr.domain.records import KeptAssessment
from functions.hr.domain.scoring.answers import checked
from functions.hr.domain.scoring.learning import DRIVERS, FEWEST_DRIVERS, intention_of, known_drivers
from functions.hr.prediction.engine import Engine
from functions.hr.schemas.models import MonitorReport
from functions.hr.service.models.ports import Models, Shelf, WaveAnswers
from functions.hr.service.models.roles import Roles
from functions.hr.service.safe import Safe
from shared.core.clock import Now
from shared.core.log import log

BUDGET = timedelta(minutes=13)
"""No company is begun after it; the next round takes it."""


class WaveMonitor:
    """The waves of one company. The placeholder for burnout is not watched: nothing may rest on it.

    Args:
        waves: what was answered.
        models: of the company.
        shelf: where their files lie.
        safe: opens what is people's, of those who agreed to models being checked with it.
        catalogue: what was asked.
        now: the clock.
    """

    def __init__(
        self, waves: WaveAnswers, models: Models, shelf: Shelf, safe: Safe, *, catalogue: Catalogue, now: Now
    ) -> None:
        self.waves = waves
        self.models = models
        self.shelf = shelf
        self.safe = safe
        self.catalogue = catalogue
        self.now = now

    def look(self) -> bool:
        """Look at the wave that closed last, if nobody has and 200 people agreed; whether there was one.

        Raises:
            ModelUnavailable: the model that speaks cannot be asked.
        """
        wave_id = self.waves.last_closed(self.now())
        if wave_id is None or self.models.has_checked(wave_id):
            return False
        agreed = self._agreed(wave_id)
        if len(agreed) < FEWEST_PEOPLE:
            return False
        roles = Roles(self.models, self.shelf)
        champion, shadow = roles.champion("turnover_intention"), roles.shadow("turnover_intention")
        people = self._seen(agreed, self.shelf.engine(champion), self.shelf.engine(shadow) if shadow else None)
        if len(people) < FEWEST_PEOPLE:
            return False
        manifest = champion.manifest
        first = self.models.first_check(manifest.sha256)
        told = report(people, manifest.baseline, _start(first) if first else None)
        shadow_sha256 = shadow.manifest.sha256 if shadow else None
        self._keep(wave_id, manifest.sha256, told, is_first=first is None, shadow_sha256=shadow_sha256)
        return True

    def _agreed(self, wave_id: UUID) -> list[KeptAssessment]:
        consents, at = self.waves.consents(wave_id), self.now()
        counted = self.waves.counted(wave_id)
        return [one for one in counted if permits("model_training", consents.get(one.user_id, ()), at)]

    def _seen(self, agreed: Iterable[KeptAssessment], champion: Engine, shadow: Engine | None) -> list[Seen]:
        """Those with enough drivers whose answers do not contradict themselves."""
        seen = []
        for one in agreed:
            outcome = self.safe.outcome(one)
            drivers = known_drivers(outcome.scores)
            known = sum(drivers[driver] is not None for driver in DRIVERS)
            if known < FEWEST_DRIVERS or outcome.quality == "straight_line":
                continue
            margin = champion.contributions(drivers).margin
            beside = shadow.contributions(drivers).margin if shadow else None
            seen.append(Seen(drivers=drivers, margin=margin, leaves=self._leaves(one), shadow=beside))
        return seen

    def _leaves(self, one: KeptAssessment) -> bool | None:
        answers = self.safe.answers(one)
        if answers is None:
            return None
        return intention_of(checked(self.catalogue.stamped(one.definition), answers))

    def _keep(self, wave_id: UUID, sha256: str, told: WaveReport, *, is_first: bool, shadow_sha256: str | None) -> None:
        at = self.now()
        facts: dict[str, Any] = {"wave_id": str(wave_id), **told.facts, "shadow_sha256": shadow_sha256}
        if is_first:
            facts["baseline"] = {
                **told.start.baseline.model_dump(mode="json"),
                "missing": dict(told.start.missing),
            }
        self.models.check(sha256, Check(state=told.state, report=facts, at=at))
        if told.level:
            self.models.fit(sha256, Fitted(calibration=told.level, at=at))


class Companies(Protocol):
    """All companies."""

    def with_closed_waves(self, at: datetime) -> Sequence[UUID]:
        """Those with a wave that closed not long before a moment."""


class MonitorRounds:
    """Looks at all companies, each behind its own wall.

    Args:
        companies: all.
        monitors: of a company, in a transaction of its own.
        now: the clock.
    """

    def __init__(
        self, companies: Companies, monitors: Callable[[UUID], AbstractContextManager[WaveMonitor]], now: Now
    ) -> None:
        self.companies = companies
        self.monitors = monitors
        self.now = now

    def watch(self) -> MonitorReport:
        """Look at every wave that is over and that nobody has looked at."""
        begun, told = self.now(), MonitorReport(checked=0, failed=0)
        for company_id in self.companies.with_closed_waves(begun):
            if self.now() > begun + BUDGET:
                break
            try:
                with self.monitors(company_id) as monitor:
                    told.checked += monitor.look()
            except Exception as error:  # noqa: BLE001 - one company's trouble is not another's
                told.failed += 1
                log().error("a wave was not looked at", company_id=str(company_id), reason=type(error).__name__)
        return told


def _start(first: Check) -> Start:
    kept = cast("dict[str, Any]", first.report["baseline"])
    return Start(baseline=Baseline(cuts=kept["cuts"], shares=kept["shares"]), missing=kept["missing"])
