"""A simulated ElevenLabs: text in, mu-law out, at ``/v1/text-to-speech/{voice}/stream-input``. The key is ``test``.

Every voice sounds alike: it is SVOX Pico's, and says nothing of how ElevenLabs sounds. It gives ``ulaw_8000`` only.

Source: elevenlabs.io/docs/api-reference/text-to-speech/v-1-text-to-speech-voice-id-stream-input. That document does not
say how a wrong key is refused on this socket; here it is an `error` message and a close with 1008.
"""

from pathlib import Path

from starlette.types import ASGIApp

from local.vendors import Vendor


def _app(_folder: Path | None) -> ASGIApp:
    from local.vendors.elevenlabs.app import elevenlabs  # noqa: PLC0415 - numpy, only for the program itself

    return elevenlabs()


VENDOR = Vendor(name="elevenlabs", path="", app=_app)
