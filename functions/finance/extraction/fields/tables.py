"""Tables of items: headings give the columns, amounts under the last column give the rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from functions.finance.extraction.fields.amounts import Amount, amounts_in, rates_in
from functions.finance.extraction.fields.folding import folded
from functions.finance.extraction.fields.labels import column_names
from functions.finance.extraction.fields.sheet import Sheet
from functions.finance.extraction.fields.vocabulary.names import Name
from functions.finance.extraction.layout import Cell, Line, Word

_ORDER = (
    Name.DESCRIPTION, Name.QUANTITY, Name.UNIT_PRICE, Name.RATE, Name.AMOUNT, Name.ALLOWANCE, Name.CODE, Name.UNIT,
    Name.POSITION, Name.BASE,
)  # fmt: skip
_ENDS = (
    Name.SUBTOTAL, Name.TOTAL, Name.PAYABLE, Name.TAX_TOTAL, Name.LINE_TOTAL, Name.TAX, Name.PREPAID,
    Name.PRIOR_BALANCE,
)  # fmt: skip
_WIDEST_GAP = 7.0
_LONGEST_PHRASE = 4


@dataclass(frozen=True)
class Column:
    """A column by its heading; `left` and `right` are where the heading stands."""

    name: Name
    left: float
    right: float


@dataclass(eq=False)
class Item:
    """A row of a table: what stands under each heading."""

    amount: tuple[Amount, Cell]
    cells: dict[Name, Cell] = field(default_factory=dict)
    texts: list[Cell] = field(default_factory=list)
    rate: Decimal | None = None


@dataclass(frozen=True)
class Items:
    """The rows of all tables of items, and the lines that they stand on."""

    rows: tuple[Item, ...]
    lines: frozenset[int]


def items_of(sheet: Sheet) -> Items:
    """The items of every table with a heading."""
    rows: list[Item] = []
    taken: set[int] = set()
    for position in sorted(sheet.headings):
        columns = _columns(sheet.lines[position])
        if not any(column.name is Name.AMOUNT for column in columns):
            continue
        body = list(_body(sheet, sheet.lines[position]))
        rows.extend(_rows(body, columns, sheet))
        taken.update(line.position for line in body)
    return Items(tuple(rows), frozenset(taken))


def _columns(line: Line) -> tuple[Column, ...]:
    """The columns of a heading from left to right; the last that can be the amount is it."""
    found = [column for cell in line.cells for column in _of_cell(cell.words)]
    amounts = [index for index, (names, _, _) in enumerate(found) if Name.AMOUNT in names]
    last = amounts[-1] if amounts else None
    columns: list[Column] = []
    taken: set[Name] = set()
    for index, (names, left, right) in enumerate(found):
        name = Name.AMOUNT if index == last else next((n for n in _ORDER if n in names - {Name.AMOUNT}), Name.OTHER)
        columns.append(Column(name if name not in taken else Name.OTHER, left, right))
        taken.add(name)
    return tuple(columns)


def _of_cell(words: Sequence[Word]) -> Iterator[tuple[set[Name], float, float]]:
    position = 0
    while position < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - position), 0, -1):
            together = words[position : position + length]
            names, only = column_names(" ".join(word.text for word in together))
            if names and only:
                yield set(names), together[0].box[0], together[-1].box[2]
                break
        else:
            length = 1
        position += length


def _body(sheet: Sheet, heading: Line) -> Iterator[Line]:
    """The lines under a heading, up to the totals, another heading, a wide gap or the end of the page."""
    before = heading
    for line in sheet.following(heading, len(sheet.lines)):
        size = max(line.cells[0].size, 6)
        if line.position in sheet.headings or line.box[1] - before.box[3] > _WIDEST_GAP * size or _ends(sheet, line):
            return
        yield line
        before = line


def _ends(sheet: Sheet, line: Line) -> bool:
    """Whether a cell begins with the label of a total, little more in it, and the line says an amount."""
    for cell in line.cells:
        label = sheet.starts(cell)
        if label is not None and label.means(*_ENDS) and not label.prose:
            behind = cell.text[label.end :]
            if len(folded(behind)) <= _LONGEST_PHRASE and any(True for _ in amounts_in(line.text, sheet.style)):
                return True
    return False


def _rows(body: Sequence[Line], columns: Sequence[Column], sheet: Sheet) -> Iterator[Item]:
    item: Item | None = None
    early: list[Cell] = []
    for line in body:
        amount = _amount(line, columns, sheet)
        texts = [cell for cell in line.cells if _column(cell, columns) is Name.DESCRIPTION and folded(cell.text)]
        if amount is None:
            (item.texts if item else early).extend(texts)
            continue
        if item is not None:
            yield item
        item = Item(amount=amount, texts=[*early, *(cell for cell in texts if cell is not amount[1])])
        early = []
        _fill(item, line, columns)
    if item is not None:
        yield item


def _fill(item: Item, line: Line, columns: Sequence[Column]) -> None:
    for cell in line.cells:
        for word_cell in _split(cell, columns):
            name = _column(word_cell, columns)
            item.cells.setdefault(name, word_cell)
        rate = next(rates_in(cell.text), None)
        if rate is not None and item.rate is None and _column(cell, columns) is not Name.ALLOWANCE:
            item.rate = rate[0]


def _split(cell: Cell, columns: Sequence[Column]) -> Iterator[Cell]:
    """A cell that runs under several headings, parted at its words."""
    groups: list[tuple[Name, list[Word]]] = []
    for word in cell.words:
        name = _column(Cell(cell.page, (word,)), columns)
        if groups and (groups[-1][0] is name or not any(char.isdigit() for char in word.text)):
            groups[-1][1].append(word)
        else:
            groups.append((name, [word]))
    if groups and groups[0][0] is Name.DESCRIPTION:
        yield cell
        return
    for _, words in groups:
        yield Cell(cell.page, tuple(words))


def _amount(line: Line, columns: Sequence[Column], sheet: Sheet) -> tuple[Amount, Cell] | None:
    column = next(column for column in columns if column.name is Name.AMOUNT)
    for cell in reversed(line.cells):
        for amount in reversed(list(amounts_in(cell.text, sheet.style))):
            part = cell.part(amount.start, amount.end)
            if (
                _column(part, columns) is Name.AMOUNT
                and _near(part, column)
                and (amount.marked or sheet.style.decimal is None)
            ):
                return amount, part
    return None


def _near(cell: Cell, column: Column) -> bool:
    return cell.right >= column.left - 2 * cell.size and cell.left <= column.right + 4 * cell.size


def _column(cell: Cell, columns: Sequence[Column]) -> Name:
    """The column that the cell stands under: the one it overlaps most, else the nearest."""

    def distance(column: Column) -> float:
        overlap = min(cell.right, column.right) - max(cell.left, column.left)
        aligned = min(abs(cell.right - column.right), abs(cell.left - column.left))
        return aligned / 100 - overlap if overlap > 0 else -overlap + aligned / 100

    return min(columns, key=distance).name
