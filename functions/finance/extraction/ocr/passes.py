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
_QUICK_WIDTH = 1000
_QUARTERS = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180)


@dataclass(frozen=True)
class Pass:
    """One way to look: the width in pixels that the picture is brought to, and Tesseract's segmentation mode."""

    width: int
    mode: int


# Till slips are narrow and one block of text; sheets of paper have columns.
_OF_A_SLIP = (Pass(1600, 6), Pass(1200, 4))
_OF_A_SHEET = (Pass(2000, 4), Pass(1650, 6))


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
    sight = _look_twice(straightened(picture), number, width, until)
    if sight.legibility >= LEGIBLE:
        return sight
    try:
        return _set_up(picture, sight, until)
    except Refused as refused:
        if refused.reason is ReasonCode.TIMEOUT:
            return sight
        raise


def _set_up(picture: Image.Image, sight: Sight, until: float) -> Sight:
    """The sight of the picture turned so that most is seen for sure; the given one if that is no other way up."""
    seen = [_quickly(picture.transpose(quarter), until) for quarter in _QUARTERS]
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
    prepared = _prepared(picture, each.width)
    scale = width / prepared.width
    words = see(prepared, each.mode, scale, _left(until))
    return Page(number=number, width=width, height=prepared.height * scale, words=words, source=Source.OCR)


def _prepared(picture: Image.Image, width: int) -> Image.Image:
    """The picture at this width, dark on evenly light paper, with full contrast."""
    height = max(1, round(picture.height * width / picture.width))
    resized = picture.resize((width, height), Image.Resampling.LANCZOS)
    lit = ImageChops.add(resized, ImageChops.invert(_paper(resized)))
    return ImageOps.autocontrast(lit, cutoff=_DARKEST_AND_LIGHTEST)


def _paper(picture: Image.Image) -> Image.Image:
    """How light the paper is at each place: the picture without what is as fine as type."""
    small = picture.resize((_PAPER_WIDTH, max(1, _PAPER_WIDTH * picture.height // picture.width)), Image.Resampling.BOX)
    smooth = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(4))
    return smooth.resize(picture.size, Image.Resampling.BILINEAR)


def _quickly(picture: Image.Image, until: float) -> float:
    height = max(1, round(picture.height * _QUICK_WIDTH / picture.width))
    return _score(see(picture.resize((_QUICK_WIDTH, height)), 6, 1.0, _left(until)))


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise Refused(ReasonCode.TIMEOUT, "no time is left for OCR")
    return left


def _score(words: tuple[Word, ...]) -> float:
    """Letters and digits that were seen for sure."""
    return sum(word.confidence * len(word.text) for word in words if word.confidence > _SURE and word.text.isalnum())
