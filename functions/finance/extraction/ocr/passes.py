"""A picture of a page, seen twice: prepared differently, so that a mistake of one is seldom one of the other."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter, ImageOps

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.layout import Page, Word
from functions.finance.extraction.ocr.tesseract import see
from functions.finance.extraction.ocr.upright import straightened
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.values import Source

PAGE_WIDTH = 595.0
"""Points that the width of a photographed page counts; A4 in portrait."""

LEGIBLE = 1.3
"""Letters and digits seen for sure, per word: text on its side gives less than 0.9, a poor receipt more than 1.7."""

_LEAST_CONTRAST = 16
_PAPER = 1.6
_DARKEST_AND_LIGHTEST = (1, 1)
_SURE = 0.55
_PAPER_WIDTH = 120
_QUICK_WIDTH = 800
_SIDES = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270)
_QUARTERS = (*_SIDES, Image.Transpose.ROTATE_180)


@dataclass(frozen=True)
class Pass:
    """One way to look: the picture's width in pixels, Tesseract's mode, and whether shadows are taken out."""

    width: int
    mode: int
    lit: bool


# Till slips are narrow and one block of text; sheets of paper have columns.
_OF_A_SLIP = (Pass(1600, 6, lit=False), Pass(1200, 4, lit=True))
_OF_A_SHEET = (Pass(2000, 4, lit=True), Pass(1650, 6, lit=False))


@dataclass(frozen=True)
class Sight:
    """The same page as each pass saw it, the better one first."""

    pages: tuple[Page, ...]

    @property
    def legibility(self) -> float:
        """Letters and digits that the first pass saw for sure, per word; see LEGIBLE."""
        words = self.pages[0].words
        return _score(words) / len(words) if words else 0.0


def look(picture: Image.Image, number: int, width: float = PAGE_WIDTH, *, seconds: float) -> Sight:
    """See a page.

    Args:
        picture: grey.
        number: of the page, from 1.
        width: of the page in points.
        seconds: for everything.

    Raises:
        Refused: as `tesseract.see`.
    """
    until = time.monotonic() + seconds
    if _is_blank(picture):
        return Sight((_blank(picture, number, width),) * 2)
    if picture.width > picture.height:
        picture = _right_side_up(picture, until)
    sight = _look_twice(straightened(picture), number, width, until)
    if sight.legibility >= LEGIBLE:
        return sight
    try:
        return _set_up(picture, sight, until)
    except Refused as refused:
        if refused.reason is ReasonCode.TIMEOUT:
            return sight
        raise


def _right_side_up(picture: Image.Image, until: float) -> Image.Image:
    """A picture that is wider than high, turned by a quarter if more is seen so: most paper is higher than wide.

    Looking closely at text on its side takes several times longer than at upright text; a glance does not.
    """
    ways = [picture, *(picture.transpose(quarter) for quarter in _SIDES)]
    with ThreadPoolExecutor(2) as eyes:
        seen = list(eyes.map(lambda way: _quickly(way, until), ways))
    return ways[max(range(len(seen)), key=seen.__getitem__)]


def _set_up(picture: Image.Image, sight: Sight, until: float) -> Sight:
    """The sight of the picture turned so that most is seen for sure; the given one if that is no other way up."""
    with ThreadPoolExecutor(2) as eyes:
        seen = list(eyes.map(lambda quarter: _quickly(picture.transpose(quarter), until), _QUARTERS))
    best = max(range(len(seen)), key=seen.__getitem__)
    page = sight.pages[0]
    if seen[best] <= _score(page.words):
        return sight
    return _look_twice(straightened(picture.transpose(_QUARTERS[best])), page.number, page.width, until)


def _is_blank(picture: Image.Image) -> bool:
    tones = [tone for tone, count in enumerate(picture.histogram()) if count]
    return tones[-1] - tones[0] < _LEAST_CONTRAST


def _blank(picture: Image.Image, number: int, width: float) -> Page:
    height = picture.height * width / picture.width
    return Page(number=number, width=width, height=height, words=(), source=Source.OCR)


def _look_twice(picture: Image.Image, number: int, width: float, until: float) -> Sight:
    passes = _OF_A_SLIP if picture.height > _PAPER * picture.width else _OF_A_SHEET
    with ThreadPoolExecutor(len(passes)) as eyes:
        pages = list(eyes.map(lambda each: _page(picture, each, number, width, until), passes))
    return Sight(tuple(pages))


def _page(picture: Image.Image, each: Pass, number: int, width: float, until: float) -> Page:
    prepared = _prepared(picture, each)
    scale = width / prepared.width
    words = see(prepared, each.mode, scale, _left(until))
    return Page(number=number, width=width, height=prepared.height * scale, words=words, source=Source.OCR)


def _prepared(picture: Image.Image, each: Pass) -> Image.Image:
    """The picture as wide as the pass wants it, with full contrast, and evenly light paper if it wants that."""
    height = max(1, round(picture.height * each.width / picture.width))
    resized = picture.resize((each.width, height), Image.Resampling.LANCZOS)
    if each.lit:
        resized = ImageChops.add(resized, ImageChops.invert(_paper(resized)))
    return ImageOps.autocontrast(resized, cutoff=_DARKEST_AND_LIGHTEST)


def _paper(picture: Image.Image) -> Image.Image:
    """How light the paper is at each place: the picture without what is as fine as type."""
    small = picture.resize((_PAPER_WIDTH, max(1, _PAPER_WIDTH * picture.height // picture.width)), Image.Resampling.BOX)
    smooth = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(4))
    return smooth.resize(picture.size, Image.Resampling.BILINEAR)


def _quickly(picture: Image.Image, until: float) -> float:
    height = max(1, round(picture.height * _QUICK_WIDTH / picture.width))
    return _score(see(picture.resize((_QUICK_WIDTH, height)), 6, 1.0, _left(until), languages="eng"))


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise Refused(ReasonCode.TIMEOUT, "no time is left for OCR")
    return left


def _score(words: tuple[Word, ...]) -> float:
    """Letters and digits that were seen for sure."""
    return sum(word.confidence * len(word.text) for word in words if word.confidence > _SURE and word.text.isalnum())
