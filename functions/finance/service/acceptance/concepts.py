"""What each line is: by a person, by what a person chose for this supplier before, or by what the document proves.

Words that a line happens to hold decide nothing: an unknown concept is asked for.
"""

from collections.abc import Iterable
from dataclasses import replace

from functions.finance.domain.company import Memory
from functions.finance.domain.document import Document, Line
from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.schemas.edits import Edits, LineEdit


def with_concepts(document: Document, edits: Edits, memory: Memory) -> Document:
    """The document with concept, purpose and account of each line, where somebody or something tells."""
    lines = tuple(_line(line, edits.line(position), edits, memory) for position, line in enumerate(document.lines))
    return replace(document, lines=lines)


def unknown_concepts(document: Document) -> Iterable[Finding]:
    """One finding for all lines of which nobody has said what they are."""
    unknown = [str(position + 1) for position, line in enumerate(document.lines) if line.concept is None]
    if unknown:
        detail = f"what was bought is not known: line {', '.join(unknown[:10])}{' …' * (len(unknown) > 10)}"  # noqa: PLR2004
        yield Finding(ReasonCode.ATTRIBUTE_MISSING, detail, "lines.concept")


def chosen(document: Document, edits: Edits) -> Memory | None:
    """What is to be remembered of a person's choices: only what holds for every line of the document."""
    if not _chooses(edits):
        return None
    return Memory(
        concept=_shared(line.concept for line in document.lines),
        purpose=_shared(line.purpose for line in document.lines),
        account=_shared(line.account for line in document.lines),
        municipality=edits.performed_in,
    )


def _line(line: Line, edit: LineEdit | None, edits: Edits, memory: Memory) -> Line:
    line = _choose(line, memory.concept, memory.purpose, memory.account)
    line = _choose(line, edits.concept, edits.purpose, edits.account)
    if edit is None:
        return line
    line = _choose(line, edit.concept, edit.purpose, edit.account)
    return line if edit.aiu is None else replace(line, aiu=edit.aiu)


def _choose(line: Line, concept: str | None, purpose: str | None, account: str | None) -> Line:
    """Purpose and account go with the concept for which they were chosen: another one's do not fit."""
    if purpose or account:
        return replace(line, concept=concept or line.concept, purpose=purpose, account=account)
    if concept and concept != line.concept:
        return replace(line, concept=concept, purpose=None, account=None)
    return line


def _chooses(edits: Edits) -> bool:
    lines = any(line.concept or line.purpose or line.account for line in edits.lines)
    return lines or bool(edits.concept or edits.purpose or edits.account or edits.performed_in)


def _shared(values: Iterable[str | None]) -> str | None:
    different = set(values)
    return different.pop() if len(different) == 1 else None
