"""Use case: somebody hands in answers, or a program does for them."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from functions.hr.domain.consent.purposes import permits
from functions.hr.domain.instruments.catalogue import Catalogue, Questionnaire
from functions.hr.domain.records import KeptAssessment, KeptWave
from functions.hr.domain.scoring.answers import Answers, AnswersRefusedError, checked
from functions.hr.domain.scoring.outcome import Outcome
from functions.hr.domain.scoring.quality import quality_of
from functions.hr.domain.scoring.scores import scores_of
from functions.hr.domain.scoring.waves import effect_of
from functions.hr.schemas.assessments import AssessmentResult, Receipt, Status, Submission
from functions.hr.service.estimating import Estimating, shown
from functions.hr.service.ports import Assessments, Consents, Drafts, People
from functions.hr.service.refusals import consent_required, invalid, refused
from functions.hr.service.safe import Safe
from functions.hr.service.telling import told
from functions.hr.service.waves import WaveService, definition_in, is_of
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.clock import Now
from shared.core.errors import Conflict, Forbidden, NotFound, Unprocessable
from shared.core.invocation import new_id
from shared.schemas.envelope import Events
from shared.schemas.events import AssessmentCompleted


class SubmissionService:
    """Answers of one company's people.

    Args:
        people: who they are.
        consents: what they agreed to.
        waves: when they are asked.
        assessments: what they answered.
        drafts: what they had not handed in yet.
        safe: seals and opens what is theirs.
        estimating: asks the model.
        catalogue: what is asked.
        events: where it is announced that somebody answered.
        now: the clock.
    """

    def __init__(
        self,
        *,
        people: People,
        consents: Consents,
        waves: WaveService,
        assessments: Assessments,
        drafts: Drafts,
        safe: Safe,
        estimating: Estimating,
        catalogue: Catalogue,
        events: Events,
        now: Now,
    ) -> None:
        self.people = people
        self.consents = consents
        self.waves = waves
        self.assessments = assessments
        self.drafts = drafts
        self.safe = safe
        self.estimating = estimating
        self.catalogue = catalogue
        self.events = events
        self.now = now

    def submit(self, sent: Submission, by: Caller, idempotency_key: str | None) -> AssessmentResult | Receipt:
        """Score answers, keep them sealed and tell the person; the same answers again change nothing.

        Raises:
            Forbidden: it is somebody else's questionnaire, or nobody agreed to an assessment.
            NotFound: a program names nobody of the company, or a wave that there is not.
            Conflict: no wave is open, or the named one is not.
            Unprocessable: some answers cannot be taken, or the key was used with others.
        """
        is_program = self._admit(sent.user_id, by)
        if not permits("assessment", self.consents.of(sent.user_id), self.now()):
            raise consent_required("assessment", self.now)
        digest = _digest(by.id, idempotency_key)
        one, status = self._again(sent, digest) or self._taken(sent)
        if digest:
            self.assessments.remember(digest, one.id)
        return Receipt(assessment_id=one.id) if is_program else self._result(one, status)

    def _admit(self, user_id: UUID, by: Caller) -> bool:
        """Whether a program calls. Somebody else's questionnaire is closed to everybody, whatever their role."""
        is_program = by.id != user_id and Scope.HR_SUBMIT in by.scopes and self.people.has_program(by.id)
        if by.id != user_id and not is_program:
            raise Forbidden("People hand in their own answers alone.")
        if not self.people.lock(user_id):
            raise NotFound("There is no such person.")
        return is_program

    def _again(self, sent: Submission, digest: str | None) -> tuple[KeptAssessment, Status] | None:
        """What the same request came to before."""
        assessment_id = self.assessments.made_by(digest) if digest else None
        before = self.assessments.get(assessment_id) if assessment_id else None
        if before is None:
            return None
        same_person = before.user_id == sent.user_id
        if not same_person or effect_of(self.safe.answers(before), _only_values(sent.answers)) != "unchanged":
            raise Unprocessable("This Idempotency-Key was used with another body.")
        return before, "corrected" if before.supersedes else "completed"

    def _taken(self, sent: Submission) -> tuple[KeptAssessment, Status]:
        wave = self.waves.open_now()
        self._require_open(wave, sent.wave_id)
        answers = self._checked(sent, wave)
        stamp = answers.questionnaire.stamp
        before = self.assessments.current(sent.user_id, wave.id, stamp)
        effect = effect_of(self.safe.answers(before) if before else None, _only_values(sent.answers))
        self.drafts.delete(sent.user_id, answers.questionnaire.id)
        if before and effect == "unchanged":
            return before, "unchanged"
        one = self._kept(sent, wave, answers, before.id if before else None)
        self.events.record(AssessmentCompleted(assessment_id=one.id, wave_id=wave.id, definitions=(stamp,)))
        return one, "corrected" if before else "completed"

    def _require_open(self, wave: KeptWave, wave_id: UUID | None) -> None:
        if is_of(wave, wave_id):
            return
        if wave_id is None or self.waves.waves.get(wave_id) is None:
            raise NotFound("There is no such wave.")
        raise Conflict("This wave is not open.", code="wave_not_open", open_wave_id=str(wave.id))

    def _checked(self, sent: Submission, wave: KeptWave) -> Answers:
        questionnaire = self._questionnaire(sent, wave)
        try:
            return checked(questionnaire, sent.answers)
        except AnswersRefusedError as error:
            raise refused(error) from None

    def _questionnaire(self, sent: Submission, wave: KeptWave) -> Questionnaire:
        stamp = definition_in(wave, sent.questionnaire_id)
        if stamp is None:
            raise invalid("/questionnaireId", "is not asked in this wave", "unknown_questionnaire")
        questionnaire = self.catalogue.stamped(stamp)
        if not questionnaire.is_worded(sent.locale):
            raise invalid("/locale", "it is not asked in this language", "not_worded")
        return questionnaire

    def _kept(self, sent: Submission, wave: KeptWave, answers: Answers, before: UUID | None) -> KeptAssessment:
        at, assessment_id, user_id = self.now(), new_id(), sent.user_id
        key_id, _ = self.safe.key_of(user_id)
        one = KeptAssessment(
            id=assessment_id,
            user_id=user_id,
            wave_id=wave.id,
            key_id=key_id,
            definition=answers.questionnaire.stamp,
            locale=sent.locale,
            answers=self.safe.seal_answers(user_id, assessment_id, _only_values(sent.answers)),
            outcome=self.safe.seal_outcome(user_id, assessment_id, self._outcome(answers, user_id, at)),
            supersedes=before,
            superseded_at=None,
            created_at=at,
        )
        self.assessments.add(one)
        return one

    def _outcome(self, answers: Answers, user_id: UUID, at: datetime) -> Outcome:
        scores = scores_of(answers)
        may_estimate = permits("ml_prediction", self.consents.of(user_id), at)
        estimates, reason = self.estimating.of(scores, permitted=may_estimate)
        return Outcome(scores=scores, quality=quality_of(answers), estimates=estimates, no_estimate=reason)

    def _result(self, one: KeptAssessment, status: Status) -> AssessmentResult:
        questionnaire = self.catalogue.stamped(one.definition)
        permitted = permits("ml_prediction", self.consents.of(one.user_id), self.now())
        outcome = shown(self.safe.outcome(one), permitted=permitted)
        parts = told(one, outcome, questionnaire, self.people.place(), self.now())
        return AssessmentResult(status=status, **parts)


def _digest(caller_id: UUID, idempotency_key: str | None) -> str | None:
    return sha256(f"{caller_id}\n{idempotency_key}".encode()).hexdigest() if idempotency_key else None


def _only_values(sent: Mapping[str, Any]) -> dict[str, Any]:
    return {item_id: value for item_id, value in sent.items() if value is not None}
