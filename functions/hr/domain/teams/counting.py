"""Who counts for a team in a wave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from uuid import UUID

from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.scoring.learning import DRIVERS, FEWEST_DRIVERS

WORK_BURNOUT = "cbi.work"
CRITICALITIES = range(1, 6)
USUAL_CRITICALITY = 3


@dataclass(frozen=True)
class Team:
    """A team of a company.

    Attributes:
        members: frozen at its first result in a wave.
        criticality: how much it would hurt to lose its people, 1 to 5; the impact of turnover.

    Raises:
        ValueError: no such criticality.
    """

    id: UUID
    members: frozenset[UUID]
    criticality: int = USUAL_CRITICALITY

    def __post_init__(self) -> None:
        if self.criticality not in CRITICALITIES:
            raise ValueError("criticality is from 1 to 5")


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What one person's counted assessment adds to sums. It leaves the evaluation only inside of them.

    Attributes:
        version: sealed id of the assessment version.
        person: sealed id of the person.
        scores: exact, by subscale; without those that have none.
        probability: of turnover intention, 0 to 1; None if it was not estimated, or must not be.
    """

    version: str
    person: str
    locale: Locale
    scores: Mapping[str, Fraction] = field(repr=False)
    probability: float | None = field(default=None, repr=False)

    @property
    def has_drivers(self) -> bool:
        """Whether it counts where the conditions of work are told."""
        return sum(driver in self.scores for driver in DRIVERS) >= FEWEST_DRIVERS


def counted(
    members: Iterable[UUID],
    roster: frozenset[UUID],
    consenting: frozenset[UUID],
    contributions: Mapping[UUID, Contribution],
) -> tuple[Contribution, ...]:
    """The contributions that count for a team.

    Args:
        members: of the team.
        roster: active users of the company, frozen at the first result of the wave; whoever came later does not count.
        consenting: who has agreed to team results and has not withdrawn.
        contributions: by person, of the wave.
    """
    people = sorted(frozenset(members) & roster & consenting & contributions.keys())
    return tuple(contributions[person] for person in people if WORK_BURNOUT in contributions[person].scores)


def versions(contributions: Iterable[Contribution]) -> frozenset[str]:
    """The sealed versions, as a ledger knows them."""
    return frozenset(one.version for one in contributions)
