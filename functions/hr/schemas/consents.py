"""What people agree to, over HTTP."""

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel

from functions.hr.domain.consent.purposes import Purpose
from functions.hr.domain.instruments.parts import Locale
from functions.hr.schemas.camel import Camel, CamelRequest
from shared.schemas.answers import Upserted


class ConsentDraft(CamelRequest):
    """That the caller has read this version of a text in this language, and agrees."""

    purpose: Purpose
    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.-]{1,20}$")]
    locale: Locale = "es"


class ConsentView(Camel):
    """A purpose with its current text, and whether the caller agrees to it; none is ticked beforehand."""

    purpose: Purpose
    version: str
    text: str
    text_sha256: str
    agreed: bool
    given_at: datetime | None
    withdrawn_at: datetime | None


class ConsentGiven(Upserted):
    """A consent, just given or given before."""

    model_config: ClassVar[ConfigDict] = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    purpose: Purpose
    version: str
    text: str
    text_sha256: str
    agreed: bool
    given_at: datetime | None
    withdrawn_at: datetime | None
