"""ElevenLabs' streaming voice: text in, mu-law of a telephone out, sentence by sentence.

Source: elevenlabs.io/docs/api-reference/text-to-speech/v-1-text-to-speech-voice-id-stream-input.
"""

import asyncio
import base64
import binascii
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from urllib.parse import quote, urlencode

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from containers.media_stream.ports import EngineDown
from containers.media_stream.speech.cloud import reach, socket_url
from functions.calls.domain.conversation.actions import Language

SILENT_SECONDS = 1.4
_SETTINGS = {"output_format": "ulaw_8000", "auto_mode": "true", "inactivity_timeout": "20"}


class ElevenLabs:
    """A `TextToSpeech`.

    Args:
        api_key: is sent in a header and never logged.
        model: such as `eleven_flash_v2_5`.
        voices: the id of a voice for each language.
        silent_seconds: without a piece, after which it is down.
    """

    def __init__(
        self,
        api_key: str,
        *,
        base_url: str,
        model: str,
        voices: Mapping[Language, str],
        silent_seconds: float = SILENT_SECONDS,
    ) -> None:
        self.name = f"elevenlabs:{model}"
        self._key = api_key
        self._url = f"{socket_url(base_url)}/v1/text-to-speech"
        self._model = model
        self._voices = voices
        self._silent_seconds = silent_seconds

    async def speak(self, text: str, language: Language) -> AsyncGenerator[bytes, None]:
        """Mu-law audio of a sentence, as it comes; closing the generator hangs up.

        Raises:
            EngineDown: it refuses, hangs up before the end, or says nothing for too long.
        """
        if not text.strip():
            return
        asked = urlencode({"model_id": self._model, "language_code": language, **_SETTINGS})
        url = f"{self._url}/{quote(self._voices[language], safe='')}/stream-input?{asked}"
        socket = await reach("elevenlabs", url, {"xi-api-key": self._key})
        try:
            await _ask(socket, text)
            async with aclosing(_audio(socket, self._silent_seconds)) as pieces:
                async for piece in pieces:
                    yield piece
        except ConnectionClosed:
            raise EngineDown("elevenlabs hung up") from None
        finally:
            await socket.close()


async def _ask(socket: ClientConnection, text: str) -> None:
    for message in ({"text": " "}, {"text": f"{text.strip()} ", "flush": True}, {"text": ""}):
        await socket.send(json.dumps(message))


async def _audio(socket: ClientConnection, silent_seconds: float) -> AsyncGenerator[bytes, None]:
    """Until it says that this was all."""
    while True:
        try:
            async with asyncio.timeout(silent_seconds):
                told = json.loads(await socket.recv())
        except TimeoutError:
            raise EngineDown("elevenlabs is silent") from None
        if told.get("error"):
            raise EngineDown(f"elevenlabs refuses: {told['error']}")
        if told.get("audio"):
            yield _decoded(told["audio"])
        if told.get("isFinal"):
            return


def _decoded(audio: str) -> bytes:
    try:
        return base64.b64decode(audio, validate=True)
    except binascii.Error:
        raise EngineDown("elevenlabs sent no audio") from None
