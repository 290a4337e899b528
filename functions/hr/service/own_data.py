"""Use cases: everything about oneself, who looked at it, and its deletion."""

import json
from datetime import timedelta
from typing import Any

from functions.hr.domain.consent.purposes import Consent
from functions.hr.domain.records import KeptAssessment
from functions.hr.domain.scoring.outcome import sealable
from functions.hr.schemas.own_data import Deletion, Export, ExportedAssessment, LookView
from functions.hr.service.ports import Assessments, Audit, Consents, Drafts, Grants, Invitations, Keys, Looks, People
from functions.hr.service.refusals import require_person
from functions.hr.service.safe import Safe
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.schemas.pages import Page, from_cursor

PURGED_WITHIN = timedelta(days=30)
RETRAINED_WITHIN = timedelta(days=90)


class OwnDataService:
    """What one company's people have here.

    Args:
        people: who they are.
        keys: without which nothing of theirs is readable.
        consents: what they agreed to.
        assessments: what they answered.
        drafts: what they had not handed in yet.
        grants: whom they show it.
        looks: who looked.
        invitations: links that they were sent.
        safe: opens what is theirs.
        audit: keeps that it was exported or deleted.
        now: the clock.
    """

    def __init__(
        self,
        *,
        people: People,
        keys: Keys,
        consents: Consents,
        assessments: Assessments,
        drafts: Drafts,
        grants: Grants,
        looks: Looks,
        invitations: Invitations,
        safe: Safe,
        audit: Audit,
        now: Now,
    ) -> None:
        self.people = people
        self.keys = keys
        self.consents = consents
        self.assessments = assessments
        self.drafts = drafts
        self.grants = grants
        self.looks = looks
        self.invitations = invitations
        self.safe = safe
        self.audit = audit
        self.now = now

    def looked(self, caller: Caller, *, limit: int, cursor: str | None) -> Page[LookView]:
        """A page of who looked at what is the caller's, last first."""
        found = self.looks.of(caller.id, before=from_cursor(cursor), limit=limit + 1)
        names = self.people.names({look.viewer_id for look in found})
        views = [LookView(**vars(look), viewer=names.get(look.viewer_id)) for look in found]
        return Page[LookView].of(views, limit=limit, key=lambda view: view.id)

    def export(self, caller: Caller) -> Export:
        """Everything that is kept of the caller.

        Raises:
            Forbidden: a program asks.
        """
        require_person(known=self.people.lock(caller.id))
        self.audit.note("person.exported", actor=caller.id, subject=caller.id)
        looks = self.looks.of(caller.id, before=None, limit=None)
        names = self.people.names({look.viewer_id for look in looks})
        return Export(
            exported_at=self.now(),
            user_id=caller.id,
            consents=[_plain(one) for one in self.consents.of(caller.id)],
            assessments=[self._exported(one) for one in self.assessments.all_of(caller.id)],
            drafts=[
                {"questionnaire": one.questionnaire_id, "updated_at": one.updated_at}
                | {"answers": self.safe.draft(caller.id, one)}
                for one in self.drafts.all_of(caller.id)
            ],
            grants=[_plain(one) for one in self.grants.all_of(caller.id)],
            looks=[LookView(**vars(look), viewer=names.get(look.viewer_id)) for look in looks],
            invitations=list(self.invitations.of(caller.id)),
            audit=list(self.audit.about(caller.id)),
        )

    def delete(self, caller: Caller) -> Deletion:
        """Destroy the caller's key at once: what it sealed can be read by nobody any more; rows go within 30 days.

        Raises:
            Forbidden: a program asks.
        """
        require_person(known=self.people.lock(caller.id))
        at = self.now()
        was_trained_with = any(_was_given(one) for one in self.consents.of(caller.id))
        count = self.assessments.retire_all(caller.id, at)
        self.drafts.delete(caller.id)
        self.invitations.end(caller.id, at)
        self.consents.withdraw(caller.id, None, at)
        self.keys.destroy(caller.id, at)
        retrain_by = (at + RETRAINED_WITHIN).date() if count and was_trained_with else None
        self.audit.note(
            "person.deleted",
            actor=caller.id,
            subject=caller.id,
            assessments=count,
            retrain_by=retrain_by.isoformat() if retrain_by else None,
        )
        return Deletion(deleted_at=at, purged_by=at + PURGED_WITHIN, assessments=count, models_retrained_by=retrain_by)

    def _exported(self, one: KeptAssessment) -> ExportedAssessment:
        return ExportedAssessment(
            assessment_id=one.id,
            wave_id=one.wave_id,
            questionnaire=one.definition,
            locale=one.locale,
            created_at=one.created_at,
            superseded_at=one.superseded_at,
            supersedes=one.supersedes,
            answers=self.safe.answers(one),
            outcome=_json(sealable(self.safe.outcome(one))),
        )


def _was_given(one: Consent) -> bool:
    return one.purpose == "model_training"


def _plain(one: object) -> dict[str, Any]:
    return dict(vars(one))


def _json(content: bytes) -> dict[str, Any]:
    return dict(json.loads(content))
