"""The use cases on a real database and KMS, with a model and an audience of the test's own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from functions.hr.domain.explanations.contributions import explain
from functions.hr.domain.explanations.estimates import Estimate, Estimates, ModelName, ModelUnavailableError
from functions.hr.domain.instruments.catalogue import Catalogue, published
from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.providers.personal import submissions_in
from functions.hr.providers.rooms import OpenRooms
from functions.hr.service.predicting import Predictor
from functions.hr.service.submission import SubmissionService
from shared.core.clock import Now, utc_now
from shared.core.data_keys import KmsDataKeys
from shared.core.invocation import Invocation
from shared.db.session import company_transactions
from shared.schemas.envelope import Envelope, EventData

BASE, CAREER, SUPERVISOR = -1.386294, 0.980829, -0.441833


class NoModel:
    """A model that is not there."""

    def predict(self, features: Mapping[str, float | None]) -> Estimates:
        raise ModelUnavailableError(f"no model takes {len(features)} drivers")


class Heard:
    """Hears what is announced."""

    def __init__(self, company_id: UUID) -> None:
        self.invocation = Invocation(function="test", correlation_id="test", company_id=company_id)

    def record(self, data: EventData) -> Envelope:
        return Envelope.of(data, during=self.invocation, at=utc_now())


class Sure:
    """A model that always says the same, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Mapping[str, float | None]] = []

    def predict(self, features: Mapping[str, float | None]) -> Estimates:
        self.asked.append(features)
        phis = dict.fromkeys(DRIVERS, 0.0) | {"career": CAREER, "supervisor": SUPERVISOR}
        told = explain(BASE, phis, BASE + CAREER + SUPERVISOR, features)
        turnover = Estimate(basis="intention:fevs-2018", evidence="measured", explanation=told)
        burnout = Estimate(basis="synthetic", evidence="none", explanation=told)
        return Estimates(model=ModelName("1", "a" * 64), turnover_intention=turnover, burnout=burnout)


@contextmanager
def served(
    company_id: UUID, model: Predictor | None = None, *, catalogue: Catalogue | None = None, now: Now = utc_now
) -> Iterator[SubmissionService]:
    """What takes answers, in a transaction of its own."""
    with company_transactions()(company_id)() as session:
        opened = OpenRooms.of(session, company_id, KmsDataKeys(), now)
        opened.rooms.catalogue = opened.rooms.waves.catalogue = catalogue or published()
        yield submissions_in(opened, model or NoModel(), Heard(company_id))
