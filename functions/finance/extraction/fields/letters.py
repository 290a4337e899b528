"""Names that the layout of a letter shows: its sender's line, its head and foot, and who it is addressed to."""

import re
from collections.abc import Iterator, Sequence

from functions.finance.extraction.fields.labels import Label
from functions.finance.extraction.fields.roles import LONGEST, Named, Role, column_cell, is_name, joined, role_at
from functions.finance.extraction.fields.sheet import Sheet
from functions.finance.extraction.fields.vocabulary.names import Name
from functions.finance.extraction.fields.vocabulary.places import LEGAL_FORM, POSTAL, SELLER_MARKS, STREET
from functions.finance.extraction.layout import Cell, Line

_BLOCK_LINES = 7
_BULLETS = frozenset("•●·|*∙▪■-\u2013")
_PARTS = re.compile(r"\s*[•●·|*∙▪■]\s*|\s+[-\u2013\u2014/]\s+|\s*,\s+|\s{2,}")
_SIGNS = re.compile(r"[•●·|*∙▪■]|\s[-\u2013\u2014/]\s")
_HEAD, _TOP, _BOTTOM, _HALF = 0.1, 0.3, 0.86, 0.5
_FIRST_LINES = 3
_TIGHT, _LOOSE = 0.8, 2.2


def senders(sheet: Sheet) -> Iterator[Named]:
    """A line that says name, street and town beside each other, as above windows of envelopes and in letterheads."""
    for line in sheet.lines:
        for cell, text in _strips(line):
            if len(text) > 2 * LONGEST or not _sender(text) or sheet.labelled_cell(cell) is not None:
                continue
            name = next(part for part in _PARTS.split(text) if part)
            if is_name(name):
                clear = _SIGNS.search(text) is not None or LEGAL_FORM.search(name) is not None
                yield Named(Role.SELLER, name, cell.part(0, len(name)), (0.85 if clear else 0.72) * cell.confidence)


def _strips(line: Line) -> Iterator[tuple[Cell, str]]:
    """Cells, and the whole line where only bullets part its cells."""
    yield from ((cell, cell.text) for cell in line.cells)
    if any(cell.text in _BULLETS for cell in line.cells[1:]):
        yield line.cells[0], line.text


def letterheads(sheet: Sheet, sections: Sequence[tuple[Label, Role]]) -> Iterator[Named]:
    """Names above what only an issuer prints about itself, and companies at the top of the first page."""
    for line in sheet.lines:
        for cell in line.cells:
            if (
                sheet.labelled_cell(cell) is not None
                or not is_name(cell.text)
                or role_at(sections, line, cell) is not None
            ):
                continue
            below = [
                c
                for b in sheet.following(line, _BLOCK_LINES)
                if (c := column_cell(b, cell)) and c.top - cell.bottom < 7 * cell.size
            ]
            marked = any(SELLER_MARKS.search(c.text) for c in below)
            identified = any(_names_tax_id(sheet, c) for c in below[:2] if c.top - cell.bottom < 2 * cell.size)
            addressed = any(POSTAL.search(c.text) or STREET.search(c.text) for c in below[:3])
            form = LEGAL_FORM.search(cell.text) is not None
            top = line.page is sheet.pages[0] and line.box[1] < _TOP * line.page.height
            bottom = line.box[1] > _BOTTOM * line.page.height
            if marked and (addressed or form):
                yield Named(Role.SELLER, cell.text, cell, (0.85 if form else 0.72) * cell.confidence)
            elif identified and top:
                yield Named(Role.SELLER, cell.text, cell, (0.8 if form else 0.74) * cell.confidence)
            elif form and (bottom or (top and line.position < _FIRST_LINES)):
                yield Named(Role.SELLER, cell.text, cell, 0.72 * cell.confidence)
            elif form and top:
                yield Named(Role.SELLER, cell.text, cell, 0.5 * cell.confidence)


def _names_tax_id(sheet: Sheet, cell: Cell) -> bool:
    return any(label.leads and label.means(Name.TAX_ID, Name.SELLER_TAX_ID) for label in sheet.labels_of(cell))


def addresses(sheet: Sheet, sections: Sequence[tuple[Label, Role]]) -> Iterator[Named]:
    """A name over a street and a town, without anything that an issuer prints about itself: who the letter is for."""
    first = sheet.pages[0]
    blocks = []
    for line in sheet.lines:
        if line.page is not first or line.box[1] > _HALF * first.height:
            continue
        for cell in line.cells:
            above = _above(sheet, line, cell)
            sent = _sent(sheet, line, cell)
            if above is not None and cell.top - above.bottom < 0.7 * cell.size and not sent:
                continue
            block = _together(sheet, line, cell, _LOOSE if sent else _TIGHT)
            if len(block) < 3 or not is_name(cell.text) or sheet.labelled_cell(cell) is not None:  # noqa: PLR2004
                continue
            if role_at(sections, line, cell) is not None:
                continue
            if any(SELLER_MARKS.search(c.text) or "www." in c.text for c in block):
                continue
            if any(POSTAL.search(c.text) for c in block[2:]) or (len(block) == 3 and POSTAL.search(block[2].text)):  # noqa: PLR2004
                blocks.append((cell, line, sent))
    under_sender = [one for one in blocks if one[2]]
    chosen = under_sender or blocks
    if len({cell.text for cell, _, _ in chosen}) == 1:
        cell, line, certain = chosen[0]
        name, where = joined(sheet, line, cell)
        doubtful = line.box[1] < _HEAD * first.height or any(role is Role.BUYER for _, role in sections)
        yield Named(Role.BUYER, name, where, (0.85 if certain else 0.5 if doubtful else 0.74) * cell.confidence)


def _sender(text: str) -> bool:
    """Whether a text says name, street and town; commas alone part them only where a street stands."""
    parts = [part for part in _PARTS.split(text) if part]
    if len(parts) < 2 or not any(POSTAL.search(part) for part in parts[1:]):  # noqa: PLR2004 - a name and a place
        return False
    return _SIGNS.search(text) is not None or any(STREET.search(part) for part in parts[1:-1])


def _sent(sheet: Sheet, line: Line, cell: Cell) -> bool:
    """Whether the line of the sender stands just above."""
    before = _above(sheet, line, cell)
    for above in sheet.lines[max(line.position - 2, 0) : line.position]:
        if before is not None and before.top > above.box[3]:
            continue
        near = above.page is line.page and 0 <= cell.top - above.box[3] < _LOOSE * cell.size
        if near and any(
            _sender(text) and abs(strip.left - cell.left) < 4 * cell.size for strip, text in _strips(above)
        ):
            return True
    return False


def _above(sheet: Sheet, line: Line, cell: Cell) -> Cell | None:
    """The cell of the lines above that begins where this one begins."""
    for position in range(line.position - 1, max(line.position - 4, -1), -1):
        other = sheet.lines[position]
        if other.page is not line.page:
            return None
        for one in other.cells:
            if abs(one.left - cell.left) < cell.size:
                return one
    return None


def _together(sheet: Sheet, line: Line, cell: Cell, gap: float) -> list[Cell]:
    """The cells of a block: begun where the first begins, line under line."""
    block = [cell]
    for below in sheet.following(line, _BLOCK_LINES + 4):
        found = next((c for c in below.cells if abs(c.left - cell.left) < 3), None)  # noqa: PLR2004 - points
        if found is None:
            if below.box[1] - block[-1].bottom > gap * cell.size:
                break
            continue
        if found.top - block[-1].bottom > gap * cell.size:
            break
        block.append(found)
    return block
