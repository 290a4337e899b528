"""Receipts as OCR sees them: words on lines of one page."""

from collections.abc import Sequence

from functions.finance.extraction.layout import Page, Word
from functions.finance.extraction.values import Source

_STEP, _SIZE, _WIDTH = 20.0, 10.0, 5.0


def seen(text: str, *, confidence: float = 0.9, height: float = 1200) -> Page:
    """A narrow page with these lines; words that two spaces part stand far apart."""
    lines = [line for line in text.splitlines() if line.strip()]
    words = [word for row, line in enumerate(lines) for word in _words(line, row, confidence)]
    return Page(number=1, width=595, height=height, words=tuple(words), source=Source.OCR)


def _words(line: str, row: int, confidence: float) -> Sequence[Word]:
    found = []
    left, top = 20.0, 20 + _STEP * row
    for cell in line.strip().split("  "):
        for text in cell.split():
            right = left + _WIDTH * len(text)
            found.append(Word(text=text, box=(left, top, right, top + _SIZE), size=_SIZE, confidence=confidence))
            left = right + 3
        left += 40
    return found
