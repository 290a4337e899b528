"""A wave as it is when a team is evaluated."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from uuid import UUID

from functions.hr.domain.instruments.instrument import Instrument
from functions.hr.domain.instruments.parts import Reference
from functions.hr.domain.teams.counting import Contribution
from functions.hr.domain.teams.ledger import SMALLEST_GROUP, Group, Ledger
from functions.hr.domain.teams.matrix import USUAL_SHARE


@dataclass(frozen=True, kw_only=True)
class WaveSoFar:
    """What an evaluation rests on.

    Attributes:
        roster: active users and their sealed ids, frozen at the first result of the wave.
        consenting: who has agreed to team results and has not withdrawn.
        contributions: by person.
        cbi: the instrument of burnout in this wave; `drivers`, that of the conditions of work.
        baseline: means of drivers to compare with.
        ledgers: by name; one that is missing has no release yet.
        k: smallest group.
        company_share: of burdened people, from the released company total.
    """

    roster: Mapping[UUID, str]
    consenting: frozenset[UUID]
    contributions: Mapping[UUID, Contribution]
    cbi: Instrument
    drivers: Instrument
    baseline: Mapping[str, Reference]
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)
    k: int = SMALLEST_GROUP
    company_share: Fraction = USUAL_SHARE

    def ledger(self, name: str) -> Ledger:
        """What was released under a name, judged by the smallest group of now.

        Raises:
            GroupSizeError: the company's smallest group is not between 5 and 10.
        """
        return Ledger(self.k, self.ledgers[name].released if name in self.ledgers else ())

    def after(self, releases: Mapping[str, Group]) -> "WaveSoFar":
        """The wave once what was released is recorded."""
        grown = {name: self.ledger(name).releasing(group) for name, group in releases.items()}
        return replace(self, ledgers={**self.ledgers, **grown})
