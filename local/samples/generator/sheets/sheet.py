"""A page to draw on: points, measured from the top left corner, as a reader's eye goes."""

import io
from pathlib import Path
from typing import Literal

import reportlab
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

LETTER = (612.0, 792.0)
Align = Literal["left", "right", "centre"]
Faces = tuple[str, str]

HELVETICA: Faces = ("Helvetica", "Helvetica-Bold")
TIMES: Faces = ("Times-Roman", "Times-Bold")
COURIER: Faces = ("Courier", "Courier-Bold")
VERA: Faces = ("Vera", "VeraBd")


class Sheet:
    """One document being drawn."""

    def __init__(
        self, size: tuple[float, float] = LETTER, faces: Faces = HELVETICA, password: str | None = None
    ) -> None:
        self.width, self.height = size
        self.faces = faces
        self.buffer = io.BytesIO()
        _register(faces)
        self.canvas = Canvas(self.buffer, pagesize=size, invariant=1, pageCompression=1, encrypt=password)

    def text(
        self, x: float, y: float, words: str, size: float = 8.5, align: Align = "left", *, bold: bool = False
    ) -> None:
        """Write one line whose foot is at `y`."""
        self.canvas.setFont(self.faces[bold], size)
        draw = {"left": self.canvas.drawString, "right": self.canvas.drawRightString}
        draw.get(align, self.canvas.drawCentredString)(x, self.height - y, words)

    def paragraph(  # noqa: PLR0917
        self,
        x: float,
        y: float,
        words: str,
        width: float,
        size: float = 8.5,
        leading: float | None = None,
        *,
        bold: bool = False,
    ) -> float:
        """Write lines no wider than `width`; the foot of the line that would follow."""
        for line in simpleSplit(words, self.faces[bold], size, width):
            self.text(x, y, line, size, bold=bold)
            y += leading or size * 1.25
        return y

    def rule(self, x: float, y: float, to: float, thickness: float = 0.6) -> None:
        self.canvas.setLineWidth(thickness)
        self.canvas.line(x, self.height - y, to, self.height - y)

    def box(self, x: float, y: float, width: float, height: float, *, shade: float | None = None) -> None:
        """A frame, or a grey area: 0 black, 1 white."""
        if shade is None:
            self.canvas.setLineWidth(0.6)
            self.canvas.rect(x, self.height - y - height, width, height)
            return
        self.canvas.saveState()
        self.canvas.setFillGray(shade)
        self.canvas.rect(x, self.height - y - height, width, height, stroke=0, fill=1)
        self.canvas.restoreState()

    def colour(self, red: float, green: float, blue: float) -> None:
        """Of everything drawn from here on."""
        self.canvas.setFillColorRGB(red, green, blue)
        self.canvas.setStrokeColorRGB(red, green, blue)

    def qr(self, x: float, y: float, side: float, content: str) -> None:
        """A QR code whose top left corner is here."""
        widget = QrCodeWidget(content, barLevel="M")
        left, bottom, right, top = widget.getBounds()
        drawing = Drawing(side, side, transform=[side / (right - left), 0, 0, side / (top - bottom), 0, 0])
        drawing.add(widget)
        renderPDF.draw(drawing, self.canvas, x, self.height - y - side)

    def picture(self, data: bytes) -> None:
        """A picture over the whole page."""
        self.canvas.drawImage(ImageReader(io.BytesIO(data)), 0, 0, self.width, self.height)

    def unseen(self, x: float, y: float, words: str) -> None:
        """Text that nobody sees and every extractor finds: once white on white, once without ink."""
        self.canvas.saveState()
        self.canvas.setFillGray(1)
        self.text(x, y, words)
        self.canvas.restoreState()
        invisible = self.canvas.beginText(x, self.height - y - 12)
        invisible.setTextRenderMode(3)
        invisible.textLine(words)
        self.canvas.drawText(invisible)

    def next_page(self) -> None:
        self.canvas.showPage()

    def pdf(self, title: str, producer: str = "Facturador") -> bytes:
        """The finished file."""
        self.canvas.setTitle(title)
        self.canvas.setCreator(producer)
        self.canvas.save()
        return self.buffer.getvalue()


def _register(faces: Faces) -> None:
    folder = Path(reportlab.__file__).parent / "fonts"
    for face in faces:
        if (file := folder / f"{face}.ttf").exists() and face not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(face, file))
