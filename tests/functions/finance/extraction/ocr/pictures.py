"""Pictures of text: sheets and slips drawn line by line."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

SLIP = (
    "ALMACENES EL ROBLE S.A.S.",
    "NIT 900287614-9",
    "Fecha 12/11/2025 18:05",
    "ARROZ 500G        4.50",
    "PANELA 1KG        7.25",
    "JABON LOZA        9.75",
    "SUBTOTAL         21.50",
    "IVA 5%            1.08",
    "TOTAL            22.58",
    "EFECTIVO         50.00",
    "CAMBIO           27.42",
)


def drawn(lines: Sequence[str], width: int = 900, size: int = 36) -> Image.Image:
    """Dark lines on light paper; words stand apart as their spaces say."""
    picture = Image.new("L", (width, (len(lines) + 3) * 2 * size), 245)
    pencil, font = ImageDraw.Draw(picture), ImageFont.load_default(size)
    for row, line in enumerate(lines, 1):
        label, _, amount = line.rpartition("  ") if "  " in line else (line, "", "")
        pencil.text((size, 2 * size * row), label.strip(), 25, font)
        if amount:
            pencil.text((width - size, 2 * size * row), amount, 25, font, anchor="ra")
    return picture


def encoded(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The bytes of a picture file."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()
