"""Opens what counts for team results, and hands it on as sealed contributions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol, cast
from uuid import UUID

from functions.hr.domain.consent.purposes import Consent, permits
from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.records import KeptAssessment
from functions.hr.domain.scoring.outcome import Outcome
from functions.hr.domain.teams.counting import Contribution
from functions.hr.domain.teams.ledger import sealed
from functions.hr.domain.teams.openwave import Answers, OpenWave
from functions.hr.service.safe import Safe


class Handed(Protocol):
    """What people of one company handed in."""

    def current_of(
        self, wave_id: UUID, definitions: Sequence[str], people: frozenset[UUID]
    ) -> Sequence[KeptAssessment]:
        """The versions that count now."""


class AgreedTo(Protocol):
    """What people of one company agreed to."""

    def of_all(self, people: frozenset[UUID]) -> Mapping[UUID, Sequence[Consent]]:
        """By person."""


class CountingService:
    """The answers of one company's waves.

    Args:
        handed: the answers as they are kept.
        agreed: consents.
        safe: opens them.
    """

    def __init__(self, handed: Handed, agreed: AgreedTo, safe: Safe) -> None:
        self.handed = handed
        self.agreed = agreed
        self.safe = safe

    def answers(self, wave: OpenWave, people: frozenset[UUID], at: datetime) -> Answers:
        """What people answered who have agreed to team results and have not withdrawn.

        An estimate is left out where its person has withdrawn it since.
        """
        consents = self.agreed.of_all(people)
        agreed = frozenset(one for one in people if permits("team_aggregate", consents.get(one, ()), at))
        contributions: dict[UUID, Contribution] = {}
        versions: set[str] = set()
        for kept in self.handed.current_of(wave.id, wave.definitions, agreed):
            outcome = self.safe.outcome(kept)
            estimated = permits("ml_prediction", consents[kept.user_id], at)
            contributions[kept.user_id] = _contribution(wave, kept, outcome, estimated=estimated)
            if estimated and outcome.estimates:
                versions.add(outcome.estimates.model.version)
        return Answers(contributions, versions.pop() if len(versions) == 1 else None)


def _contribution(wave: OpenWave, kept: KeptAssessment, outcome: Outcome, *, estimated: bool) -> Contribution:
    estimates = outcome.estimates if estimated else None
    return Contribution(
        version=sealed(wave.salt, kept.id),
        person=sealed(wave.people_salt, kept.user_id),
        locale=cast("Locale", kept.locale),
        scores={name: score.value for name, score in outcome.scores.items() if score.value is not None},
        probability=estimates.turnover_intention.explanation.probability if estimates else None,
    )
