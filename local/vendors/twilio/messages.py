"""The messages of a media stream, both ways.

Source: twilio.com/docs/voice/media-streams/websocket-messages
"""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from local.vendors.twilio.audio import RATE

Message = dict[str, Any]

CONNECTED: Message = {"event": "connected", "protocol": "Call", "version": "1.0.0"}


class Outgoing:
    """Messages of Twilio, numbered; numbers and times are strings, as Twilio has them."""

    def __init__(self, account_sid: str, call_sid: str, stream_sid: str) -> None:
        self.account_sid, self.call_sid, self.stream_sid = account_sid, call_sid, stream_sid
        self._number = 0
        self._chunk = 0

    def start(self, parameters: dict[str, str]) -> Message:
        """The facts of the stream."""
        return self._numbered(
            "start",
            start={
                "accountSid": self.account_sid,
                "streamSid": self.stream_sid,
                "callSid": self.call_sid,
                "tracks": ["inbound"],
                "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": RATE, "channels": 1},
                "customParameters": parameters,
            },
        )

    def media(self, frame: bytes, at_ms: int) -> Message:
        """20 ms of what the party says."""
        self._chunk += 1
        payload = base64.b64encode(frame).decode()
        return self._numbered(
            "media",
            media={"track": "inbound", "chunk": str(self._chunk), "timestamp": str(at_ms), "payload": payload},
        )

    def dtmf(self, digit: str) -> Message:
        """A key."""
        return self._numbered("dtmf", dtmf={"track": "inbound_track", "digit": digit})

    def mark(self, name: str) -> Message:
        """What was before this mark has been played, or thrown away."""
        return self._numbered("mark", mark={"name": name})

    def stop(self) -> Message:
        """The last one."""
        return self._numbered("stop", stop={"accountSid": self.account_sid, "callSid": self.call_sid})

    def _numbered(self, event: str, **body: Any) -> Message:
        self._number += 1
        return {"event": event, "sequenceNumber": str(self._number), "streamSid": self.stream_sid, **body}


@dataclass(frozen=True)
class Media:
    """Audio to play."""

    audio: bytes


@dataclass(frozen=True)
class Mark:
    """A name to send back when what is before it has been played."""

    name: str


@dataclass(frozen=True)
class Clear:
    """Throw away what has not been played."""


Incoming = Media | Mark | Clear


class InvalidMessage(Exception):  # noqa: N818 - what it is
    """A message that a stream does not take."""


def read(text: str, stream_sid: str) -> Incoming:
    """A message of the customer's server.

    Raises:
        InvalidMessage: it is none.
    """
    try:
        said = json.loads(text)
    except ValueError:
        raise InvalidMessage("it is no JSON") from None
    if not isinstance(said, dict):
        raise InvalidMessage("it is no object")
    if said.get("streamSid") != stream_sid:
        raise InvalidMessage(f"its streamSid is {said.get('streamSid')!r}")
    match said.get("event"):
        case "media":
            return Media(_payload(said.get("media")))
        case "mark":
            return Mark(_name(said.get("mark")))
        case "clear":
            return Clear()
    raise InvalidMessage(f"its event is {said.get('event')!r}")


def _payload(media: object) -> bytes:
    payload = media.get("payload") if isinstance(media, dict) else None
    if not isinstance(payload, str):
        raise InvalidMessage("it has no media.payload")
    try:
        return base64.b64decode(payload, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidMessage("its media.payload is no base64") from None


def _name(mark: object) -> str:
    name = mark.get("name") if isinstance(mark, dict) else None
    if not isinstance(name, str) or not name:
        raise InvalidMessage("it has no mark.name")
    return name
