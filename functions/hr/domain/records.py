"""What is kept of waves and answers; sealed content stays sealed here."""

from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from uuid import UUID

from functions.hr.domain.scoring.waves import Wave


@dataclass(frozen=True, kw_only=True)
class KeptWave:
    """A wave of a company.

    Attributes:
        configured: whether somebody set it; otherwise it is a calendar month.
        definitions: versions of the questionnaires that are asked in it.
        roster_frozen_at: when its first result was released.
        k: smallest group that a result speaks of.
    """

    id: UUID
    period: Wave
    configured: bool
    definitions: tuple[str, ...]
    roster_frozen_at: datetime | None
    k: int


@dataclass(frozen=True, kw_only=True)
class KeptAssessment:
    """One version of a filled-in questionnaire.

    Attributes:
        definition: version of the questionnaire, ``core@1``.
        answers: sealed; None once they are no longer kept.
        outcome: sealed.
        superseded_at: since when it counts no more; None for the one that counts.
    """

    id: UUID
    user_id: UUID
    wave_id: UUID
    key_id: UUID
    definition: str
    locale: str
    answers: bytes | None = field(repr=False)
    outcome: bytes = field(repr=False)
    supersedes: UUID | None
    superseded_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class KeptDraft:
    """Answers that were not handed in yet, sealed."""

    questionnaire_id: str
    locale: str
    key_id: UUID
    answers: bytes = field(repr=False)
    updated_at: datetime


@dataclass(frozen=True)
class Place:
    """Where a company is: which help there is, and when its months begin."""

    country: str
    zone: tzinfo


@dataclass(frozen=True, kw_only=True)
class Look:
    """That somebody looked at an assessment."""

    id: UUID
    assessment_id: UUID
    viewer_id: UUID
    seen: str
    viewed_at: datetime
