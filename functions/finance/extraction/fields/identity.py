"""What identifies a document: its number and its CUFE."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

from functions.finance.extraction.fields.amounts import Style, amounts_in
from functions.finance.extraction.fields.authorisations import Authorised
from functions.finance.extraction.fields.dates import dates_in
from functions.finance.extraction.fields.labels import Label
from functions.finance.extraction.fields.sheet import Sheet
from functions.finance.extraction.fields.support import supported
from functions.finance.extraction.fields.vocabulary.names import Name
from functions.finance.extraction.layout import Cell

TITLES = (
    Name.INVOICE, Name.CREDIT_NOTE, Name.DEBIT_NOTE, Name.POS_TICKET, Name.UTILITY_BILL, Name.PAYMENT_REQUEST,
    Name.SUPPORT_DOCUMENT,
)  # fmt: skip
_NUMBER = re.compile(
    r"(?:(?P<prefix>[A-Z]{1,5}[A-Z0-9]{0,3})\s?[- ]\s?)?"
    r"(?P<body>[A-Za-z0-9][A-Za-z0-9._/\-]*\d[A-Za-z0-9._/\-]*|\d+)(?![\w@])"
)
_LEAD = re.compile(
    r"^(?:\s*(?:\(\d{3}\)|n[°ºo]?\.?(?=\W)|nr\.?|no\.?|num(?:ber)?\.?|nummer|número|numero|#|:|-)\s*)+", re.IGNORECASE
)
_ALONE = re.compile(r"[A-Z]{1,6}[A-Z0-9]{0,4}\s?-?\s?\d{1,10}")
_HEX = re.compile(r"[0-9a-f]+", re.IGNORECASE)
_CUFE_LENGTH = 96
_LONGEST = 40
_LINES_OF_CODE = 8
_SURE, _TITLE, _GRID, _WEAK = 0.9, 0.85, 0.75, 0.5
_MARGIN = 0.15
_DOUBT_LEFT = 0.3


@dataclass(frozen=True, eq=False)
class Identifier:
    """A text that identifies, with where it stands and how clearly it is named."""

    value: str
    cell: Cell
    weight: float


def number_of(sheet: Sheet, authorised: Authorised | None = None) -> Identifier | list[Identifier] | None:
    """The document's number; the contradicting ones when labels disagree, None when nothing names one.

    One that is `authorised`, by prefix and range, is confirmed by that.
    """
    best: dict[str, Identifier] = {}
    for found in _numbers(sheet):
        key = re.sub(r"\W", "", found.value).casefold()
        known = best.get(key)
        if known is None:
            best[key] = found
        else:
            heavier = max(known, found, key=lambda one: one.weight)
            best[key] = replace(heavier, weight=min(heavier.weight + 0.08, 0.99))
    told = (_confirmed(one) if authorised and authorised.covers(one.value) else one for one in best.values())
    ranked = sorted(told, key=lambda one: -one.weight)
    if len(ranked) > 1 and ranked[0].weight - ranked[1].weight < _MARGIN and not _longer(ranked[0], ranked[1]):
        return ranked
    return ranked[0] if ranked else None


def _confirmed(one: Identifier) -> Identifier:
    """Surer that it is the number; not that its digits were seen well."""
    return replace(one, weight=supported(one.weight, one.cell, _DOUBT_LEFT))


def _longer(first: Identifier, second: Identifier) -> bool:
    """Whether one is the other with its prefix."""
    plain = [re.sub(r"\W", "", one.value).casefold() for one in (first, second)]
    return plain[0].endswith(plain[1])


def _numbers(sheet: Sheet) -> Iterator[Identifier]:
    for label in sheet.labelled(Name.NUMBER):
        sure = label.meanings[Name.NUMBER]
        if label.prose or not (label.leads or sure):
            continue
        found = _near(sheet, label)
        if found is not None:
            headed = _in_grid(sheet, label) or _under_title(sheet, label)
            weight = _SURE if sure else _GRID if headed else _WEAK
            yield Identifier(*found, weight=weight * (1 if label.leads else 0.8) * found[1].confidence)
    usual = median(cell.size for line in sheet.lines for cell in line.cells)
    for label in sheet.labelled(*TITLES):
        if label.start or label.prose:
            continue
        text = label.cell.text[label.end :]
        found = _in_text(label.cell, label.end) if text else _beside_title(sheet, label)
        if found is not None and (text or label.cell.size >= 0.9 * usual):
            yield Identifier(*found, weight=_TITLE * (1 if text else 0.85) * found[1].confidence)


def _in_grid(sheet: Sheet, label: Label) -> bool:
    """Whether the label is one of a row of headings over values."""
    cells = label.line.cells
    return len(cells) > 2 and all(sheet.starts(cell) is not None for cell in cells)  # noqa: PLR2004


def _under_title(sheet: Sheet, label: Label) -> bool:
    """Whether the document's title stands just above the label."""
    for title in sheet.labelled(*TITLES):
        down = label.cell.top - title.cell.bottom
        aligned = min(label.cell.right, title.cell.right) > max(label.cell.left, title.cell.left)
        if title.cell.page is label.cell.page and aligned and 0 <= down < 2 * title.cell.size and not title.start:
            return True
    return False


def _beside_title(sheet: Sheet, label: Label) -> tuple[str, Cell] | None:
    """A number beside or under a title, if a sign says that it is one ("# 12", "Nr. 12"), or a prefix ("FE-12")."""
    for cell in (*sheet.beside(label)[:1], *sheet.below(label, 1)):
        signed = re.match(r"(?i)\s*(?:#|n[°ºo]\.?\s|nr\.?\s|no\.\s|num)", cell.text)
        alone = _ALONE.fullmatch(cell.text) and cell.top - label.cell.bottom < cell.size
        if signed or alone:
            return _in_text(cell, 0)
    return None


def _near(sheet: Sheet, label: Label) -> tuple[str, Cell] | None:
    """The number behind the label, beside it, or under it."""
    if label.cell.text[label.end :].strip():
        return _in_text(label.cell, label.end)
    for cell in sheet.beside(label)[:1]:
        return _in_text(cell, 0)
    for cell in sheet.below(label, 2):
        if sheet.starts(cell) is None or cell.text[:1].isdigit():
            return _in_text(cell, 0)
        return None
    return None


def _in_text(cell: Cell, start: int) -> tuple[str, Cell] | None:
    """The identifier that the text begins with; dates, amounts, phone numbers and words are none."""
    text = cell.text[start:]
    lead = _LEAD.match(text)
    offset = lead.end() if lead else 0
    rest = text[offset:]
    match = _NUMBER.match(rest.lstrip())
    if match is None or len(match.group()) > _LONGEST:
        return None
    offset += len(rest) - len(rest.lstrip())
    value = match.group().rstrip(".-/")
    if match["prefix"]:
        value = re.sub(r"\s", "", match.group()).rstrip(".-/")
    if any(written.start == 0 for written in dates_in(rest.lstrip())) or _money(rest.lstrip(), value):
        return None
    begin = start + offset
    return value, cell.part(begin, begin + match.end())


def _money(text: str, value: str) -> bool:
    first = next(amounts_in(text, Style(None)), None)
    return (
        first is not None
        and first.start <= 1
        and (first.currency is not None or bool(re.fullmatch(r"\d+[.,]\d\d", value)))
    )


def cufe_of(sheet: Sheet) -> Identifier | None:
    """The 96 hexadecimal digits behind its label, on one line or on several; without a label, the only such run."""
    for label in sheet.labelled(Name.CUFE):
        pieces = [label.cell.text[label.end :], *(cell.text for cell in label.line.cells[label.place + 1 :])]
        pieces += [line.text for line in sheet.following(label.line, _LINES_OF_CODE)]
        code = _code(pieces)
        if code is not None:
            return Identifier(code, label.cell, 0.97)
    alone = {
        match.group().lower() for match in re.finditer(r"(?<![0-9a-fA-F])[0-9a-fA-F]{96}(?![0-9a-fA-F])", sheet.text)
    }
    if len(alone) == 1:
        line = next(
            line for line in sheet.lines if alone & {line.text.lower()} or next(iter(alone)) in line.text.lower()
        )
        return Identifier(alone.pop(), line.cells[0], 0.9)
    return None


def _code(pieces: list[str]) -> str | None:
    """Joins hexadecimal runs from line to line until there are 96 digits; other text in between ends it."""
    code = ""
    for piece in pieces:
        compact = re.sub(r"[\s:\-]", "", piece)
        if not compact:
            continue
        run = _HEX.match(compact)
        if run is None:
            if code:
                break
            continue
        code += run.group()
        if len(code) >= _CUFE_LENGTH:
            break
        if run.end() != len(compact):
            return None
    return code.lower() if len(code) == _CUFE_LENGTH else None
