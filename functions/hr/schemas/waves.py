"""Waves over HTTP, and invitations to them."""

from datetime import datetime, timedelta
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from functions.hr.schemas.camel import Camel, CamelRequest

LONGEST = timedelta(days=366)


class WaveDraft(CamelRequest):
    """A wave to be set.

    Attributes:
        k: smallest group that a result speaks of: 5, or up to 10.
    """

    opens_at: AwareDatetime
    closes_at: AwareDatetime
    k: Annotated[int, Field(ge=5, le=10)] = 5

    @model_validator(mode="after")
    def _is_a_period(self) -> Self:
        if not timedelta(0) < self.closes_at - self.opens_at <= LONGEST:
            raise ValueError("a wave closes after it opens, within a year")
        return self


class WaveView(Camel):
    """A wave: from its opening to its close, which is not in it.

    Attributes:
        configured: whether somebody set it; otherwise it is a calendar month.
        questionnaires: their versions, ``core@1``.
        roster_frozen_at: when its first result was released.
    """

    wave_id: UUID
    opens_at: datetime
    closes_at: datetime
    open: bool
    configured: bool
    questionnaires: list[str]
    k: int
    roster_frozen_at: datetime | None


class InvitationDraft(CamelRequest):
    """Whom to invite; a new invitation ends the one before."""

    member_ids: Annotated[list[UUID], Field(min_length=1, max_length=500)]
    expires_in_days: Annotated[int, Field(ge=1, le=60)] = 14


class InvitationView(Camel):
    """A link for one person. It works once, and is shown this once; give it to that person alone."""

    user_id: UUID
    url: str
    expires_at: datetime


class Invited(Camel):
    """Links, one for each person."""

    invitations: list[InvitationView]
