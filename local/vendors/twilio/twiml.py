"""TwiML: a document, read strictly. What this simulator does not do, it refuses to begin."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, fromstring

from local.vendors.twilio.errors import DOCUMENT_PARSE, DOCUMENT_SCHEMA

LONGEST = 4000
MOST_BYTES = 64 * 1024

ATTRIBUTES: dict[str, frozenset[str]] = {
    "Response": frozenset(),
    "Connect": frozenset({"action", "method"}),
    "Stream": frozenset({"url", "name", "track", "statusCallback", "statusCallbackMethod"}),
    "Parameter": frozenset({"name", "value"}),
    "Redirect": frozenset({"method"}),
    "Hangup": frozenset(),
    "Dial": frozenset({"action", "method", "timeout", "timeLimit", "callerId", "answerOnBridge"}),
    "Number": frozenset({"url", "method"}),
    "Say": frozenset({"voice", "language", "loop"}),
    "Play": frozenset({"loop"}),
    "Pause": frozenset({"length"}),
    "Gather": frozenset({"action", "method", "timeout", "finishOnKey", "numDigits", "input", "actionOnEmptyResult"}),
}
CHILDREN: dict[str, frozenset[str]] = {
    "Response": frozenset({"Connect", "Redirect", "Hangup", "Dial", "Say", "Play", "Pause", "Gather"}),
    "Connect": frozenset({"Stream"}),
    "Stream": frozenset({"Parameter"}),
    "Dial": frozenset({"Number"}),
    "Gather": frozenset({"Say", "Play", "Pause"}),
}
TEXT = frozenset({"Redirect", "Dial", "Number", "Say", "Play"})
DOCTYPE = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


class BadDocument(Exception):  # noqa: N818 - what it is
    """Not TwiML, or TwiML that nobody here can follow.

    Args:
        code: Twilio's number.
    """

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Verb:
    """A verb or a noun with what is in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: tuple["Verb", ...] = ()

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def is_set(self, name: str, *, default: bool = False) -> bool:
        return self.get(name, str(default)).lower() == "true"


def read(document: str) -> tuple[Verb, ...]:
    """The verbs of a document.

    Raises:
        BadDocument: it cannot be parsed, or has something that is not known.
    """
    if len(document.encode()) > MOST_BYTES:
        raise BadDocument(DOCUMENT_PARSE, f"the document is longer than {MOST_BYTES} bytes")
    if DOCTYPE.search(document):
        raise BadDocument(DOCUMENT_PARSE, "a document type is not allowed")
    root = _parsed(document)
    if root.tag != "Response":
        raise BadDocument(DOCUMENT_SCHEMA, f"<{root.tag}> stands where <Response> is expected")
    return _verb(root).children


def _parsed(document: str) -> Element:
    try:
        return fromstring(document.strip())  # noqa: S314 - no document type comes this far
    except ParseError as error:
        raise BadDocument(DOCUMENT_PARSE, str(error)) from None


def _verb(element: Element) -> Verb:
    name = element.tag
    if unknown := set(element.attrib) - ATTRIBUTES[name]:
        raise BadDocument(DOCUMENT_SCHEMA, f"<{name}> has no attribute {', '.join(sorted(unknown))}")
    for child in element:
        if child.tag not in CHILDREN.get(name, frozenset()):
            raise BadDocument(DOCUMENT_SCHEMA, f"<{child.tag}> is not known in <{name}>")
    text = (element.text or "").strip()
    if text and name not in TEXT:
        raise BadDocument(DOCUMENT_SCHEMA, f"<{name}> takes no text")
    return Verb(name, dict(element.attrib), text, tuple(_verb(child) for child in element))
