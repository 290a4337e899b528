"""Hearing a sentence before it is used in calls: the voice speaks it, because the engines are there alone."""

import secrets
from typing import Protocol

from functions.calls.domain.scripts import Language
from functions.calls.schemas.preview import PreviewDraft, Spoken
from functions.calls.service.ports import Memory

TICKET_SECONDS = 60


class Voice(Protocol):
    """The container that speaks in calls."""

    def speak(self, ticket: str) -> tuple[bytes, str]:
        """Audio of what a ticket is for, as WAV, and the engine that spoke; or `Unavailable`."""


class PreviewService:
    """Previews of one company.

    Args:
        memory: where the voice looks a ticket up.
        voice: speaks.
    """

    def __init__(self, memory: Memory, voice: Voice) -> None:
        self.memory = memory
        self.voice = voice

    def speak(self, draft: PreviewDraft) -> Spoken:
        """The sentence as a call would speak it.

        Raises:
            Unavailable: no engine can be reached.
        """
        ticket = secrets.token_urlsafe(32)
        text: dict[str, str | Language] = {"text": draft.text, "language": draft.language}
        self.memory.put(preview_place(ticket), "text", text, seconds=TICKET_SECONDS)
        audio, engine = self.voice.speak(ticket)
        return Spoken.of(audio, engine)


def preview_place(ticket: str) -> str:
    """Where the voice finds what a ticket is for."""
    return f"preview#{ticket}"
