"""Hearing a sentence before it is used in calls."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from functions.calls.domain.scripts import Language
from shared.schemas.answers import Attachment

WAV = "audio/wav"


class PreviewDraft(BaseModel):
    """A sentence to hear."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=400)]
    language: Language = "es"


@dataclass(frozen=True, kw_only=True)
class Spoken(Attachment):
    """A spoken sentence; its name says which engine spoke."""

    media_types: ClassVar[tuple[str, ...]] = (WAV,)

    @classmethod
    def of(cls, audio: bytes, engine: str) -> "Spoken":
        """From its audio."""
        plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in engine)[:60] or "unknown"
        return cls(content=audio, media_type=WAV, file_name=f"preview-{plain}.wav")
