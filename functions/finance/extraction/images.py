"""The size of a picture by its header, before anything decodes it."""

import struct

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.limits import LIMITS, Limits
from functions.finance.extraction.refusal import Refused

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
JPEG_MAGIC = b"\xff\xd8\xff"
_PNG_HEADER = 33
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})
_END_OF_HEADERS = frozenset({0xD9, 0xDA})


def png_size(data: bytes, limits: Limits = LIMITS) -> tuple[int, int]:
    """Width and height in pixels.

    Raises:
        Refused: unreadable (no header), decode_limit.
    """
    if len(data) < _PNG_HEADER or data[12:16] != b"IHDR":
        raise Refused(ReasonCode.UNREADABLE, "no PNG header")
    width, height = struct.unpack(">II", data[16:24])
    return _within(width, height, limits)


def jpeg_size(data: bytes, limits: Limits = LIMITS) -> tuple[int, int]:
    """Width and height in pixels, from the first frame header.

    Raises:
        Refused: unreadable (no frame), decode_limit.
    """
    position = 2
    while position + 9 <= len(data) and data[position] == 0xFF:  # noqa: PLR2004 - every marker starts so
        marker = data[position + 1]
        if marker == 0xFF or marker in _WITHOUT_LENGTH:  # noqa: PLR2004 - fill byte
            position += 1 if marker == 0xFF else 2  # noqa: PLR2004 - fill byte
            continue
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return _within(width, height, limits)
        if marker in _END_OF_HEADERS:
            break
        position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    raise Refused(ReasonCode.UNREADABLE, "no JPEG frame")


def _within(width: int, height: int, limits: Limits) -> tuple[int, int]:
    if not width or not height:
        raise Refused(ReasonCode.UNREADABLE, f"{width} x {height} pixels")
    if max(width, height) > limits.image_side or width * height > limits.image_pixels:
        raise Refused(ReasonCode.DECODE_LIMIT, f"{width} x {height} pixels")
    return width, height
