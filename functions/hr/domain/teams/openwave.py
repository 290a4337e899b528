"""The wave that is evaluated, what counts in it, and what was told of it, as they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from functions.hr.domain.instruments.instrument import Instrument
from functions.hr.domain.scoring.waves import Wave
from functions.hr.domain.teams.counting import Contribution
from functions.hr.domain.teams.result import TeamResult


@dataclass(frozen=True, kw_only=True)
class OpenWave:
    """A wave of a company.

    Attributes:
        next_closes: when the wave after this one ends.
        definitions: versions of the questionnaires that count for teams.
        roster: frozen at the first released result; before it, who is active now.
        frozen: whether it is.
        salt: seals assessments.
        people_salt: seals people, over all waves.
        k: smallest group that a result speaks of.
    """

    id: UUID
    opens_at: datetime
    closes_at: datetime
    next_closes: datetime
    definitions: tuple[str, ...]
    roster: frozenset[UUID]
    frozen: bool
    salt: bytes = field(repr=False)
    people_salt: bytes = field(repr=False)
    k: int
    cbi: Instrument
    drivers: Instrument


@dataclass(frozen=True)
class Answers:
    """What counts in a wave.

    Attributes:
        contributions: by person, of those who have agreed to team results.
        model_version: that estimated all of them, or None if none or several did.
    """

    contributions: Mapping[UUID, Contribution]
    model_version: str | None


@dataclass(frozen=True, kw_only=True)
class KeptResult:
    """A released result; of the company, if it has no team.

    Attributes:
        members: of the team when its first result in the wave was released.
    """

    wave_id: UUID
    team_id: UUID | None
    members: frozenset[UUID]
    result: TeamResult
    scoring_version: str
    model_version: str | None
    evaluated_at: datetime


@dataclass(frozen=True)
class CurrentWave:
    """The last wave that has opened.

    Attributes:
        answered: whether anybody has answered in it.
    """

    id: UUID
    period: Wave
    answered: bool


@dataclass(frozen=True)
class ToldWave:
    """A wave in which something was told of a team, or of the company.

    Attributes:
        k: smallest group that its results speak of.
        kept: the newest of its results.
    """

    period: Wave
    k: int
    kept: KeptResult


@dataclass(frozen=True)
class Evaluated:
    """That something was evaluated, as the audit keeps it.

    Attributes:
        outcome: ``told``, or why nothing was.
    """

    outcome: str
    at: datetime
