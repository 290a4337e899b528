"""Use cases: see an assessment, and show it to a professional for a while."""

from dataclasses import replace
from typing import cast
from uuid import UUID

from functions.hr.domain.consent.access import GrantRefusedError, Sight, granted, sight_of
from functions.hr.domain.consent.purposes import permits
from functions.hr.domain.instruments.catalogue import Catalogue
from functions.hr.domain.instruments.parts import Locale, Value
from functions.hr.domain.records import KeptAssessment
from functions.hr.domain.scoring.outcome import Outcome
from functions.hr.domain.scoring.scores import change
from functions.hr.schemas.assessments import (
    AssessmentSummary,
    ChangeView,
    GrantDraft,
    GrantView,
    OwnAssessment,
    ShownAssessment,
)
from functions.hr.service.estimating import shown
from functions.hr.service.ports import Assessments, Audit, Consents, Grants, Looks, People
from functions.hr.service.refusals import invalid, require_person
from functions.hr.service.safe import Safe
from functions.hr.service.telling import subscales, told
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.core.errors import NotFound
from shared.schemas.pages import Page, from_cursor

MOST_QUESTIONNAIRES = 20
"""How far back the last assessment of one questionnaire is looked for among those of others."""


class AssessmentService:
    """The assessments of one company's people.

    Args:
        people: who they are.
        consents: what they agreed to.
        assessments: what they answered.
        grants: whom they show it.
        looks: who looked.
        safe: opens what is theirs.
        catalogue: what was asked.
        audit: keeps whom it was shown.
        now: the clock.
    """

    def __init__(
        self,
        *,
        people: People,
        consents: Consents,
        assessments: Assessments,
        grants: Grants,
        looks: Looks,
        safe: Safe,
        catalogue: Catalogue,
        audit: Audit,
        now: Now,
    ) -> None:
        self.people = people
        self.consents = consents
        self.assessments = assessments
        self.grants = grants
        self.looks = looks
        self.safe = safe
        self.catalogue = catalogue
        self.audit = audit
        self.now = now

    def newest(self, caller: Caller, *, limit: int, cursor: str | None) -> Page[AssessmentSummary]:
        """A page of the caller's own, last first."""
        found = self.assessments.newest(caller.id, before=from_cursor(cursor), limit=limit + 1)
        views = [_summary(one) for one in found]
        return Page[AssessmentSummary].of(views, limit=limit, key=lambda view: view.assessment_id)

    def latest(self, questionnaire_id: str, caller: Caller, locale: Locale) -> OwnAssessment | None:
        """The caller's last assessment, told in a language; the look is noted."""
        found = self.assessments.newest(caller.id, before=None, limit=MOST_QUESTIONNAIRES)
        one = next((one for one in found if one.definition.startswith(f"{questionnaire_id}@")), None)
        if one is None:
            return None
        self.looks.note(one.id, one.user_id, caller.id, "everything", self.now())
        return self._own(replace(one, locale=locale))

    def answered_in(self, wave_id: UUID, definition: str | None, caller: Caller) -> dict[str, Value]:
        """What the caller answered in a wave, as far as it is kept."""
        one = self.assessments.current(caller.id, wave_id, definition) if definition else None
        return (self.safe.answers(one) if one else None) or {}

    def see(self, assessment_id: UUID, caller: Caller) -> OwnAssessment | ShownAssessment:
        """An assessment, to the person whose it is or to a professional while a grant holds; each look is noted.

        Raises:
            NotFound: there is none that the caller may see.
        """
        one = self._found(assessment_id)
        sight = self._sight(one, caller.id)
        self.looks.note(one.id, one.user_id, caller.id, sight, self.now())
        return self._own(one) if sight == "everything" else self._shown(one)

    def show(self, assessment_id: UUID, draft: GrantDraft, by: Caller) -> GrantView:
        """Show the scores of an own assessment to a professional until a moment within 30 days.

        Raises:
            NotFound: it is not the caller's.
            Unprocessable: the moment is too late or over, or there is no such professional.
        """
        one = self._mine(assessment_id, by)
        try:
            grant = granted(
                one.id,
                owner_id=by.id,
                professional_id=draft.professional_id,
                at=self.now(),
                until=draft.until,
            )
        except GrantRefusedError as error:
            field = "/professionalId" if draft.professional_id == by.id else "/until"
            raise invalid(field, str(error), "grant_refused") from None
        if draft.professional_id not in self.people.active([draft.professional_id]):
            raise invalid("/professionalId", "there is no such person", "unknown_person")
        self.grants.withdraw(one.id, draft.professional_id, self.now())
        self.grants.add(grant)
        self.audit.note("grant.given", actor=by.id, subject=one.id, professional=str(draft.professional_id))
        return _grant(grant)

    def hide(self, assessment_id: UUID, professional_id: UUID | None, by: Caller) -> None:
        """End the grants of an own assessment, to one professional or to all.

        Raises:
            NotFound: it is not the caller's.
        """
        one = self._mine(assessment_id, by)
        if self.grants.withdraw(one.id, professional_id, self.now()):
            self.audit.note("grant.withdrawn", actor=by.id, subject=one.id)

    def _found(self, assessment_id: UUID) -> KeptAssessment:
        one = self.assessments.get(assessment_id)
        if one is None:
            raise NotFound("There is no such assessment.")
        return one

    def _mine(self, assessment_id: UUID, by: Caller) -> KeptAssessment:
        require_person(known=self.people.lock(by.id))
        one = self._found(assessment_id)
        if one.user_id != by.id:
            raise NotFound("There is no such assessment.")
        return one

    def _sight(self, one: KeptAssessment, viewer_id: UUID) -> Sight:
        grants = self.grants.of(one.id)
        sight = sight_of(one.id, owner_id=one.user_id, viewer_id=viewer_id, grants=grants, at=self.now())
        may_show = sight == "everything" or permits("assessment", self.consents.of(one.user_id), self.now())
        if sight is None or not may_show:
            raise NotFound("There is no such assessment.")
        return sight

    def _own(self, one: KeptAssessment) -> OwnAssessment:
        permitted = permits("ml_prediction", self.consents.of(one.user_id), self.now())
        outcome = shown(self.safe.outcome(one), permitted=permitted)
        questionnaire = self.catalogue.stamped(one.definition)
        return OwnAssessment(
            **told(one, outcome, questionnaire, self.people.place(), self.now()),
            questionnaire=one.definition,
            locale=one.locale,
            created_at=one.created_at,
            superseded_at=one.superseded_at,
            answers=self.safe.answers(one),
            changes=self._changes(one, outcome),
            grants=[_grant(grant) for grant in self.grants.of(one.id)],
        )

    def _shown(self, one: KeptAssessment) -> ShownAssessment:
        questionnaire = self.catalogue.stamped(one.definition)
        return ShownAssessment(
            assessment_id=one.id,
            wave_id=one.wave_id,
            questionnaire=one.definition,
            locale=one.locale,
            created_at=one.created_at,
            subscales=subscales(self.safe.outcome(one), questionnaire, cast("Locale", one.locale)),
        )

    def _changes(self, one: KeptAssessment, outcome: Outcome) -> list[ChangeView]:
        before = self.assessments.previous(one.user_id, one.definition, one.id)
        if before is None:
            return []
        earlier = self.safe.outcome(before).scores
        changes = [
            (subscale_id, change(instrument, earlier[subscale_id], outcome.scores[subscale_id]))
            for subscale_id, (instrument, _) in self.catalogue.stamped(one.definition).subscales().items()
        ]
        return [
            ChangeView(id=subscale_id, points=float(found.points), clear=found.is_clear)
            for subscale_id, found in changes
            if found
        ]


def _summary(one: KeptAssessment) -> AssessmentSummary:
    return AssessmentSummary(
        assessment_id=one.id,
        wave_id=one.wave_id,
        questionnaire=one.definition,
        locale=one.locale,
        created_at=one.created_at,
        counted=one.superseded_at is None,
    )


def _grant(grant: object) -> GrantView:
    shown = {name: getattr(grant, name) for name in GrantView.model_fields}
    return GrantView(**shown)
