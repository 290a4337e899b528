"""What is asked for when a call is made or changed: the form, checked as Twilio checks it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from local.vendors.twilio import errors
from local.vendors.twilio.accounts import Account
from local.vendors.twilio.errors import invalid
from local.vendors.twilio.twiml import LONGEST

Form = Mapping[str, Sequence[str]]

E164 = re.compile(r"\+[1-9]\d{6,14}")
EVENTS = ("initiated", "ringing", "answered", "completed")
METHODS = ("GET", "POST")
DETECTIONS = ("Enable", "DetectMessageEnd")


@dataclass(frozen=True)
class Detection:
    """Answering machine detection; times in seconds."""

    until_the_end: bool
    in_background: bool
    timeout: float
    speech_threshold: float
    speech_end: float
    silence_timeout: float
    callback: tuple[str, str] | None


@dataclass(frozen=True)
class Order:
    """A call that is asked for.

    Attributes:
        document: TwiML, if it is given at once.
        url: with its method, where the TwiML is asked for otherwise.
        timeout: seconds of ringing.
        time_limit: seconds of talking.
        callback: with its method, where the status is told.
        record: whether Twilio records.
    """

    to: str
    from_: str
    document: str | None
    url: tuple[str, str] | None
    timeout: float
    time_limit: float
    callback: tuple[str, str] | None
    events: tuple[str, ...]
    detection: Detection | None
    record: bool


def read_form(body: bytes) -> Form:
    """The fields of a form; a field may be repeated."""
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(body.decode(errors="replace"), keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return found


def read_order(account: Account, form: Form) -> Order:
    """A new call.

    Raises:
        Refused: with Twilio's number.
    """
    to, from_ = _parties(account, form)
    document, url = read_instructions(form)
    if document is None and url is None:
        raise invalid(errors.INVALID_URL, "Url parameter is required.")
    events = form.get("StatusCallbackEvent") or ["completed"]
    if unknown := [event for event in events if event not in EVENTS]:
        raise invalid(errors.INVALID_EVENT, f"Invalid StatusCallbackEvent: {', '.join(unknown)}")
    return Order(
        to=to,
        from_=from_,
        document=document,
        url=url,
        timeout=_whole(form, "Timeout", 60, 1, 600, code=errors.INVALID_TIMEOUT),
        time_limit=_whole(form, "TimeLimit", 14_400, 1, 86_400),
        callback=_address(form, "StatusCallback", errors.INVALID_STATUS_CALLBACK),
        events=tuple(events),
        detection=_detection(form),
        record=_first(form, "Record", "false").lower() == "true",
    )


def read_instructions(form: Form) -> tuple[str | None, tuple[str, str] | None]:
    """TwiML, or where it is; of both the URL is taken, as at Twilio.

    Raises:
        Refused: neither can be taken.
    """
    document, url = _first(form, "Twiml"), _address(form, "Url", errors.INVALID_URL, method="Method")
    if document and len(document) > LONGEST:
        raise invalid(errors.INVALID_PARAMETER, f"Twiml may have at most {LONGEST} characters")
    return (document or None) if url is None else None, url


def _parties(account: Account, form: Form) -> tuple[str, str]:
    to, from_ = _first(form, "To"), _first(form, "From")
    if not to:
        raise invalid(errors.NO_TO, "No 'To' number is specified")
    if not from_:
        raise invalid(errors.NO_FROM, "A 'From' phone number is required.")
    if not E164.fullmatch(to):
        raise invalid(errors.INVALID_TO, f"The phone number you are attempting to call, {to}, is not valid.")
    if not E164.fullmatch(from_):
        raise invalid(errors.INVALID_FROM, f"{from_} is not a valid phone number to call from.")
    if from_ not in account.numbers:
        raise invalid(
            errors.FROM_NOT_OWNED,
            f"The source phone number provided, {from_}, is not yet verified for your account.",
        )
    if to in account.blocked:
        raise invalid(errors.BLOCKED, f"Account not allowed to call {to}.")
    if not any(to.startswith(f"+{code}") for code in account.countries):
        raise invalid(
            errors.NO_GEOGRAPHIC_PERMISSION,
            f"Account not authorized to call {to}. Perhaps you need international rights.",
        )
    return to, from_


def _detection(form: Form) -> Detection | None:
    said = _first(form, "MachineDetection")
    if not said:
        return None
    if said not in DETECTIONS:
        raise invalid(errors.INVALID_PARAMETER, f"MachineDetection is one of {', '.join(DETECTIONS)}")
    return Detection(
        until_the_end=said == "DetectMessageEnd",
        in_background=_first(form, "AsyncAmd", "false").lower() == "true",
        timeout=_whole(form, "MachineDetectionTimeout", 30, 3, 59),
        speech_threshold=_whole(form, "MachineDetectionSpeechThreshold", 2400, 1000, 6000) / 1000,
        speech_end=_whole(form, "MachineDetectionSpeechEndThreshold", 1200, 500, 5000) / 1000,
        silence_timeout=_whole(form, "MachineDetectionSilenceTimeout", 5000, 2000, 10_000) / 1000,
        callback=_address(form, "AsyncAmdStatusCallback", errors.INVALID_STATUS_CALLBACK),
    )


def _address(form: Form, name: str, code: int, *, method: str | None = None) -> tuple[str, str] | None:
    url = _first(form, name)
    said = _first(form, method or f"{name}Method", "POST")
    if said not in METHODS:
        raise invalid(errors.INVALID_METHOD, f"{said} is no method: GET or POST")
    if not url:
        return None
    if not is_address(url):
        raise invalid(code, f"{name} is not a valid URL: {url}")
    return url, said


def is_address(url: str) -> bool:
    """Whether it is an absolute web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _whole(form: Form, name: str, default: int, least: int, most: int, *, code: int = errors.INVALID_PARAMETER) -> int:
    said = _first(form, name, str(default))
    if not said.isdigit() or not least <= int(said) <= most:
        raise invalid(code, f"{name} is a whole number from {least} to {most}")
    return int(said)


def _first(form: Form, name: str, default: str = "") -> str:
    return (form.get(name) or [default])[0]
