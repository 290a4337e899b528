"""A value that was read, or the reason why there is none, with where it stands in the document."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, Self, TypeVar

T = TypeVar("T")


class Source(StrEnum):
    """Who said it: an XML document, XML embedded in a PDF, the page's text, OCR, a person, or a language model."""

    XML = "xml"
    EMBEDDED = "embedded"
    TEXT = "text"
    OCR = "ocr"
    PERSON = "person"
    MODEL = "model"


class Absence(StrEnum):
    """Why there is no value. Absent is never zero, never today and never a guess."""

    NOT_STATED = "not_stated"
    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"
    LOW_CONFIDENCE = "low_confidence"


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Where a value stands.

    `path` is the element in XML (`outer!inner` when unwrapped); `page` counts from 1; `box` is left, top, right, bottom
    in points from the page's top left corner. `text` is what stands there, unchanged; a `derived` value is not printed
    itself, but follows from that and from others.
    """

    path: str | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    text: str | None = None
    derived: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217); None when the document names no currency."""

    amount: Decimal
    currency: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Value(Generic[T]):
    """One value with confidence (0 to 1), source and evidence; or None with the reason.

    A null may carry evidence too: the text that could not be understood.
    """

    value: T | None = None
    confidence: float = 0.0
    source: Source | None = None
    evidence: Evidence | None = None
    reason: Absence | None = None

    def __post_init__(self) -> None:
        """Refuse a value without a source, and a null without a reason."""
        if self.value is None and self.reason is None:
            raise ValueError("a null needs its reason")
        if self.value is not None and (self.source is None or self.reason is not None):
            raise ValueError("a value needs its source, and no reason to be absent")

    @classmethod
    def found(cls, value: T, source: Source, evidence: Evidence, confidence: float = 1.0) -> Self:
        """A value that was read."""
        return cls(value=value, confidence=confidence, source=source, evidence=evidence)

    @classmethod
    def absent(cls, reason: Absence = Absence.NOT_STATED, evidence: Evidence | None = None) -> Self:
        """No value."""
        return cls(reason=reason, evidence=evidence)
