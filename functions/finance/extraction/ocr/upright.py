"""How far a picture of text is turned: lines of text make dark and light rows when they are level."""

from itertools import pairwise
from statistics import pvariance

from PIL import Image

_SMALL = 500
_WIDEST = 12.0
_COARSE = 1.0
_FINE = 0.25
_WORTHWHILE = 0.4
_CLEARER = 1.05
_WHITE = 255


def straightened(picture: Image.Image) -> Image.Image:
    """The picture turned by the few degrees that make its lines level; itself if they are, or if it is not clear."""
    small = _thumbnail(picture)
    coarse = max(_steps(-_WIDEST, _WIDEST, _COARSE), key=lambda angle: _levelness(small, angle))
    angle = max(_steps(coarse - _COARSE, coarse + _COARSE, _FINE), key=lambda angle: _levelness(small, angle))
    if abs(angle) < _WORTHWHILE or _levelness(small, angle) <= _CLEARER * _levelness(small, 0):
        return picture
    return picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=_WHITE)


def _thumbnail(picture: Image.Image) -> Image.Image:
    small = picture.copy()
    small.thumbnail((_SMALL, 2 * _SMALL), Image.Resampling.BOX)
    return small


def _levelness(small: Image.Image, angle: float) -> float:
    """How different neighbouring rows are when the picture is turned by so many degrees."""
    turned = small.rotate(angle, Image.Resampling.BILINEAR, fillcolor=_median_tone(small))
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return pvariance([after - before for before, after in pairwise(rows)])


def _median_tone(small: Image.Image) -> int:
    counts = small.histogram()
    half, seen = sum(counts) // 2, 0
    for tone, count in enumerate(counts):
        seen += count
        if seen > half:
            return tone
    return _WHITE


def _steps(first: float, last: float, step: float) -> list[float]:
    return [first + step * position for position in range(round((last - first) / step) + 1)]
