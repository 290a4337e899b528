"""Names of seller and buyer: those that labels name, those that the layout shows, and how far they agree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from functions.finance.extraction.fields.folding import folded
from functions.finance.extraction.fields.labels import Label
from functions.finance.extraction.fields.letters import addresses, letterheads, senders
from functions.finance.extraction.fields.roles import NEAR, Named, Role, column_cell, is_name, joined, role_at
from functions.finance.extraction.fields.sheet import Sheet
from functions.finance.extraction.fields.vocabulary.names import Name
from functions.finance.extraction.fields.vocabulary.places import FRENCH_FORMS, LEGAL_FORM
from functions.finance.extraction.layout import Cell

_FAR = 330.0
_LEADING_ID = re.compile(r"^[\d.\-/]{5,}\s*[-\u2013/]?\s*")
_BLOCK_LINES = 7
_CLEARER = 0.1
_HEAD = 0.7
_IDENTIFIER = re.compile(r"(?i)^(?:gln|iln|gtin|lief|kunden-?nr|kd|nummer|nr|id|n[°º]|globale|código|code|account)\b")


def names_of(sheet: Sheet, sections: Sequence[tuple[Label, Role]]) -> list[Named]:
    """All names that labels or the layout show, agreeing ones merged, the clearest first."""
    shown = [*senders(sheet), *letterheads(sheet, sections), *addresses(sheet, sections)]
    found = [*_labelled(sheet, sections), *shown, *_under_letterhead(sheet, sections, shown)]
    found = [replace(_debtor(sheet, one), value=_without_form(sheet, one.value)) for one in found]
    best: dict[tuple[Role, tuple[str, ...]], Named] = {}
    for one in found:
        key = (one.role, folded(one.value))
        known = best.get(key)
        if known is None:
            best[key] = one
        else:
            heavier = max(known, one, key=lambda named: named.weight)
            best[key] = replace(heavier, weight=min(heavier.weight + 0.1, 0.98))
    domains = _domains(sheet)
    lifted = [
        replace(one, weight=min(one.weight + 0.15, 0.98)) if _owns(one, domains) else one for one in best.values()
    ]
    return sorted(_of_one_role(lifted), key=lambda named: -named.weight)


def _of_one_role(names: Sequence[Named]) -> Iterator[Named]:
    """Without those that are far more clearly the other's name."""
    for one in names:
        rival = max((other.weight for other in names if other.role is not one.role and _alike(one, other)), default=0.0)
        if one.weight > rival - _CLEARER:
            yield one


def _alike(one: Named, other: Named) -> bool:
    return folded(one.value) == folded(other.value)


def _debtor(sheet: Sheet, named: Named) -> Named:
    """In a request for payment, who stands above "debe a" is who owes."""
    owing = next((label for label in sheet.labels if label.means(Name.SELLER) and _owes(label)), None)
    above = owing is not None and named.cell.page is owing.cell.page and named.cell.bottom < owing.cell.top
    return (
        replace(named, role=Role.BUYER, weight=max(named.weight, 0.8)) if above and named.role is Role.SELLER else named
    )


def _owes(label: Label) -> bool:
    return folded(label.cell.text[label.start : label.end])[:2] == ("debe", "a")


def _labelled(sheet: Sheet, sections: Sequence[tuple[Label, Role]]) -> Iterator[Named]:
    for label, role in sections:
        if role is Role.ANOTHER:
            continue
        said = label.cell.text[label.end :].strip(" :-")
        found = _behind(sheet, label) or (None if said else _block(sheet, label))
        if found is not None:
            yield Named(role, *found, weight=0.88 * found[1].confidence)
    for label in sheet.labelled(Name.PARTY_NAME):
        role_here = None if label.start or label.prose else role_at(sections, label.line, label.cell)
        if role_here in (Role.SELLER, Role.BUYER):
            found = _behind(sheet, label, _FAR) or _under(sheet, label)
            if found is not None:
                yield Named(role_here, *found, weight=0.95 * found[1].confidence)


def _under_letterhead(sheet: Sheet, sections: Sequence[tuple[Label, Role]], shown: Sequence[Named]) -> Iterator[Named]:
    """A name that only "company" or "name" labels, below the issuer's own head: the customer's."""
    heads = [named for named in shown if named.role is Role.SELLER and named.weight >= _HEAD]
    for label in sheet.labelled(Name.PARTY_NAME):
        if label.start or label.prose or role_at(sections, label.line, label.cell) is not None:
            continue
        above = [head for head in heads if head.cell.page is label.cell.page and head.cell.bottom < label.cell.top]
        found = _behind(sheet, label, _FAR)
        if above and found is not None and all(folded(found[0]) != folded(head.value) for head in heads):
            yield Named(Role.BUYER, *found, weight=0.65 * found[1].confidence)


def _behind(sheet: Sheet, label: Label, near: float = NEAR) -> tuple[str, Cell] | None:
    """The name in the label's own cell, or close beside it."""
    rest = sheet.behind(label)
    if rest is not None:
        text = label.cell.text[label.end :].strip(" :-")
        cut = min(
            (other.start for other in sheet.labels_of(label.cell) if other.start > label.end and other.leads),
            default=None,
        )
        text = text if cut is None else label.cell.text[label.end : cut].strip(" :-|")
        text = _LEADING_ID.sub("", text)
        text = re.split(r"(?i)\s+(?:NIT|C\.?C\.?|RUT|NIF|CIF)\b", text)[0].strip(" ,-")
        return (text, rest) if is_name(text) else None
    for cell in sheet.beside(label)[:1]:
        if cell.left - label.cell.right < near and is_name(cell.text) and sheet.labelled_cell(cell) is None:
            return _centred(sheet, label, cell)
        if cell.left - label.cell.right < near and is_name(cell.text.lstrip(": ")):
            return cell.text.lstrip(": "), cell
    return None


def _centred(sheet: Sheet, label: Label, cell: Cell) -> tuple[str, Cell]:
    """A name of two lines whose label stands between them or beside the second: with the line above."""
    for line in sheet.lines[max(label.line.position - 1, 0) : label.line.position]:
        first = line.cells[0]
        alone = line.page is label.line.page and abs(first.left - cell.left) < 2 and len(line.cells) == 1  # noqa: PLR2004
        if alone and cell.top - first.bottom < cell.size and is_name(first.text) and label.cell.left < cell.left - NEAR:
            return f"{first.text} {cell.text}", Cell(cell.page, (*first.words, *cell.words))
    return cell.text, cell


def _block(sheet: Sheet, label: Label) -> tuple[str, Cell] | None:
    """The first name in the lines under the label; one named as such goes before one that only stands there."""
    first: tuple[str, Cell] | None = None
    bottom = label.cell.bottom
    for line in sheet.following(label.line, _BLOCK_LINES):
        cell = column_cell(line, label.cell)
        if cell is None:
            continue
        if cell.top - bottom > 2.5 * max(cell.size, 8):
            break
        bottom = cell.bottom
        start = sheet.labelled_cell(cell)
        if start is not None and start.means(Name.PARTY_NAME):
            return None
        if start is not None and start.means(Name.SELLER, Name.BUYER, Name.ANOTHER_PARTY):
            break
        if first is None and is_name(cell.text) and not _IDENTIFIER.match(cell.text) and start is None:
            first = joined(sheet, line, cell)
    return first


def _under(sheet: Sheet, label: Label) -> tuple[str, Cell] | None:
    for line in sheet.following(label.line, 1):
        cell = column_cell(line, label.cell)
        if cell is not None and is_name(cell.text):
            return joined(sheet, line, cell)
    return None


def _without_form(sheet: Sheet, name: str) -> str:
    """A French name without its form, where the document states the form apart ("SARL au capital de…")."""
    form = name.rsplit(maxsplit=1)[-1]
    if form.upper() in FRENCH_FORMS and re.search(rf"\b{form}\s+au\s+capital", sheet.text, re.IGNORECASE):
        return name[: -len(form)].strip()
    return name


def _domains(sheet: Sheet) -> str:
    return " ".join(re.findall(r"(?:@|www\.|//)([\w-]+(?:\.[\w-]+)+)", sheet.text.casefold()))


def _owns(named: Named, domains: str) -> bool:
    """Whether a domain of the page is made of the name's words."""
    words = [word for word in folded(LEGAL_FORM.sub("", named.value)) if len(word) > 1]
    joined = "".join(words)
    return named.role is Role.SELLER and len(joined) > 4 and joined in domains.replace("-", "")  # noqa: PLR2004
