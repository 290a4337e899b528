"""Tax ids with whose they are: by their labels, by the section they stand in, by what they stand beside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from functions.finance.extraction.fields.labels import Label
from functions.finance.extraction.fields.roles import Named, Role, role_at
from functions.finance.extraction.fields.sheet import Sheet
from functions.finance.extraction.fields.tax_ids import (
    TaxId,
    employer_ids_in,
    nine_digits_in,
    nits_in,
    spanish_ids_in,
    vat_ids_in,
)
from functions.finance.extraction.fields.vocabulary.names import Name
from functions.finance.extraction.fields.vocabulary.places import SELLER_MARKS
from functions.finance.extraction.layout import Cell, Line

_IDS = (Name.TAX_ID, Name.SELLER_TAX_ID, Name.BUYER_TAX_ID)
_FOOT = 0.86
_NEAR_LINES = 4
_CLOSE = 14
_FAILED = 0.85
_MARGIN = 0.1
_CITIZEN = frozenset({"cc", "cedula", "cédula", "cédula de ciudadanía", "cedula de ciudadania"})


@dataclass(frozen=True, eq=False)
class Printed:
    """A tax id where it is printed, with the label that names it."""

    line: Line
    cell: Cell
    id: TaxId
    label: Label | None


@dataclass(frozen=True, eq=False)
class Owned:
    """A tax id with its owner, and how clearly that is shown; `citizen` is one of a person, by its label."""

    role: Role
    id: TaxId
    cell: Cell
    weight: float
    citizen: bool = False


@dataclass(frozen=True)
class Ownership:
    """What shows whose an id is."""

    sheet: Sheet
    sections: Sequence[tuple[Label, Role]]
    names: Sequence[Named]

    def ids(self) -> dict[Role, list[Owned]]:
        """The ids of seller and buyer, the clearest first; one that both claim as clearly belongs to neither."""
        found = list(_printed(self.sheet))
        placed = [owned for printed in found if (owned := self._placed(printed))]
        if not placed and len({printed.id.value for printed in found}) == 1:
            placed = self._alone(found[0])
        placed = _told_apart(placed, found)
        return {role: _ranked([one for one in placed if one.role is role]) for role in (Role.SELLER, Role.BUYER)}

    def _placed(self, printed: Printed) -> Owned | None:
        """By its own label first, then by section, customer number, name, and the foot of the page."""
        label = printed.label
        if label is not None and label.means(Name.BUYER_TAX_ID, Name.SELLER_TAX_ID):
            return _owned(Role.BUYER if label.means(Name.BUYER_TAX_ID) else Role.SELLER, printed, 0.95)
        named = _beside_name(self.names, printed.cell)
        beside = label is not None and label.line is printed.line
        role = role_at(self.sections, printed.line, label.cell if label is not None and beside else printed.cell)
        if role is not None:
            return _owned(role, printed, 0.88 if named in (None, role) else 0.6)
        if self._beside_customer_number(printed):
            return _owned(Role.BUYER, printed, 0.8)
        if named is not None:
            return _owned(named, printed, 0.85)
        foot = printed.line.box[1] > _FOOT * printed.line.page.height
        return _owned(Role.SELLER, printed, 0.85) if foot or _marked(self.sheet, printed) else None

    def _alone(self, printed: Printed) -> list[Owned]:
        """The only id of a document is its issuer's, unless a customer number stands beside it."""
        if printed.label is None or self._beside_customer_number(printed):
            return []
        return [_owned(Role.SELLER, printed, 0.68)]

    def _beside_customer_number(self, printed: Printed) -> bool:
        return any(label.means(Name.CUSTOMER_NUMBER) for label in _around(self.sheet, printed))


def settled(owned: Sequence[Owned]) -> Owned | None:
    """The clearest id, None when another is nearly as clear."""
    if not owned or (len(owned) > 1 and owned[0].weight - owned[1].weight < _MARGIN):
        return None
    return owned[0]


def _told_apart(placed: list[Owned], found: Sequence[Printed]) -> list[Owned]:
    """An id claimed for both is left to the clearer claim; of two ids, the one not the buyer's is the seller's."""
    best: dict[str, Owned] = {}
    for one in placed:
        known = best.get(one.id.value)
        best[one.id.value] = one if known is None else _clearer(known, one)
    values = {printed.id.value for printed in found}
    if len(values) == 2 and len(best) == 1:  # noqa: PLR2004 - seller and buyer
        known = next(iter(best.values()))
        other = next(printed for printed in found if printed.id.value not in best)
        role = {Role.SELLER: Role.BUYER, Role.BUYER: Role.SELLER}.get(known.role)
        if role is not None and other.label is not None:
            best[other.id.value] = _owned(role, other, 0.66)
    return list(best.values())


def _clearer(known: Owned, one: Owned) -> Owned:
    heavier = max(known, one, key=lambda owned: owned.weight)
    if known.role is one.role:
        return replace(heavier, weight=min(heavier.weight + 0.05, 0.98))
    return replace(known, role=Role.ANOTHER) if abs(known.weight - one.weight) < _MARGIN else heavier


def _ranked(owned: Sequence[Owned]) -> list[Owned]:
    """The clearest first; of different kinds, VAT ids before local numbers."""
    mixed = len({one.id.scheme for one in owned}) > 1
    return sorted(owned, key=lambda one: (mixed and one.id.scheme != "VAT", -one.weight))


def _printed(sheet: Sheet) -> Iterator[Printed]:
    """Every tax id, once per place; those without letters only behind a label."""
    for line in sheet.lines:
        for cell in line.cells:
            taken: list[TaxId] = []
            for tax_id in (*vat_ids_in(cell.text), *_local(sheet, cell)):
                label = _label(sheet, line, cell, tax_id)
                overlaps = any(tax_id.start < other.end and other.start < tax_id.end for other in taken)
                proved = tax_id.scheme == "VAT" and tax_id.checked
                refuted = tax_id.scheme == "NIF" and tax_id.checked is False
                if not overlaps and not refuted and (label is not None or proved):
                    taken.append(tax_id)
                    yield Printed(line, cell.part(tax_id.start, tax_id.end), tax_id, label)


def _local(sheet: Sheet, cell: Cell) -> Iterator[TaxId]:
    if sheet.colombian:
        yield from nits_in(cell.text)
    elif sheet.language == "pt":
        yield from nine_digits_in(cell.text)
    elif sheet.language == "es":
        yield from spanish_ids_in(cell.text)
    else:
        yield from employer_ids_in(cell.text)
        yield from (nit for nit in nits_in(cell.text) if nit.checked)


def _label(sheet: Sheet, line: Line, cell: Cell, tax_id: TaxId) -> Label | None:
    """The label of an id: before it in its cell, left of it, or above it."""
    inside = [label for label in sheet.labels_of(cell) if label.end <= tax_id.start + 1]
    if inside:
        close = tax_id.start - inside[-1].end <= _CLOSE
        return inside[-1] if inside[-1].means(*_IDS) and close else None
    if tax_id.start > 2:  # noqa: PLR2004 - other words stand before it
        return None
    before = [label for label in sheet.on(line) if label.cell.right <= cell.left]
    if before:
        return before[-1] if before[-1].means(*_IDS) and _ends_cell(before[-1]) else None
    return next((label for label in sheet.labels if label.means(*_IDS) and _stands_over(label, line, cell)), None)


def _ends_cell(label: Label) -> bool:
    return not label.cell.text[label.end :].strip()


def _stands_over(label: Label, line: Line, cell: Cell) -> bool:
    near = label.cell.page is cell.page and 0 < line.position - label.line.position <= 2  # noqa: PLR2004 - lines
    overlaps = min(cell.right, label.cell.right) > max(cell.left, label.cell.left)
    return near and overlaps and _ends_cell(label)


def _owned(role: Role, printed: Printed, weight: float) -> Owned:
    label = printed.label
    words = "" if label is None else label.cell.text[label.start : label.end].casefold().strip(" .:").replace(".", "")
    factor = _FAILED if printed.id.checked is False else 1.0
    return Owned(role, printed.id, printed.cell, weight * factor * printed.cell.confidence, words in _CITIZEN)


def _beside_name(names: Sequence[Named], cell: Cell) -> Role | None:
    """The role of the nearest name in the same line or just above, in the same column."""
    best: tuple[float, Role] | None = None
    for named in names:
        if named.cell.page is not cell.page:
            continue
        down = cell.top - named.cell.top
        size = max(named.cell.size, cell.size, 8)
        overlaps = min(cell.right, named.cell.right) > max(cell.left, named.cell.left)
        aligned = overlaps or abs(cell.left - named.cell.left) < 2 * size
        near = abs(down) < 0.6 * size or (aligned and 0 < down < _NEAR_LINES * 1.5 * size)
        if near and (best is None or abs(down) < best[0]):
            best = (abs(down), named.role)
    return best[1] if best else None


def _around(sheet: Sheet, printed: Printed) -> Iterator[Label]:
    """The labels just above and below in the same column."""
    line, cell = printed.line, printed.cell
    for other in sheet.lines[max(line.position - 2, 0) : line.position + 3]:
        if other.page is line.page and abs(other.box[1] - line.box[1]) < 4 * max(cell.size, 8):
            for label in sheet.on(other):
                if min(cell.right, label.cell.right) > max(cell.left, label.cell.left) - 2 * cell.size:
                    yield label


def _marked(sheet: Sheet, printed: Printed) -> bool:
    """Whether bank details or a register stand just above or below it."""
    line, cell = printed.line, printed.cell
    for other in sheet.lines[max(line.position - 5, 0) : line.position + 6]:
        for beside in other.cells if other.page is line.page else ():
            column = other is line or min(cell.right, beside.right) > max(cell.left, beside.left)
            if column and abs(beside.top - cell.top) < 6 * max(cell.size, 8) and SELLER_MARKS.search(beside.text):
                return True
    return False
