"""Use cases: object to an estimate of oneself, and answer somebody who did."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from functions.hr.domain.consent.objections import Objection, ObjectionNote, objections
from functions.hr.domain.records import KeptAssessment
from functions.hr.schemas.objections import ObjectionAnswer, ObjectionView, OpenObjection
from functions.hr.service.ports import Assessments, Audit, People
from functions.hr.service.refusals import require_person
from functions.hr.service.safe import Safe
from shared.auth.caller import Caller
from shared.core.errors import Conflict, Forbidden, NotFound


class Notes(Protocol):
    """What is kept about objections."""

    def of(self, assessment_id: UUID | None) -> Sequence[ObjectionNote]:
        """About one assessment, or all, oldest first."""


class ObjectionService:
    """Objections of one company's people. What is kept of them are notes in the record of what has to be shown later.

    Args:
        people: who they are.
        assessments: what they answered.
        notes: who objected, and who answered.
        safe: opens and seals what is theirs.
        audit: keeps both.
    """

    def __init__(self, people: People, assessments: Assessments, notes: Notes, safe: Safe, audit: Audit) -> None:
        self.people = people
        self.assessments = assessments
        self.notes = notes
        self.safe = safe
        self.audit = audit

    def object(self, assessment_id: UUID, by: Caller) -> ObjectionView:
        """Object to the estimates of an own assessment: they go at once, also from teams not yet told; scores stay.

        Raises:
            Forbidden: a program asks.
            NotFound: it is not the caller's.
            Conflict: there is no estimate, and nobody objected to one.
        """
        require_person(known=self.people.lock(by.id))
        one = self._mine(assessment_id, by)
        if (before := self._of(assessment_id)) and before.is_open:
            return self._view(before)
        outcome = self.safe.outcome(one)
        if outcome.estimates is None:
            raise Conflict("There is no estimate to object to.")
        bare = replace(outcome, estimates=None, no_estimate="objected")
        self.assessments.replace_outcome(one.id, self.safe.seal_outcome(by.id, one.id, bare))
        self.audit.note("objection.made", actor=by.id, subject=by.id, assessment=str(one.id))
        return self.show(assessment_id, by)

    def show(self, assessment_id: UUID, by: Caller) -> ObjectionView:
        """What became of an own objection.

        Raises:
            NotFound: it is not the caller's, or nobody objected.
        """
        self._mine(assessment_id, by)
        found = self._of(assessment_id)
        if found is None:
            raise NotFound("Nobody objected.")
        return self._view(found)

    def open(self) -> list[OpenObjection]:
        """Who waits for an answer, the longest first; nothing of what was estimated."""
        waiting = [one for one in objections(self.notes.of(None)) if one.is_open]
        active = self.people.active({one.user_id for one in waiting})
        return [
            OpenObjection(
                assessment_id=one.assessment_id,
                user_id=one.user_id,
                objected_at=one.objected_at,
                answer_by=one.answer_by,
            )
            for one in waiting
            if one.user_id in active
        ]

    def answer(self, assessment_id: UUID, answer: ObjectionAnswer, by: Caller) -> ObjectionView:
        """Record what a person told who objected. Nobody answers an own objection.

        Raises:
            Forbidden: a program asks, or whoever objected.
            NotFound: nobody objected.
            Conflict: it is answered.
        """
        require_person(known=self.people.lock(by.id))
        found = self._of(assessment_id)
        if found is None:
            raise NotFound("Nobody objected.")
        if found.user_id == by.id:
            raise Forbidden("Another person has to answer.")
        if not found.is_open:
            raise Conflict("This objection is answered.")
        told = {"assessment": str(assessment_id), "outcome": answer.outcome}
        self.audit.note("objection.answered", actor=by.id, subject=found.user_id, **told)
        return self._view(next(one for one in objections(self.notes.of(assessment_id))))

    def _mine(self, assessment_id: UUID, by: Caller) -> KeptAssessment:
        one = self.assessments.get(assessment_id)
        if one is None or one.user_id != by.id:
            raise NotFound("There is no such assessment.")
        return one

    def _of(self, assessment_id: UUID) -> Objection | None:
        return next(iter(objections(self.notes.of(assessment_id))), None)

    def _view(self, one: Objection) -> ObjectionView:
        names = self.people.names({one.reviewer_id}) if one.reviewer_id else {}
        return ObjectionView(
            assessment_id=one.assessment_id,
            objected_at=one.objected_at,
            answer_by=one.answer_by,
            reviewer=names.get(one.reviewer_id) if one.reviewer_id else None,
            outcome=one.outcome,
            answered_at=one.answered_at,
        )
