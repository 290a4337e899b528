"""What we answer Twilio: the verbs of TwiML that we use, written with the standard library.

Twilio takes at most 4,000 characters of TwiML with a new call, and at most 500 in a parameter's name and value.
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

LONGEST = 4000
LONGEST_PARAMETER = 500

_SPOKEN = {"es": "es-MX", "en": "en-US"}


def connect(stream: str, *, status_callback: str, parameters: Mapping[str, str], then: str) -> str:
    """Speak over a socket; when we close it, ask at `then` what follows.

    Args:
        stream: address of the socket, `wss://…`, without a query.
        status_callback: told of what becomes of the stream.
        parameters: handed to the socket in its first message, and nowhere else.
        then: where the call goes on.

    Raises:
        ValueError: it is longer than Twilio takes.
    """
    response = Element("Response")
    attributes = {"url": stream, "statusCallback": status_callback, "statusCallbackMethod": "POST"}
    opened = SubElement(SubElement(response, "Connect"), "Stream", attributes)
    for name, value in parameters.items():
        if len(name) + len(value) > LONGEST_PARAMETER:
            raise ValueError(f"the parameter {name} is longer than Twilio takes")
        SubElement(opened, "Parameter", {"name": name, "value": value})
    _add(response, "Redirect", then, method="POST")
    return _text(response)


def hang_up() -> str:
    """End the call."""
    response = Element("Response")
    SubElement(response, "Hangup")
    return _text(response)


def decline() -> str:
    """Take no call."""
    response = Element("Response")
    SubElement(response, "Reject", {"reason": "rejected"})
    return _text(response)


def transfer(number: str, *, action: str, whisper: str, caller_id: str | None, seconds: int = 20) -> str:
    """Ring a person of the company; she hears `whisper` before the two are joined.

    Args:
        number: of the person.
        action: asked what follows, whether she answered or not.
        whisper: answers what she hears first.
        caller_id: the number that she sees; else the prospect's.
        seconds: that it rings.
    """
    response = Element("Response")
    attributes = {"timeout": str(seconds), "action": action, "method": "POST", "answerOnBridge": "true"}
    dial = SubElement(response, "Dial", attributes | ({"callerId": caller_id} if caller_id else {}))
    _add(dial, "Number", number, url=whisper, method="POST")
    return _text(response)


def say(text: str, language: str) -> str:
    """Speak with the carrier's own voice, and go on."""
    response = Element("Response")
    _add(response, "Say", text, language=_SPOKEN[language])
    return _text(response)


def _add(parent: Element, verb: str, text: str, **attributes: str) -> None:
    SubElement(parent, verb, attributes).text = text


def _text(response: Element) -> str:
    text = '<?xml version="1.0" encoding="UTF-8"?>' + tostring(response, encoding="unicode")
    if len(text) > LONGEST:
        raise ValueError(f"{len(text)} characters of TwiML; Twilio takes {LONGEST}")
    return text
