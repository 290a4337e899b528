"""Whose a name or a number is: the sections that labels begin, and which texts can be names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from functions.finance.extraction.fields.dates import dates_in
from functions.finance.extraction.fields.folding import folded
from functions.finance.extraction.fields.labels import Label
from functions.finance.extraction.fields.sheet import Sheet
from functions.finance.extraction.fields.vocabulary.names import Name
from functions.finance.extraction.fields.vocabulary.places import COUNTRIES, LEGAL_FORM, POSTAL, SALUTATIONS, STREET
from functions.finance.extraction.layout import Cell, Line

NEAR = 70.0
LONGEST = 80
_SECTION_LINES = 9
_MOST_WORDS = 10
_FEWEST_LETTERS = 3
_OTHER_LABELS = re.compile(
    r"^(?:your|our|uw|ihre?|unsere?|votre|notre|su) |"
    r"^(?:detalle|resumen|informacion|observaciones|notas?|notes?|total) |"
    r"^(?:original|copia|copy|kopie|duplicado|page|seite|pagina) "
)
_ADDRESSING = frozenset({"cliente", "senores", "senor", "adquirente", "adquiriente", "destinataire", "suscriptor"})
_NOT_NAMES = re.compile(
    r"(?i)@|www\.|https?:|\bIBAN\b|\bBIC\b|\btel\b|\bfax\b|^(?:page|seite|página|pagina)\b|\d{5,}|%|€|\$|^\W*$|:"
)


class Role(StrEnum):
    """Whose a name or a number is."""

    SELLER = "seller"
    BUYER = "buyer"
    ANOTHER = "another"


_ROLES = {Name.SELLER: Role.SELLER, Name.BUYER: Role.BUYER, Name.ANOTHER_PARTY: Role.ANOTHER}


@dataclass(frozen=True, eq=False)
class Named:
    """A name with its role, where it stands, and how clearly it is shown."""

    role: Role
    value: str
    cell: Cell
    weight: float


def is_name(text: str) -> bool:
    """Whether a text can be the name of a person or a company."""
    words = folded(text)
    letters = sum(char.isalpha() for char in text)
    if not words or letters < _FEWEST_LETTERS or len(text) > LONGEST or len(words) > _MOST_WORDS:
        return False
    if _NOT_NAMES.search(text) or (POSTAL.search(text) and not LEGAL_FORM.search(text)) or set(words) <= COUNTRIES:
        return False
    if sum(char.isdigit() for char in text) > letters / 3 or next(dates_in(text), None) is not None:
        return False
    if _OTHER_LABELS.match(" ".join(words)) and not LEGAL_FORM.search(text):
        return False
    return not (STREET.search(text) and not LEGAL_FORM.search(text)) and not (text[:1].islower() and len(words) > 2)  # noqa: PLR2004


def sections_of(sheet: Sheet, items: frozenset[int] = frozenset()) -> list[tuple[Label, Role]]:
    """The labels that begin what is said about a party: alone in their cells, or before a colon or a name.

    `items` are the lines of tables of items, which speak of no party.
    """
    found = []
    for label in sheet.labelled(*_ROLES):
        if label.prose or label.start or label.means(Name.TAX_ID) or label.line.position in items:
            continue
        roles = {role for name, role in _ROLES.items() if name in label.meanings}
        if len(roles) == 1 and _heads(label):
            found.append((label, roles.pop()))
    return found


def role_at(sections: Sequence[tuple[Label, Role]], line: Line, cell: Cell) -> Role | None:
    """The role of the nearest section above that the cell stands under, or in whose line it stands."""
    best: tuple[int, float, Role] | None = None
    for label, role in sections:
        distance = line.position - label.line.position
        if role is Role.ANOTHER and distance and _inline(label):
            continue
        if (
            not 0 <= distance <= _SECTION_LINES
            or label.line.page is not line.page
            or (cell.left < label.cell.left - NEAR / 3 and cell.right < label.cell.left)
        ):
            continue
        aside = abs(cell.left - label.cell.left)
        if aside > NEAR * 2.5 or any(
            other is not label and other.line is label.line and label.cell.left < other.cell.left <= cell.left + 5
            for other, _ in sections
        ):
            continue
        if best is None or (distance, aside) < best[:2]:
            best = (distance, aside, role)
    return best[2] if best else None


def _inline(label: Label) -> bool:
    """Whether what a label names stands behind it or beside it, so that the next line begins something else."""
    cells = label.line.cells[label.place + 1 :]
    return bool(label.cell.text[label.end :].strip()) or bool(cells and cells[0].left - label.cell.right < 3 * NEAR)


def _heads(label: Label) -> bool:
    text = label.cell.text
    behind = text[label.end :].strip()
    colon = ":" in text[label.start : label.end + 1]
    if not behind or (colon and any(char.isalpha() for char in behind)):
        return True
    phrase = folded(text[label.start : label.end])
    return is_name(behind) and (len(phrase) > 1 or phrase[0] in _ADDRESSING)


def column_cell(line: Line, above: Cell) -> Cell | None:
    """The cell of a line that stands under another: begun where it begins, or overlapping it."""
    near = [cell for cell in line.cells if abs(cell.left - above.left) < 2 * above.size]
    if near:
        return near[0]
    return next((c for c in line.cells if min(c.right, above.right) > max(c.left, above.left)), None)


def joined(sheet: Sheet, line: Line, cell: Cell) -> tuple[str, Cell]:
    """A name with what belongs to it on the next line: after a salutation, or up to its legal form."""
    for below in sheet.following(line, 1):
        next_cell = column_cell(below, cell)
        if next_cell is None or not is_name(next_cell.text) or next_cell.top - cell.bottom > cell.size:
            break
        only_salutation = len(cell.words) == 1 and folded(cell.text)[0] in SALUTATIONS
        ends_here = LEGAL_FORM.search(next_cell.text) and not LEGAL_FORM.search(cell.text) and len(next_cell.words) > 1
        if only_salutation or (ends_here and len(cell.words) < 6):  # noqa: PLR2004 - a name, no sentence
            return f"{cell.text} {next_cell.text}", Cell(cell.page, (*cell.words, *next_cell.words))
    return cell.text, cell
