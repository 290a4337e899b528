"""A picture as grey pixels, upright as its camera says, no larger than reading needs."""

import io

from PIL import Image, ImageOps

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.refusal import Refused

# Beyond this reading takes longer and sees no more.
_LONGEST_SIDE = 3600
_WHITE = 255
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError)


def decode(data: bytes) -> Image.Image:
    """The picture in grey. Its header was checked before (`images`); transparent parts are white.

    Raises:
        Refused: unreadable (cut off or damaged), decode_limit.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            # A JPEG is decoded at half, a quarter or an eighth of its size where that is enough.
            picture.draft("L", (_LONGEST_SIDE, _LONGEST_SIDE))
            return _smaller(ImageOps.exif_transpose(_grey(picture)))
    except Image.DecompressionBombError:
        raise Refused(ReasonCode.DECODE_LIMIT, "too many pixels") from None
    except _BROKEN as error:
        raise Refused(ReasonCode.UNREADABLE, f"a damaged picture ({type(error).__name__})") from None


def _grey(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("L")
    layered = picture.convert("LA")
    paper = Image.new("L", picture.size, _WHITE)
    paper.paste(layered.getchannel("L"), mask=layered.getchannel("A"))
    return paper


def _smaller(picture: Image.Image) -> Image.Image:
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), Image.Resampling.LANCZOS)
    return picture
