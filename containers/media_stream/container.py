"""How the voice is deployed."""

from containers.media_stream.signing import carrier_key
from containers.media_stream.speech.accounts import speech_accounts
from functions.calls.providers.adviser import call_adviser
from functions.calls.providers.lingering import lingering_calls
from functions.calls.providers.voice import voice_desk
from shared.core.container import Container

MEDIA_STREAM = Container(
    package="media_stream",
    agent="calls",
    asks=(voice_desk, call_adviser, lingering_calls, speech_accounts, carrier_key),
    port=8765,
    cpu=2048,
    memory=4096,
    busy="CallsOpen",
    comfortable=40,
    drain=120,
)
