"""Takes values out of what was read, and notes which of them are missing or not sure enough to be posted alone.

XML and people are believed as they are. What a page says is believed where a reader found it in two ways that agree,
which gives it a confidence of at least `SURE`; or where something else on the page confirms it: a check digit, the QR
code, sums that close.
"""

from typing import TypeVar

from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.extraction.values import Absence, Source, Value

T = TypeVar("T")

SURE = 0.9
"""Confidence of what two ways of reading agree on."""

PLAUSIBLE = 0.6
"""Confidence that confirmation from elsewhere makes up for; below it nothing does."""

STRUCTURED = frozenset({Source.XML, Source.EMBEDDED, Source.PERSON})


class Fields:
    """Collects findings while values are taken.

    Attributes:
        findings: what is missing or unsure, by field.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def needed(self, field: str, value: Value[T], *, confirmed: bool = False) -> T | None:
        """A value without which nothing can be posted."""
        if value.value is None and value.reason is Absence.NOT_STATED:
            self.missing(field)
            return None
        return self.deciding(field, value, confirmed=confirmed)

    def deciding(self, field: str, value: Value[T], *, confirmed: bool = False) -> T | None:
        """A value that may be absent, but has to be right if it is there."""
        if value.value is None:
            if value.reason is not Absence.NOT_STATED:
                self.note(ReasonCode.LOW_CONFIDENCE, f"{field} is on the document, and could not be read", field)
        elif not is_sure(value, confirmed=confirmed):
            detail = f"{field} was read with a confidence of {value.confidence:.2f}, and nothing confirms it"
            self.note(ReasonCode.LOW_CONFIDENCE, detail, field)
        return value.value

    def missing(self, field: str) -> None:
        """Note that the document does not state something that decides."""
        self.note(ReasonCode.ATTRIBUTE_MISSING, f"{field} is not on the document", field)

    def note(self, code: ReasonCode, detail: str, field: str) -> None:
        """Note something, once."""
        finding = Finding(code, detail, field)
        if finding not in self.findings:
            self.findings.append(finding)


def optional(value: Value[T]) -> T | None:
    """A value that decides nothing: absent unless it is sure."""
    return value.value if is_sure(value, confirmed=False) else None


def is_sure(value: Value[T], *, confirmed: bool) -> bool:
    """Whether a value may be relied on without a person.

    Args:
        value: as it was read.
        confirmed: whether something else on the document confirms it.
    """
    if value.value is None:
        return False
    return value.confidence >= (PLAUSIBLE if confirmed else SURE)
