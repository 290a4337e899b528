"""When a document was issued and when it is due."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from functions.finance.extraction.fields.dates import Written, dates_in
from functions.finance.extraction.fields.identity import TITLES
from functions.finance.extraction.fields.labels import Label
from functions.finance.extraction.fields.sheet import Sheet
from functions.finance.extraction.fields.support import supported
from functions.finance.extraction.fields.vocabulary.names import Name
from functions.finance.extraction.layout import Cell

_SURE, _UNSURE, _TITLE, _ONLY = 0.95, 0.7, 0.9, 0.6
_DATELINE = 0.82
_DOUBT_LEFT = 0.5
_LONGEST_TERM = 120
_WITHIN, _BELOW = 0.85, 0.92
_MARGIN = 0.12
_CLOSE = 4
_CONNECTIVES = ("vom", "von", "du", "of", "dated", "issued", "del", "de", "van", "d.d.", "le", "date", "at", "on", "am")
_HEAD = 0.5
_TIME = re.compile(r"\W{1,4}(?:T|a las )?\d{1,2}:\d{2}\b", re.IGNORECASE)
_PLACE = re.compile(r"[^\W\d_][^\W\d_]+(?:[ .][^\W\d_]+){0,3},\s*(?:den |le |el |a )?")
_NUMBER_BETWEEN = re.compile(
    rf"\W*(?:\(?\d{{3}}\)\s*)?(?:(?:nr|no|n|number|nummer|num)\b[.°º:]*|#)?\W*(?:\S*\d\S*)?\W+"
    rf"(?:issued\s+|ausgestellt\s+|émise\s+)?(?:{'|'.join(_CONNECTIVES)})\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class Dated:
    """A date with where it stands and how clearly it is named; `value` is None for one with two readings.

    `timed` is one with the time of day behind it.
    """

    value: date | None
    cell: Cell
    weight: float
    timed: bool = False


def issue_date_of(sheet: Sheet) -> Sequence[Dated]:
    """The issue date; several when labels contradict each other.

    One that is only called a date is surer if the time of day stands behind it, or if the document is due soon after.
    """
    dues = due_date_of(sheet)
    due = dues[0].value if len(dues) == 1 else None
    named = [_confirmed(one, due) for one in _labelled(sheet, Name.ISSUE_DATE)]
    return _ranked([*named, *_titled(sheet)] or [one for one in _only(sheet) if one.value != due])


def due_date_of(sheet: Sheet) -> Sequence[Dated]:
    """The date until which to pay; several when labels contradict each other."""
    return _ranked(list(_labelled(sheet, Name.DUE_DATE)))


def _confirmed(dated: Dated, due: date | None) -> Dated:
    if dated.value is None or dated.weight > _UNSURE:
        return dated
    soon = due is not None and 0 <= (due - dated.value).days <= _LONGEST_TERM
    return replace(dated, weight=supported(dated.weight, dated.cell, _DOUBT_LEFT)) if soon or dated.timed else dated


def _ranked(found: Sequence[Dated]) -> Sequence[Dated]:
    """The heaviest date, or all that are nearly as heavy and different."""
    best: dict[date | None, Dated] = {}
    for dated in found:
        known = best.get(dated.value)
        if known is None:
            best[dated.value] = dated
        else:
            heavier = max(known, dated, key=lambda one: one.weight)
            best[dated.value] = replace(heavier, weight=min(heavier.weight + 0.04, 0.99))
    ranked = sorted(best.values(), key=lambda one: -one.weight)
    return [one for one in ranked if ranked[0].weight - one.weight < _MARGIN]


def _labelled(sheet: Sheet, name: Name) -> Iterator[Dated]:
    for label in sheet.labelled(name):
        sure = label.meanings[name]
        if not label.leads and not sure:
            continue
        found = _near(sheet, label)
        if found is None:
            continue
        written, cell, factor = found
        factor *= 1 if label.leads else _WITHIN
        weight = (_SURE if sure else _UNSURE) * factor * cell.confidence
        yield Dated(written.read(sheet.order), cell, weight, timed=_timed(label, cell))


def _near(sheet: Sheet, label: Label) -> tuple[Written, Cell, float] | None:
    """The date behind the label, beside it, or under it."""
    text = label.cell.text
    for written in dates_in(text):
        if label.end <= written.start:
            between = text[label.end : written.start]
            if len(between.split()) <= (1 if label.prose or not label.leads else _CLOSE):
                return written, label.cell.part(written.start, written.end), 1
            return None
    if label.prose:
        return None
    for cell in sheet.beside(label)[:2]:
        found = _whole(cell)
        if found is not None:
            return *found, 1
        if sheet.beside(label)[0] is cell and cell.text.strip(" :-"):
            break
    for cell in sheet.below(label, 2):
        found = _whole(cell)
        if found is not None:
            return *found, _BELOW
    return None


def _timed(label: Label, cell: Cell) -> bool:
    """Whether the time of day stands behind the date of a label, on its line."""
    _, found, behind = " ".join(other.text for other in label.line.cells[label.place :]).partition(cell.text)
    return bool(found) and _TIME.match(behind) is not None


def _whole(cell: Cell) -> tuple[Written, Cell] | None:
    """The date that a cell begins with."""
    written = next(dates_in(cell.text), None)
    if written is None or written.start > 12:  # noqa: PLR2004 - a weekday and a comma may stand before it
        return None
    return written, cell.part(written.start, written.end)


def _titled(sheet: Sheet) -> Iterator[Dated]:
    """The date behind a title and its number: "Rechnung 12 vom 3.4.2020"."""
    for label in sheet.labelled(*TITLES, Name.NUMBER):
        if label.start or (label.prose and not label.means(*TITLES)):
            continue
        line = "  ".join(cell.text for cell in label.line.cells[label.place :])
        follower = sheet.following(label.line, 1)
        texts = [(line, label.cell)]
        if follower and line.split()[-1:] and line.split()[-1].casefold() in _CONNECTIVES:
            texts.append((f"{line} {follower[0].text}", follower[0].cells[0]))
        for text, cell in texts:
            for written in dates_in(text):
                if _NUMBER_BETWEEN.fullmatch(text[label.end : written.start]):
                    yield Dated(written.read(sheet.order), cell, _TITLE * cell.confidence)


def _only(sheet: Sheet) -> Iterator[Dated]:
    """Without a label: the only date in the upper half of the first page, if nothing else names it.

    Behind a place, as letters begin ("Medellín, 3 de noviembre de 2026"), it is clearly that of the letter.
    """
    first = [line for line in sheet.lines if line.page is sheet.pages[0] and line.box[3] < _HEAD * line.page.height]
    found: list[Dated] = []
    for line in first:
        for cell in line.cells:
            label = sheet.starts(cell)
            if label is None and len(cell.words) <= _CLOSE + 2:
                for written in dates_in(cell.text):
                    placed = _PLACE.fullmatch(cell.text[: written.start]) and not cell.text[written.end :].strip(" .")
                    weight = (_DATELINE if placed else _ONLY) * cell.confidence
                    found.append(Dated(written.read(sheet.order), cell, weight))
    if len({dated.value for dated in found}) == 1:
        yield found[0]
