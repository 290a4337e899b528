"""Pages to read: PDFs of text at places, in Helvetica."""

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from functions.finance.extraction.document import Document
from functions.finance.extraction.reading import read
from tests.functions.finance.extraction.files import saved

_NARROW = {" ": 0.278, ".": 0.278, ",": 0.278, ":": 0.278, "-": 0.333, "i": 0.222, "l": 0.222, "t": 0.278}
_WIDE = {"m": 0.833, "M": 0.833, "w": 0.722, "W": 0.944, "@": 1.015, "%": 0.889}


@dataclass(frozen=True)
class Text:
    """Text at points from the top left corner; `right` aligns its end there; `ink` is its shade, `mode` its drawing."""

    x: float
    y: float
    text: str
    size: float = 10
    right: bool = False
    ink: float = 0
    mode: int = 0


def column(x: float, y: float, *texts: str, size: float = 10, step: float = 14) -> list[Text]:
    """Lines under each other."""
    return [Text(x, y + step * number, text, size) for number, text in enumerate(texts)]


def row(y: float, *cells: tuple[float, str], size: float = 10) -> list[Text]:
    """Cells beside each other; a negative place is where the cell's right end stands."""
    return [Text(abs(x), y, text, size, right=x < 0) for x, text in cells]


def paper(*pages: Sequence[Text], width: float = 595, height: float = 842) -> bytes:
    """A PDF with these texts on its pages."""
    document = pikepdf.new()
    for texts in pages:
        document.add_blank_page(page_size=(width, height))
        page = document.pages[-1]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=document.make_indirect(font)))
        page.obj.Contents = document.make_stream(b"\n".join(_drawn(text, height) for text in texts))
    return saved(document)


def read_paper(*pages: Sequence[Text], width: float = 595, height: float = 842) -> Document:
    """The document that these pages show."""
    found = read(paper(*pages, width=width, height=height)).document
    assert found is not None
    return found


def _drawn(text: Text, height: float) -> bytes:
    written = text.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    left = text.x - _length(text) if text.right else text.x
    head = f"BT /F {text.size} Tf {text.ink} g {text.mode} Tr {left:.2f} {height - text.y - text.size:.2f} Td ("
    return head.encode() + written + b") Tj ET"


def _length(text: Text) -> float:
    return sum(_NARROW.get(char, _WIDE.get(char, 0.556)) for char in text.text) * text.size
