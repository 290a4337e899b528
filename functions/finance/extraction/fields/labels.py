"""Where documents name their values: phrases of the vocabulary found in cells, the longest first."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from functions.finance.extraction.fields.folding import Token, folded, tokens
from functions.finance.extraction.fields.vocabulary.amounts import AMOUNTS
from functions.finance.extraction.fields.vocabulary.columns import COLUMNS
from functions.finance.extraction.fields.vocabulary.dates import DATES
from functions.finance.extraction.fields.vocabulary.names import Name, Row
from functions.finance.extraction.fields.vocabulary.parties import PARTIES
from functions.finance.extraction.fields.vocabulary.titles import TITLES
from functions.finance.extraction.layout import Cell, Line

Phrase = tuple[str, ...]
Meanings = Mapping[Name, bool]

_PROSE = 9
_CONTINUES = re.compile(r"-\d")
_OPENS = frozenset("|•·\u2013-/(,;:●*")


@dataclass(frozen=True, eq=False)
class Label:
    """A phrase in a cell that names something.

    `meanings` are the names it may stand for, with whether it is sure; `start` and `end` are offsets in its cell;
    `leads` is a phrase that begins its cell, or stands behind a sign that parts cells; `prose` stands among many words.
    """

    line: Line
    place: int
    start: int
    end: int
    meanings: Meanings
    leads: bool
    prose: bool
    languages: frozenset[str]
    speakers: Mapping[Name, frozenset[str]]

    @property
    def cell(self) -> Cell:
        return self.line.cells[self.place]

    def means(self, *names: Name) -> bool:
        return any(name in self.meanings for name in names)

    def spoken(self, language: str | None) -> Meanings:
        """What it means in a language, if its words are of that language; else all it may mean."""
        if language not in self.languages:
            return self.meanings
        return {name: sure for name, sure in self.meanings.items() if language in self.speakers[name]}


@dataclass(frozen=True)
class _Lexicon:
    meanings: Mapping[Phrase, Meanings]
    languages: Mapping[Phrase, frozenset[str]]
    longest: Mapping[str, int]
    speakers: Mapping[Phrase, Mapping[Name, frozenset[str]]]


def labels_in(lines: Sequence[Line]) -> tuple[Label, ...]:
    """The labels of all lines, from left to right and top to bottom."""
    return tuple(label for line in lines for place in range(len(line.cells)) for label in _in_cell(line, place))


def column_names(text: str) -> tuple[Meanings, bool]:
    """What the heading of a column names, and whether its words say nothing else."""
    words = folded(text)
    lexicon = _columns()
    found: dict[Name, bool] = {}
    position, used = 0, 0
    while position < len(words):
        length = _match(words, position, lexicon)
        if length:
            found.update(lexicon.meanings[words[position : position + length]])
            used += length
        position += length or 1
    return found, used == len(words)


def _in_cell(line: Line, place: int) -> Iterable[Label]:
    text = line.cells[place].text
    parts = tokens(text)
    words = tuple(part.text for part in parts)
    lexicon = _fields()
    position = 0
    while position < len(words):
        length = _match(words, position, lexicon)
        if not length:
            position += 1
            continue
        phrase = words[position : position + length]
        first, last = parts[position], parts[position + length - 1]
        if _CONTINUES.match(text, last.end):
            position += length
            continue
        yield Label(
            line=line,
            place=place,
            start=first.start,
            end=_end(text, last),
            meanings=lexicon.meanings[phrase],
            leads=_leads(text, first.start),
            prose=sum(word.isalpha() for word in words) > _PROSE,
            languages=lexicon.languages[phrase],
            speakers=lexicon.speakers[phrase],
        )
        position += length


def _match(words: Phrase, position: int, lexicon: _Lexicon) -> int:
    """How many words from here are the longest known phrase; 0 for none."""
    most = min(lexicon.longest.get(words[position], 0), len(words) - position)
    return next((n for n in range(most, 0, -1) if words[position : position + n] in lexicon.meanings), 0)


def _leads(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in _OPENS


def _end(text: str, last: Token) -> int:
    """Behind the phrase and the signs that belong to it: "Nr.:", "No -"."""
    end = last.end
    while end < len(text) and text[end] in ".:)°º ":
        end += 1
    return end


@cache
def _fields() -> _Lexicon:
    return _lexicon((*TITLES, *DATES, *AMOUNTS, *PARTIES))


@cache
def _columns() -> _Lexicon:
    return _lexicon(COLUMNS)


def _seen(phrase: str) -> tuple[str, ...]:
    """A phrase as it is written, and as eyes see it that take "ó" for "é", which no word of the vocabulary needs."""
    return phrase, phrase.replace("ó", "é")


def _lexicon(rows: Iterable[Row]) -> _Lexicon:
    meanings: dict[Phrase, dict[Name, bool]] = {}
    languages: dict[Phrase, set[str]] = {}
    longest: dict[str, int] = {}
    speakers: dict[Phrase, dict[Name, frozenset[str]]] = {}
    for name, sure, language, phrases in rows:
        for phrase in dict.fromkeys(folded(form) for said in phrases.split("|") for form in _seen(said)):
            known = meanings.setdefault(phrase, {})
            known[name] = sure or known.get(name, False)
            languages.setdefault(phrase, set()).add(language)
            spoken = speakers.setdefault(phrase, {})
            spoken[name] = spoken.get(name, frozenset()) | {language}
            longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
    return _Lexicon(meanings, {phrase: frozenset(of) for phrase, of in languages.items()}, longest, speakers)
