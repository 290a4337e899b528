"""What is asked, with licences and sources."""

from functions.hr.domain.instruments.parts import Locale
from functions.hr.providers.personal import Questionnaires
from functions.hr.schemas.questionnaires import QuestionnaireSummary, QuestionnaireView
from shared.auth.scopes import Scope
from shared.core.function import get

READERS = (Scope.HR_SELF, Scope.HR_SUBMIT)


@get("/hr/questionnaires", scope=READERS)
def list_questionnaires(questionnaires: Questionnaires, locale: Locale = "es") -> list[QuestionnaireSummary]:
    """The questionnaires that are asked in a language."""
    return questionnaires.offered(locale)


@get("/hr/questionnaires/{questionnaire_id}", scope=READERS)
def get_questionnaire(
    questionnaire_id: str, questionnaires: Questionnaires, locale: Locale = "es"
) -> QuestionnaireView:
    """A questionnaire with its items and options; every item may be skipped."""
    return questionnaires.get(questionnaire_id, locale)
