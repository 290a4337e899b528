"""Pages of a PDF as grey pixels; how many pixels is known before one is drawn."""

from dataclasses import dataclass
from math import sqrt

import pypdfium2
from PIL import Image

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.limits import LIMITS, Limits
from functions.finance.extraction.refusal import Refused

_POINTS_PER_INCH = 72
_LEAST_DPI = 60


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A page as it is seen; width and height in points."""

    number: int
    width: float
    height: float
    picture: Image.Image


def draw(page: pypdfium2.PdfPage, number: int, dpi: int, limits: Limits = LIMITS) -> Drawn:
    """Draw a page at a resolution, or at the lower one that keeps the limit of pixels.

    Raises:
        Refused: decode_limit (a page so large that its text could not be seen), unreadable.
    """
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise Refused(ReasonCode.UNREADABLE, "a page without a size")
    scale = min(dpi / _POINTS_PER_INCH, sqrt(limits.render_pixels / (width * height)))
    if scale * _POINTS_PER_INCH < _LEAST_DPI:
        raise Refused(ReasonCode.DECODE_LIMIT, f"a page of {width:.0f} x {height:.0f} points")
    try:
        picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise Refused(ReasonCode.UNREADABLE, f"a page that cannot be drawn ({type(error).__name__})") from None
    return Drawn(number=number, width=width, height=height, picture=picture)
