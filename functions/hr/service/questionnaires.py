"""Use cases: read what is asked, with licences and sources."""

from functions.hr.domain.instruments.catalogue import Catalogue, QuestionnaireMissingError
from functions.hr.domain.instruments.instrument import LOCALES
from functions.hr.domain.instruments.parts import Locale
from functions.hr.schemas.questionnaires import QuestionnaireSummary, QuestionnaireView, questionnaire, summary
from shared.core.clock import Now
from shared.core.errors import NotFound


class QuestionnaireService:
    """The questionnaires that are offered.

    Args:
        catalogue: all of them.
        now: the clock.
    """

    def __init__(self, catalogue: Catalogue, now: Now) -> None:
        self.catalogue = catalogue
        self.now = now

    def offered(self, locale: Locale) -> list[QuestionnaireSummary]:
        """Those that can be asked in a language."""
        on = self.now().date()
        languages = {one: {each.id for each in self.catalogue.offered(one, on)} for one in LOCALES}
        return [
            summary(one, locale, [each for each in LOCALES if one.id in languages[each]])
            for one in self.catalogue.offered(locale, on)
        ]

    def get(self, questionnaire_id: str, locale: Locale) -> QuestionnaireView:
        """One of them, in a language.

        Raises:
            NotFound: it is not offered in this language.
        """
        try:
            found = self.catalogue.questionnaire(questionnaire_id, locale, self.now().date())
        except QuestionnaireMissingError:
            raise NotFound("No such questionnaire is offered in this language.") from None
        return questionnaire(found, locale)
