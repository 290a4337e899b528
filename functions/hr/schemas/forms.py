"""What browsers send from the pages of the HR agent."""

from collections.abc import Mapping
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from functions.hr.domain.instruments.parts import Locale

MOST_SCREENS = 40

Step = Annotated[int | None, Query(ge=0, le=MOST_SCREENS)]
"""A screen: 0 is what the person agrees to, the last is where they hand in; without one, they go on where they were."""

Going = Literal["next", "back", "save", "es", "en"]
"""Where somebody goes from a screen: on, back, nowhere, or to the same one in another language."""


Chosen = UUID | Literal["company"]
"""A team, or the whole company."""


class Form(BaseModel):
    """A form; fields that nobody knows are ignored, as browsers and their extensions add some."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    lang: Locale = "es"


class LinkForm(Form):
    """A link to be exchanged; the whole of it, or what stands behind its ``#``."""

    link: Annotated[str, Field(min_length=1, max_length=2000)]


class ConsentForm(Form):
    """What a person agrees to.

    Attributes:
        agreed: ticked boxes, ``assessment@1``.
    """

    agreed: tuple[Annotated[str, Field(pattern=r"^[a-z_]{1,40}@[0-9A-Za-z.-]{1,20}$")], ...] = ()
    go: Going = "next"


class ScreenForm(Form):
    """The choices of one screen.

    Attributes:
        answers: value of an option by item; empty for none.
    """

    step: Annotated[int, Field(ge=1, le=MOST_SCREENS)]
    go: Going = "next"
    answers: Mapping[str, Annotated[str, Field(max_length=20)]] = Field(default_factory=dict)


class DeletionForm(Form):
    """That somebody wants everything of theirs deleted; only with a tick."""

    sure: Literal["yes"] | None = None


class TeamForm(Form):
    """A team to be evaluated."""

    team: Chosen
