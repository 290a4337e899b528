"""What a connection asks for, and what of it Deepgram refuses."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Flag = Literal["true", "false"]


class Parameters(BaseModel):
    """Of the query of ``/v1/listen``; those that change nothing here are taken and ignored."""

    model_config = ConfigDict(extra="ignore")

    model: Literal["nova-3", "nova-3-general", "nova-2", "nova-2-general", "nova-2-phonecall"]
    encoding: Literal["mulaw"]
    sample_rate: Literal["8000"]
    language: Literal["en", "en-US", "es", "es-419"] = "en"
    interim_results: Flag = "false"
    endpointing: Annotated[str, Field(pattern=r"^(\d+|true|false)$")] = "10"

    @property
    def spoken(self) -> str:
        """The language without its region."""
        return self.language[:2]

    @property
    def silence(self) -> float | None:
        """Seconds of it that end an utterance; None if nothing does."""
        if self.endpointing == "false":
            return None
        return 0.01 if self.endpointing == "true" else int(self.endpointing) / 1000


def parameters(query: Mapping[str, str]) -> Parameters:
    """Of a connection; flags are written in any case.

    Raises:
        ValidationError: Deepgram does not take them, or this simulator cannot.
    """
    return Parameters.model_validate(
        {name: value.lower() if name in _FLAGS else value for name, value in query.items()}
    )


_FLAGS = {"interim_results", "endpointing"}
