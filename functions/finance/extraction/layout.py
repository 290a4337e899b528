"""Words where they stand on pages, and the lines and cells they make; a text layer and OCR give the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from functions.finance.extraction.values import Evidence, Source

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the page's top left corner."""

_CELL_GAP = 0.85
_SAME_LINE = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """Characters without a space between them. `size` is the height of their type in points; `confidence` 0 to 1."""

    text: str
    box: Box
    size: float
    confidence: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The visible words of a page, in any order; `number` counts from 1, `source` is who read them."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    source: Source


@dataclass(frozen=True, eq=False)
class Cell:
    """Words of one line that stand together: a label, a value, a field of a table."""

    page: Page
    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def box(self) -> Box:
        return around(word.box for word in self.words)

    @property
    def left(self) -> float:
        return self.box[0]

    @property
    def top(self) -> float:
        return self.box[1]

    @property
    def right(self) -> float:
        return self.box[2]

    @property
    def bottom(self) -> float:
        return self.box[3]

    @cached_property
    def size(self) -> float:
        """The type's height, of most of its words."""
        return median(word.size for word in self.words)

    @property
    def confidence(self) -> float:
        """That of its least certain word."""
        return min(word.confidence for word in self.words)

    def part(self, start: int, end: int) -> "Cell":
        """The words that stand between two offsets of the text; the cell itself when none does."""
        words, offset = [], 0
        for word in self.words:
            if offset < end and start < offset + len(word.text):
                words.append(word)
            offset += len(word.text) + 1
        return Cell(self.page, tuple(words)) if words else self

    @property
    def evidence(self) -> Evidence:
        """Where it stands, to a hundredth of a point."""
        left, top, right, bottom = (round(edge, 2) for edge in self.box)
        return Evidence(page=self.page.number, box=(left, top, right, bottom), text=self.text)


@dataclass(frozen=True, eq=False)
class Line:
    """Cells beside each other, from left to right; `position` counts the lines of all pages."""

    position: int
    cells: tuple[Cell, ...]

    @cached_property
    def text(self) -> str:
        """The cells' texts; two spaces stand between cells."""
        return "  ".join(cell.text for cell in self.cells)

    @cached_property
    def box(self) -> Box:
        return around(cell.box for cell in self.cells)

    @property
    def page(self) -> Page:
        return self.cells[0].page


def lines_of(pages: Sequence[Page]) -> tuple[Line, ...]:
    """The lines of all pages from top to bottom."""
    rows = (row for page in pages for row in _rows(page))
    return tuple(Line(position, cells) for position, cells in enumerate(rows))


def text_of(pages: Sequence[Page], most: int) -> str:
    """The lines of all pages, cut at so many characters."""
    return "\n".join(line.text for line in lines_of(pages))[:most]


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around some."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _rows(page: Page) -> list[tuple[Cell, ...]]:
    """Words whose middles are at one height make a row; a small exponent beside big type does not tear it."""
    rows: list[list[Word]] = []
    for word in sorted((word for word in page.words if word.text.strip()), key=_middle):
        row = rows[-1] if rows else None
        if row is not None and abs(_middle(word) - _middle(row[0])) <= _SAME_LINE * min(word.size, row[0].size):
            row.append(word)
        else:
            rows.append([word])
    return [_cells(page, sorted(row, key=lambda word: word.box[0])) for row in rows]


def _cells(page: Page, words: list[Word]) -> tuple[Cell, ...]:
    cells: list[list[Word]] = [[words[0]]]
    for before, word in pairwise(words):
        if word.box[0] - before.box[2] > _CELL_GAP * min(before.size, word.size):
            cells.append([word])
        else:
            cells[-1].append(word)
    return tuple(Cell(page, tuple(together)) for together in cells)


def _middle(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2
