"""What a process hears and speaks with, by its settings: the engines it prefers, and the embedded ones behind them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from containers.media_stream.ports import SpeechToText, TextToSpeech, VoiceActivity
from containers.media_stream.speech.accounts import Accounts
from containers.media_stream.speech.deepgram import Deepgram
from containers.media_stream.speech.elevenlabs import ElevenLabs
from containers.media_stream.speech.embedded import Pico, Whisper
from containers.media_stream.speech.vad import SileroModel, Together
from containers.media_stream.speech.workers import Workers
from shared.core.errors import NotConfigured
from shared.core.settings import settings

ANY = "any"
"""What is best of what there is an account for."""

EMBEDDED = "embedded"
"""No vendor's."""


@dataclass(frozen=True, kw_only=True)
class Equipment:
    """The engines of a process; the preferred one first, the last one needs no network."""

    listening: Sequence[SpeechToText]
    speaking: Sequence[TextToSpeech]
    _together: Together
    _workers: Sequence[Workers]

    @classmethod
    def chosen(cls, accounts: Accounts) -> Self:
        """By `SPEECH_TO_TEXT` and `TEXT_TO_SPEECH`; where they are not set, cloud engines that there is an account for.

        Raises:
            NotConfigured: a setting names no engine, or one without an account.
        """
        whisper, pico = Workers("whisper", count=int(settings.speech_recognisers)), Workers("pico")
        return cls(
            listening=[*_ears(settings.speech_to_text, accounts), Whisper(whisper)],
            speaking=[*_mouths(settings.text_to_speech, accounts), Pico(pico)],
            _together=Together(SileroModel()),
            _workers=[whisper, pico],
        )

    def activity(self) -> VoiceActivity:
        """For one call."""
        return self._together.join()

    async def start(self) -> None:
        """Start the embedded engines.

        Raises:
            EngineDown: one does not come up.
        """
        await asyncio.gather(*(workers.start() for workers in self._workers))

    async def stop(self) -> None:
        """End them; harmless when repeated."""
        await asyncio.gather(*(workers.stop() for workers in self._workers))

    @property
    def healthy(self) -> bool:
        """Whether every embedded engine can be asked."""
        return all(workers.pids for workers in self._workers)


def _ears(name: str, accounts: Accounts) -> Sequence[SpeechToText]:
    """The cloud engine that is preferred to the embedded one, if any."""
    if name in {EMBEDDED, Whisper.name}:
        return []
    account = accounts.deepgram()
    model = _model(name, "deepgram", account)
    if account is None:
        return []
    return [Deepgram(account.api_key, base_url=settings.deepgram_base_url, model=model or account.model)]


def _mouths(name: str, accounts: Accounts) -> Sequence[TextToSpeech]:
    """The cloud engine that is preferred to the embedded one, if any."""
    if name in {EMBEDDED, Pico.name}:
        return []
    account = accounts.elevenlabs()
    model = _model(name, "elevenlabs", account)
    if account is None:
        return []
    base_url = settings.elevenlabs_base_url
    return [ElevenLabs(account.api_key, base_url=base_url, model=model or account.model, voices=account.voices)]


def _model(name: str, only: str, account: object) -> str:
    """Which model of the vendor a setting names; empty where it leaves that to the account.

    Raises:
        NotConfigured: another engine is wanted, or this one without an account.
    """
    if name == ANY:
        return ""
    vendor, _, model = name.partition(":")
    if vendor != only:
        raise NotConfigured(f"there is no engine named {name}")
    if account is None:
        raise NotConfigured(f"{name} is wanted, and the secret {only} holds no account")
    return model
