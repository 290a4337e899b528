"""Use case: estimate what could not be estimated when it was handed in, once the model works again."""

from dataclasses import replace

from functions.hr.domain.consent.purposes import permits
from functions.hr.service.estimating import Estimating
from functions.hr.service.ports import Assessments, Consents, People
from functions.hr.service.safe import Safe
from shared.core.clock import Now
from shared.core.errors import Unavailable
from shared.schemas.events import AssessmentCompleted


class StillUnavailable(Unavailable):
    """The model cannot be asked yet: the event is delivered again."""


class Backfilling:
    """Estimates that one company's people agreed to and did not get.

    Args:
        people: who they are.
        consents: what they agreed to.
        assessments: what they answered.
        safe: opens and seals what is theirs.
        estimating: asks the model.
        now: the clock.
    """

    def __init__(
        self,
        people: People,
        consents: Consents,
        assessments: Assessments,
        *,
        safe: Safe,
        estimating: Estimating,
        now: Now,
    ) -> None:
        self.people = people
        self.consents = consents
        self.assessments = assessments
        self.safe = safe
        self.estimating = estimating
        self.now = now

    def complete(self, event: AssessmentCompleted) -> None:
        """Estimate, if the model was unavailable and the person still agrees; otherwise nothing is asked.

        Raises:
            StillUnavailable: the model cannot be asked now, either.
        """
        one = self.assessments.get(event.assessment_id)
        if one is None or not self.people.lock(one.user_id):
            return
        outcome = self.safe.outcome(one)
        if outcome.no_estimate != "model_unavailable":
            return
        permitted = permits("ml_prediction", self.consents.of(one.user_id), self.now())
        estimates, reason = self.estimating.of(outcome.scores, permitted=permitted)
        if reason == "model_unavailable":
            raise StillUnavailable("An assessment waits for its estimate.")
        found = replace(outcome, estimates=estimates, no_estimate=reason)
        self.assessments.replace_outcome(one.id, self.safe.seal_outcome(one.user_id, one.id, found))
