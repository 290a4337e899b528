"""Opens and seals what only a person's own key reads; open keys live as long as one use of the safe."""

from collections.abc import Mapping
from uuid import UUID

from functions.hr.domain.instruments.parts import Value
from functions.hr.domain.records import KeptAssessment, KeptDraft
from functions.hr.domain.scoring.outcome import Outcome, sealable, sealable_answers, unsealed, unsealed_answers
from functions.hr.service.ports import Keys
from shared.core.data_keys import DataKey, DataKeys


class Safe:
    """The safe of one company's people.

    Args:
        keys: how they are kept.
        opener: opens them.
        company_id: whose people they are.
    """

    def __init__(self, keys: Keys, opener: DataKeys, company_id: UUID) -> None:
        self.keys = keys
        self.opener = opener
        self.company_id = company_id
        self._open: dict[UUID, tuple[UUID, DataKey]] = {}

    def key_of(self, user_id: UUID) -> tuple[UUID, DataKey]:
        """The id of a person's key, and the key; made where there is none."""
        if user_id not in self._open:
            kept = self.keys.in_use(user_id)
            if kept is None:
                made = self.opener.make(company_id=self.company_id, user_id=user_id)
                self._open[user_id] = self.keys.add(user_id, made.wrapped), made.key
            else:
                key_id, wrapped = kept
                key = self.opener.open(wrapped, company_id=self.company_id, user_id=user_id)
                self._open[user_id] = key_id, key
        return self._open[user_id]

    def answers(self, one: KeptAssessment) -> dict[str, Value] | None:
        """What was answered; None if it is no longer kept."""
        if one.answers is None:
            return None
        _, key = self.key_of(one.user_id)
        return unsealed_answers(key.open(one.answers, place=_answers(one.id)))

    def outcome(self, one: KeptAssessment) -> Outcome:
        """What came of it."""
        _, key = self.key_of(one.user_id)
        return unsealed(key.open(one.outcome, place=_outcome(one.id)))

    def seal_answers(self, user_id: UUID, assessment_id: UUID, sent: Mapping[str, Value | None]) -> bytes:
        """Answers of a person, for one assessment."""
        return self.key_of(user_id)[1].seal(sealable_answers(sent), place=_answers(assessment_id))

    def seal_outcome(self, user_id: UUID, assessment_id: UUID, outcome: Outcome) -> bytes:
        """What came of answers, for one assessment."""
        return self.key_of(user_id)[1].seal(sealable(outcome), place=_outcome(assessment_id))

    def draft(self, user_id: UUID, one: KeptDraft) -> dict[str, Value]:
        """What was answered so far."""
        return unsealed_answers(self.key_of(user_id)[1].open(one.answers, place=_draft(one.questionnaire_id)))

    def seal_draft(self, user_id: UUID, questionnaire_id: str, sent: Mapping[str, Value | None]) -> bytes:
        """Answers of a person so far."""
        return self.key_of(user_id)[1].seal(sealable_answers(sent), place=_draft(questionnaire_id))


def _answers(assessment_id: UUID) -> str:
    return f"assessments/{assessment_id}/answers"


def _outcome(assessment_id: UUID) -> str:
    return f"assessments/{assessment_id}/outcome"


def _draft(questionnaire_id: str) -> str:
    return f"drafts/{questionnaire_id}"
