"""The words of a PDF's text layer where they stand, without those that nobody sees."""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from functions.finance.extraction.layout import Box, Page, Word, around
from functions.finance.extraction.limits import LIMITS, Limits
from functions.finance.extraction.values import Source

_HYPHEN = "\u0002\ufffe\u00ad"
_WORD_GAP = 0.15
_BASELINE = 0.5
_TILT = 0.1
_INVISIBLE = 3
_LEAST_CONTRAST = 20
_PIXELS = 1200
_ENOUGH_CHARACTERS = 40
_READABLE_SHARE = 0.85
_HIDDEN_SHARE = 0.5


@dataclass(frozen=True, kw_only=True)
class TextLayer:
    """The pages' visible words.

    `hidden` counts words that the pages do not show (invisible, white, covered), `hidden_numbers` those with digits.
    """

    pages: tuple[Page, ...]
    hidden: int = 0
    hidden_numbers: int = 0

    @property
    def usable(self) -> bool:
        """Whether the visible words are what a person reads: enough of them, in letters, not a layer behind a scan."""
        text = "".join(word.text for page in self.pages for word in page.words)
        shown = sum(len(page.words) for page in self.pages)
        readable = sum(char.isalnum() or (char.isprintable() and char.isascii()) for char in text)
        if len(text) < _ENOUGH_CHARACTERS or readable < _READABLE_SHARE * len(text):
            return False
        return any(char.isdigit() for char in text) and self.hidden <= _HIDDEN_SHARE * (shown + self.hidden)


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    index: int
    box: Box


def text_layer(data: bytes, limits: Limits = LIMITS) -> TextLayer:
    """The text layer of the first pages; empty when the PDF cannot be opened, which `page_count` has refused before."""
    pages: list[Page] = []
    unseen: list[Word] = []
    left = limits.text_characters
    with suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(data) as pdf:
        for position in range(min(len(pdf), limits.text_pages)):
            page, hidden = _read(pdf[position], position + 1, left)
            pages.append(page)
            unseen += hidden
            left -= sum(len(word.text) for word in (*page.words, *hidden))
    numbers = sum(any(char.isdigit() for char in word.text) for word in unseen)
    return TextLayer(pages=tuple(pages), hidden=len(unseen), hidden_numbers=numbers)


def _read(page: pypdfium2.PdfPage, number: int, most: int) -> tuple[Page, list[Word]]:
    """A page with the words that it shows, and those that it does not."""
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        words = [(word, first) for word, first in _words(page, text, most) if _inside(word.box, width, height)]
        drawn = _Drawn(page, width, height) if words else None
        shown = [drawn is not None and drawn.shows(word.box) and not _invisible(text, first) for word, first in words]
    finally:
        text.close()
    visible = tuple(word for (word, _), seen in zip(words, shown, strict=True) if seen)
    hidden = [word for (word, _), seen in zip(words, shown, strict=True) if not seen]
    return Page(number=number, width=width, height=height, words=visible, source=Source.TEXT), hidden


def _words(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, most: int) -> Iterator[tuple[Word, int]]:
    """Words with the index of their first character; they end at spaces, gaps, and changes of line."""
    current: list[_Char] = []
    for char in _chars(page, text, most):
        if current and (char.text.isspace() or _apart(current[-1], char)):
            yield _word(current)
            current = []
        if not char.text.isspace():
            current.append(char)
    if current:
        yield _word(current)


def _chars(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, most: int) -> Iterator[_Char]:
    place = _placed(page)
    rect = raw.FS_RECTF()
    for index in range(min(text.count_chars(), most)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code == 0 or 0xD800 <= code <= 0xF8FF:  # noqa: PLR2004 - halves of a pair, and private signs
            continue
        char = "-" if chr(code) in _HYPHEN else chr(code)
        if char == " " and raw.FPDFText_IsGenerated(text, index):
            continue
        if char.isspace():
            yield _Char(" ", index, (0, 0, 0, 0))
        elif abs(raw.FPDFText_GetCharAngle(text, index)) % (2 * 3.14159) <= _TILT or page.get_rotation():
            raw.FPDFText_GetLooseCharBox(text, index, rect)
            yield _Char(char, index, place((rect.left, rect.top, rect.right, rect.bottom)))


def _placed(page: pypdfium2.PdfPage) -> Callable[[Box], Box]:
    """From the page's own coordinates to points from the top left corner of what is shown."""
    left, _, _, top = page.get_cropbox()
    if not page.get_rotation():
        return lambda box: (box[0] - left, top - box[1], box[2] - left, top - box[3])
    width, height = page.get_size()
    x, y = ctypes.c_int(), ctypes.c_int()

    def turned(box: Box) -> Box:
        corners = []
        for across, along in ((box[0], box[1]), (box[2], box[3])):
            raw.FPDF_PageToDevice(page, 0, 0, round(width * 10), round(height * 10), 0, across, along, x, y)
            corners.append((x.value / 10, y.value / 10))
        (x0, y0), (x1, y1) = corners
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    return turned


def _apart(before: _Char, char: _Char) -> bool:
    size = max(before.box[3] - before.box[1], 1.0)
    if abs(char.box[3] - before.box[3]) > _BASELINE * size:
        return True
    gap = char.box[0] - before.box[2]
    return gap > _WORD_GAP * size or gap < -2 * size


def _word(chars: list[_Char]) -> tuple[Word, int]:
    box = around(char.box for char in chars)
    return Word(text="".join(char.text for char in chars), box=box, size=box[3] - box[1]), chars[0].index


def _inside(box: Box, width: float, height: float) -> bool:
    return box[2] > 0 and box[3] > 0 and box[0] < width and box[1] < height


def _invisible(text: pypdfium2.PdfTextPage, index: int) -> bool:
    written = raw.FPDFText_GetTextObject(text, index)
    return bool(written) and raw.FPDFTextObj_GetTextRenderMode(written) == _INVISIBLE


class _Drawn:
    """The page as it is drawn: a word is seen where its box is not of one shade."""

    def __init__(self, page: pypdfium2.PdfPage, width: float, height: float) -> None:
        self._scale = min(1.0, _PIXELS / max(width, height))
        picture = page.render(scale=self._scale, grayscale=True)
        self._width, self._height, self._stride = picture.width, picture.height, picture.stride
        self._pixels = bytes(picture.buffer)
        picture.close()

    def shows(self, box: Box) -> bool:
        left, top, right, bottom = (round(edge * self._scale) for edge in box)
        left, right = max(left, 0), min(max(right, left + 1), self._width)
        rows = [
            self._pixels[row * self._stride + left : row * self._stride + right]
            for row in range(max(top, 0), min(max(bottom, top + 1), self._height))
        ]
        shades = [shade for row in rows if row for shade in (min(row), max(row))]
        return bool(shades) and max(shades) - min(shades) >= _LEAST_CONTRAST
