"""Twilio Media Streams on the wire: JSON text to typed messages, and back. Strict, for what comes is hostile.

Source: twilio.com/docs/voice/media-streams/websocket-messages; numbers arrive as strings.
"""

from binascii import Error as BadBase64
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import orjson

from containers.media_stream.ports import FRAME_MS, SAMPLE_RATE

FRAME_BYTES = SAMPLE_RATE * FRAME_MS // 1000
MOST_BYTES = 65_536
MOST_MESSAGES_A_SECOND = 100
MOST_PARAMETER = 500
_MOST_AUDIO = 50 * FRAME_BYTES
_MOST_NAME = 256
_LARGEST = 2**53
_SID = 34
_DIGITS = frozenset("0123456789*#ABCD")
_FORMAT = {"encoding": "audio/x-mulaw", "sampleRate": SAMPLE_RATE, "channels": 1}


class ViolationError(Exception):
    """A message that Media Streams does not have."""


class Begun(NamedTuple):
    """`start`: whose stream this is."""

    stream_sid: str
    call_sid: str
    account_sid: str
    parameters: Mapping[str, str]


class Audio(NamedTuple):
    """`media`: mu-law audio at a time since the stream began; a jump means that audio was lost on the way."""

    stream_sid: str
    at_ms: int
    mulaw: bytes


class Key(NamedTuple):
    """`dtmf`: a key of the telephone."""

    stream_sid: str
    digit: str


class Returned(NamedTuple):
    """`mark`: one of ours, played or flushed."""

    stream_sid: str
    name: str


class Stopped(NamedTuple):
    """`stop`: the call is over, or goes on without us."""

    stream_sid: str


class Greeted(NamedTuple):
    """`connected`: the first message."""


class Unknown(NamedTuple):
    """An event that Twilio may have added since; it changes nothing."""


Message = Begun | Audio | Key | Returned | Stopped | Greeted | Unknown


def decoded(text: bytes) -> Message:
    """What a text message says.

    Raises:
        ViolationError: it is not what Media Streams sends.
    """
    try:
        message = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise ViolationError("no JSON") from error
    if not isinstance(message, dict):
        raise ViolationError("no object")
    event = message.get("event")
    if event == "media":  # fifty a second
        return _audio(message)
    reader = _READERS.get(event) if isinstance(event, str) else None
    if reader:
        return reader(message)
    if not isinstance(event, str):
        raise ViolationError("no event")
    return Unknown()


def audio_message(stream_sid: str, mulaw: bytes) -> bytes:
    """`media`: audio to be played after what was sent before."""
    payload = b2a_base64(mulaw, newline=False)
    return b'{"event":"media","streamSid":"%b","media":{"payload":"%b"}}' % (stream_sid.encode(), payload)


def mark_message(stream_sid: str, name: str) -> bytes:
    """`mark`: comes back when all audio before it was played."""
    return orjson.dumps({"event": "mark", "streamSid": stream_sid, "mark": {"name": name}})


def clear_message(stream_sid: str) -> bytes:
    """`clear`: forget audio that was not played yet; the marks behind it come back."""
    return orjson.dumps({"event": "clear", "streamSid": stream_sid})


def _audio(message: dict[str, Any]) -> Audio:
    media = _object(message, "media")
    if media.get("track") != "inbound":
        raise ViolationError("audio of another track")
    _number(media, "chunk")
    payload = media.get("payload")
    if not isinstance(payload, str):
        raise ViolationError("no payload")
    try:
        mulaw = a2b_base64(payload, strict_mode=True)
    except (BadBase64, ValueError) as error:
        raise ViolationError("no base64") from error
    if not mulaw or len(mulaw) % FRAME_BYTES or len(mulaw) > _MOST_AUDIO:
        raise ViolationError("no whole frames")
    return Audio(_sid(message, "streamSid", "MZ"), _number(media, "timestamp"), mulaw)


def _begun(message: dict[str, Any]) -> Begun:
    start = _object(message, "start")
    stream_sid = _sid(message, "streamSid", "MZ")
    if start.get("streamSid") != stream_sid:
        raise ViolationError("two streams")
    if _object(start, "mediaFormat") != _FORMAT:
        raise ViolationError("another format")
    if start.get("tracks") != ["inbound"]:
        raise ViolationError("other tracks")
    parameters = start.get("customParameters", {})
    if not isinstance(parameters, dict) or not all(map(_fits, parameters.items())):
        raise ViolationError("odd parameters")
    return Begun(stream_sid, _sid(start, "callSid", "CA"), _sid(start, "accountSid", "AC"), parameters)


def _key(message: dict[str, Any]) -> Key:
    digit = _object(message, "dtmf").get("digit")
    if not isinstance(digit, str) or digit not in _DIGITS:
        raise ViolationError("no key")
    return Key(_sid(message, "streamSid", "MZ"), digit)


def _returned(message: dict[str, Any]) -> Returned:
    name = _object(message, "mark").get("name")
    if not isinstance(name, str) or not 0 < len(name) <= _MOST_NAME:
        raise ViolationError("no name")
    return Returned(_sid(message, "streamSid", "MZ"), name)


def _stopped(message: dict[str, Any]) -> Stopped:
    _object(message, "stop")
    return Stopped(_sid(message, "streamSid", "MZ"))


def _greeted(message: dict[str, Any]) -> Greeted:
    if message.get("protocol") != "Call":
        raise ViolationError("another protocol")
    return Greeted()


_READERS: dict[str, Callable[[dict[str, Any]], Message]] = {
    "start": _begun,
    "dtmf": _key,
    "mark": _returned,
    "stop": _stopped,
    "connected": _greeted,
}


def _object(message: dict[str, Any], name: str) -> dict[str, Any]:
    found = message.get(name)
    if not isinstance(found, dict):
        raise ViolationError(f"no {name}")
    return found


def _number(message: dict[str, Any], name: str) -> int:
    text = message.get(name)
    if not isinstance(text, str) or not text.isascii() or not text.isdecimal() or len(text) > len(str(_LARGEST)):
        raise ViolationError(f"no number {name}")
    return int(text)


def _sid(message: dict[str, Any], name: str, prefix: str) -> str:
    """Two letters and 32 of letters and digits: what goes out again in our messages needs no escaping."""
    sid = message.get(name)
    plain = isinstance(sid, str) and sid.isascii() and sid.isalnum()
    if not isinstance(sid, str) or not plain or len(sid) != _SID or not sid.startswith(prefix):
        raise ViolationError(f"no {name}")
    return sid


def _fits(parameter: tuple[str, Any]) -> bool:
    name, value = parameter
    return isinstance(value, str) and len(name) + len(value) <= MOST_PARAMETER
