"""A document's pages as readers of fields see them: lines, labels, language, and its way of numbers and dates."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from functions.finance.extraction.fields.amounts import Style, style_of
from functions.finance.extraction.fields.dates import Order, order_of
from functions.finance.extraction.fields.folding import folded
from functions.finance.extraction.fields.labels import Label, column_names, labels_in
from functions.finance.extraction.fields.vocabulary.names import Name
from functions.finance.extraction.layout import Cell, Line, Page, lines_of
from functions.finance.extraction.values import Source

_NEAR = 500.0
_LINES_BELOW = 3
_DEPTH = 3.2
_COLUMNS = 3
_COLOMBIAN = ("nit", "dian", "cufe", "cude", "bogota", "medellin", "cali", "colombia", "barranquilla")
_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|"
    "RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC"
)
_UNITED_STATES = re.compile(rf"[a-z]{{2,}}\.?,?\s+(?:{_STATES}),?\s+\d{{5}}(?:-\d{{4}})?\b")
_EUROPEAN = re.compile(r"€|£|\bVAT\b|\bEUR\b|\bGBP\b")
_ITEMS = frozenset({Name.DESCRIPTION, Name.QUANTITY, Name.UNIT_PRICE, Name.CODE})


@dataclass(frozen=True)
class Sheet:
    """All pages of one document."""

    pages: tuple[Page, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return lines_of(self.pages)

    @property
    def source(self) -> Source:
        return self.pages[0].source

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        return labels_in(self.lines)

    @cached_property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def words(self) -> Counter[str]:
        return Counter(folded(self.text))

    @cached_property
    def languages(self) -> Counter[str]:
        """How many labels speak each language; a phrase of several languages speaks for none."""
        return Counter(next(iter(label.languages)) for label in self.labels if len(label.languages) == 1)

    @property
    def language(self) -> str | None:
        found = self.languages.most_common(2)
        if not found or (len(found) > 1 and found[0][1] == found[1][1]):
            return None
        return found[0][0]

    @cached_property
    def colombian(self) -> bool:
        """Whether it speaks of Colombia: its tax office, its tax number or its cities."""
        if self.words["dian"] or self.words["cufe"]:
            return True
        return self.language in ("es", None) and any(self.words[word] for word in _COLOMBIAN)

    @cached_property
    def american(self) -> bool:
        """Whether an address of the United States stands in it, and nothing European."""
        return not self.colombian and bool(_UNITED_STATES.search(self.text)) and not _EUROPEAN.search(self.text)

    @cached_property
    def style(self) -> Style:
        return style_of(line.text for line in self.lines)

    @cached_property
    def order(self) -> Order:
        unknown = self.language in ("en", None) and not _EUROPEAN.search(self.text)
        month_first = True if self.american else None if unknown else False
        return order_of((line.text for line in self.lines), month_first_country=month_first)

    @cached_property
    def headings(self) -> frozenset[int]:
        """The lines that head a table of items."""
        return frozenset(line.position for line in self.lines if _heads_items(line))

    def labelled(self, *names: Name) -> Iterator[Label]:
        """The labels that may stand for one of these, outside the headings of tables of items."""
        for label in self.labels:
            if label.means(*names) and label.line.position not in self.headings:
                yield label

    def behind(self, label: Label) -> Cell | None:
        """What follows the label in its own cell, up to the next label."""
        text = label.cell.text
        end = min(
            (other.start for other in self.labels_of(label.cell) if other.start >= label.end and other.leads),
            default=len(text),
        )
        rest = text[label.end : end].strip(" :.#|-")
        return label.cell.part(text.index(rest, label.end), end) if rest else None

    def beside(self, label: Label) -> list[Cell]:
        """The cells right of the label, up to the next label that leads its cell."""
        cells = []
        last = label.cell.right
        for cell in label.line.cells[label.place + 1 :]:
            if cell.left - last > _NEAR or self.labelled_cell(cell) is not None:
                break
            cells.append(cell)
            last = cell.right
        return cells

    def below(self, label: Label, most: int = _LINES_BELOW) -> Iterator[Cell]:
        """The cells under the label, nearest first: those that overlap it, or begin where it begins."""
        above = label.cell
        depth = _DEPTH * max(above.size, 8) + most * above.size
        for line in self.following(label.line, most):
            for cell in line.cells:
                if cell.top - above.bottom <= depth and _under(above, cell):
                    yield cell

    def following(self, line: Line, most: int) -> Sequence[Line]:
        """The next lines of the same page."""
        found = self.lines[line.position + 1 : line.position + 1 + most]
        return [below for below in found if below.page is line.page]

    def starts(self, cell: Cell) -> Label | None:
        """The label that the cell begins with."""
        return next((label for label in self.labels_of(cell) if label.start == 0), None)

    def labelled_cell(self, cell: Cell) -> Label | None:
        """The label that a cell begins with when it is one: nothing behind it but a colon, a sign or a number.

        "Kunden AG Mitte" begins with the word for customers, and is a name.
        """
        label = self.starts(cell)
        if label is None:
            return None
        behind = cell.text[label.end :]
        if not behind.strip() or ":" in cell.text[label.start : label.end + 2] or not behind[:1].isalpha():
            return label
        return None

    def labels_of(self, cell: Cell) -> Sequence[Label]:
        """The labels inside a cell."""
        return self._by_cell.get(id(cell), ())

    def on(self, line: Line) -> list[Label]:
        """The labels of a line from left to right."""
        return [label for cell in line.cells for label in self.labels_of(cell)]

    @cached_property
    def _by_cell(self) -> dict[int, list[Label]]:
        found: dict[int, list[Label]] = {}
        for label in self.labels:
            found.setdefault(id(label.cell), []).append(label)
        return found


def _under(above: Cell, cell: Cell) -> bool:
    overlap = min(above.right, cell.right) - max(above.left, cell.left)
    return overlap > 0 or abs(above.left - cell.left) < above.size


def _heads_items(line: Line) -> bool:
    """A heading names at least three columns, one of them of items, and holds no number."""
    if len(line.cells) < 2 or re.search(r"\d{2,}", line.text):  # noqa: PLR2004 - a table has columns
        return False
    names: set[Name] = set()
    whole = 0
    for cell in line.cells:
        found, only = column_names(cell.text)
        names |= found.keys()
        whole += only
    items = names & _ITEMS
    if len(line.cells) == whole == 2:  # noqa: PLR2004 - what it is for, and how much
        return Name.DESCRIPTION in names and Name.AMOUNT in names
    return len(names) >= _COLUMNS and whole >= 2 and len(items) >= (1 if Name.DESCRIPTION in items else 2)  # noqa: PLR2004
