"""Use cases: answers that are not handed in yet."""

from functions.hr.domain.consent.purposes import permits
from functions.hr.domain.instruments.catalogue import Catalogue, Questionnaire, QuestionnaireMissingError
from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.records import KeptDraft
from functions.hr.domain.scoring.answers import AnswersRefusedError, well_formed
from functions.hr.schemas.assessments import DraftSent, DraftView
from functions.hr.service.ports import Consents, Drafts, People
from functions.hr.service.refusals import consent_required, refused, require_person
from functions.hr.service.safe import Safe
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.core.errors import NotFound


class DraftService:
    """Drafts of one company's people.

    Args:
        people: who they are.
        consents: what they agreed to.
        drafts: as they are kept.
        safe: seals and opens them.
        catalogue: what is asked.
        now: the clock.
    """

    def __init__(
        self, people: People, consents: Consents, drafts: Drafts, safe: Safe, *, catalogue: Catalogue, now: Now
    ) -> None:
        self.people = people
        self.consents = consents
        self.drafts = drafts
        self.safe = safe
        self.catalogue = catalogue
        self.now = now

    def keep(self, questionnaire_id: str, sent: DraftSent, by: Caller) -> DraftView:
        """Keep answers so far, in the place of the draft before.

        Raises:
            Forbidden: a program asks, or the person has not agreed to an assessment.
            NotFound: no such questionnaire is offered in this language.
            Unprocessable: some answers are no options of their items.
        """
        require_person(known=self.people.lock(by.id))
        if not permits("assessment", self.consents.of(by.id), self.now()):
            raise consent_required("assessment", self.now)
        questionnaire = self._offered(questionnaire_id, sent.locale)
        try:
            answers = well_formed(questionnaire, sent.answers)
        except AnswersRefusedError as error:
            raise refused(error) from None
        key_id, _ = self.safe.key_of(by.id)
        draft = KeptDraft(
            questionnaire_id=questionnaire.id,
            locale=sent.locale,
            key_id=key_id,
            answers=self.safe.seal_draft(by.id, questionnaire.id, answers),
            updated_at=self.now(),
        )
        self.drafts.put(by.id, draft)
        return self._view(draft, by)

    def get(self, questionnaire_id: str, by: Caller) -> DraftView:
        """The caller's draft.

        Raises:
            NotFound: there is none.
        """
        draft = self.drafts.get(by.id, questionnaire_id)
        if draft is None:
            raise NotFound("There is no such draft.")
        return self._view(draft, by)

    def drop(self, questionnaire_id: str, by: Caller) -> None:
        """Forget the caller's draft.

        Raises:
            NotFound: there is none.
        """
        if self.drafts.get(by.id, questionnaire_id) is None:
            raise NotFound("There is no such draft.")
        self.drafts.delete(by.id, questionnaire_id)

    def _offered(self, questionnaire_id: str, locale: Locale) -> Questionnaire:
        on = self.now().astimezone(self.people.place().zone).date()
        try:
            return self.catalogue.questionnaire(questionnaire_id, locale, on)
        except QuestionnaireMissingError:
            raise NotFound("No such questionnaire is offered in this language.") from None

    def _view(self, draft: KeptDraft, by: Caller) -> DraftView:
        return DraftView(
            questionnaire_id=draft.questionnaire_id,
            locale=draft.locale,
            answers=self.safe.draft(by.id, draft),
            updated_at=draft.updated_at,
        )
