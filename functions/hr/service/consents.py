"""Use cases: what people agree to, purpose by purpose."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from functions.hr.domain.consent.purposes import (
    PURPOSES,
    Consent,
    ConsentOutdatedError,
    Purpose,
    agreed,
    current_text,
)
from functions.hr.domain.instruments.parts import Locale
from functions.hr.schemas.consents import ConsentDraft, ConsentGiven, ConsentView
from functions.hr.service.ports import Assessments, Audit, Consents, People
from functions.hr.service.refusals import ConsentOutdated, require_person
from functions.hr.service.safe import Safe
from shared.auth.caller import Caller
from shared.core.clock import Now


class ConsentService:
    """What one company's people agree to.

    Args:
        people: who they are.
        consents: what they agreed to.
        assessments: from which estimates go when nobody agrees to them any more.
        safe: opens and seals what is theirs.
        audit: keeps that they agreed, and that they withdrew.
        now: the clock.
    """

    def __init__(
        self, people: People, consents: Consents, assessments: Assessments, safe: Safe, *, audit: Audit, now: Now
    ) -> None:
        self.people = people
        self.consents = consents
        self.assessments = assessments
        self.safe = safe
        self.audit = audit
        self.now = now

    def of(self, caller: Caller, locale: Locale) -> list[ConsentView]:
        """Every purpose with its current text, and whether the caller agrees to it."""
        given = self.consents.of(caller.id)
        return [self._view(purpose, given, locale) for purpose in PURPOSES]

    def give(self, draft: ConsentDraft, by: Caller) -> ConsentGiven:
        """Agree to the current text of a purpose; agreeing again changes nothing.

        Raises:
            ConsentOutdated: it is not the current text.
            Forbidden: a program asks.
        """
        require_person(known=self.people.lock(by.id))
        at = self.now()
        try:
            consent = agreed(draft.purpose, draft.version, draft.locale, at)
        except ConsentOutdatedError:
            version = current_text(draft.purpose, at).version
            raise ConsentOutdated("Read the current text first.", purpose=draft.purpose, version=version) from None
        given = self.consents.of(by.id)
        if any(one.purpose == draft.purpose and one.is_active(at) for one in given):
            return ConsentGiven(created=False, **vars(self._view(draft.purpose, given, draft.locale)))
        self.consents.withdraw(by.id, draft.purpose, at)
        self.consents.add(by.id, consent)
        self.audit.note("consent.given", actor=by.id, subject=by.id, purpose=draft.purpose, version=draft.version)
        return ConsentGiven(created=True, **vars(self._view(draft.purpose, [*given, consent], draft.locale)))

    def withdraw(self, purpose: Purpose, by: Caller) -> None:
        """Agree no longer, from now on; estimates go with the consent to them.

        Raises:
            Forbidden: a program asks.
        """
        require_person(known=self.people.lock(by.id))
        if not self.consents.withdraw(by.id, purpose, self.now()):
            return
        if purpose == "ml_prediction":
            self._forget_estimates(by.id)
        self.audit.note("consent.withdrawn", actor=by.id, subject=by.id, purpose=purpose)

    def _forget_estimates(self, user_id: UUID) -> None:
        for one in self.assessments.all_of(user_id):
            outcome = self.safe.outcome(one)
            if outcome.estimates:
                bare = replace(outcome, estimates=None, no_estimate="no_consent")
                self.assessments.replace_outcome(one.id, self.safe.seal_outcome(user_id, one.id, bare))

    def _view(self, purpose: Purpose, given: Sequence[Consent], locale: Locale) -> ConsentView:
        text = current_text(purpose, self.now())
        mine = [one for one in given if one.purpose == purpose]
        active = next((one for one in mine if one.is_active(self.now())), None)
        return ConsentView(
            purpose=purpose,
            version=text.version,
            text=text.es if locale == "es" else text.en,
            text_sha256=text.sha256(locale),
            agreed=active is not None,
            given_at=active.given_at if active else None,
            withdrawn_at=None if active or not mine else mine[-1].withdrawn_at,
        )
