"""What a PDF's pages say, and where they contradict the XML inside it."""

from dataclasses import dataclass

from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.extraction.document import Document
from functions.finance.extraction.fields import read_pages
from functions.finance.extraction.layout import text_of
from functions.finance.extraction.limits import LIMITS, Limits
from functions.finance.extraction.text_layer import text_layer
from functions.finance.extraction.values import Money, Value

_CONFIDENT = 0.85
_COMPARED = ("number", "issue_date", "currency", "tax_total", "total")


@dataclass(frozen=True, kw_only=True)
class PageReading:
    """The document that the pages show; None when they have no text that a person sees, which is left to OCR."""

    document: Document | None
    findings: tuple[Finding, ...] = ()
    text: str | None = None


def read_text(data: bytes, limits: Limits = LIMITS) -> PageReading:
    """Read the text layer of a PDF's pages."""
    layer = text_layer(data, limits)
    hidden = (
        (Finding(code=ReasonCode.HIDDEN_TEXT, detail=f"{layer.hidden_numbers} numbers that the pages do not show"),)
        if layer.hidden_numbers
        else ()
    )
    if not layer.usable:
        return PageReading(document=None, findings=hidden)
    return PageReading(
        document=read_pages(layer.pages), findings=hidden, text=text_of(layer.pages, limits.kept_characters)
    )


def mismatches(xml: Document, page: Document) -> tuple[Finding, ...]:
    """The fields that the page shows clearly and otherwise than the XML says."""
    differing = [name for name in _COMPARED if _differ(getattr(xml, name), getattr(page, name))]
    return tuple(Finding(code=ReasonCode.PAGE_XML_MISMATCH, detail=f"{name} differs", field=name) for name in differing)


def _differ(xml: "Value[object]", page: "Value[object]") -> bool:
    if xml.value is None or page.value is None or page.confidence < _CONFIDENT:
        return False
    return _plain(xml.value) != _plain(page.value)


def _plain(value: object) -> object:
    """Amounts by their size, for notes are written with either sign; texts by their letters and digits."""
    if isinstance(value, Money):
        return abs(value.amount)
    if isinstance(value, str):
        return "".join(char for char in value.casefold() if char.isalnum())
    return value
