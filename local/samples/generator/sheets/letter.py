"""A cuenta de cobro: the letter by which a person who may not invoice asks to be paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from functions.finance.domain.money import ZERO
from local.samples.generator.parties import Party
from local.samples.generator.sheets.sheet import LETTER, TIMES, Sheet
from local.samples.generator.wording import dots, long


@dataclass(frozen=True, kw_only=True)
class PaymentRequest:
    """What the person asks for; `in_words` is the sum in words."""

    seller: Party
    buyer: Party
    issued: date
    works: Sequence[tuple[str, Decimal]]
    in_words: str
    account: str

    @property
    def total(self) -> Decimal:
        return sum((amount for _, amount in self.works), ZERO)


def letter(request: PaymentRequest) -> bytes:
    """The PDF of the letter."""
    sheet = Sheet(LETTER, TIMES)
    seller, buyer = request.seller, request.buyer
    sheet.text(72, 90, f"{buyer.city}, {long(request.issued)}", 12)
    sheet.text(306, 140, "CUENTA DE COBRO", 15, "centre", bold=True)
    sheet.text(306, 182, buyer.name.upper(), 12, "centre", bold=True)
    sheet.text(306, 197, f"NIT {buyer.nit}", 12, "centre")
    sheet.text(306, 236, "DEBE A:", 12, "centre", bold=True)
    sheet.text(306, 264, seller.name, 13, "centre", bold=True)
    sheet.text(306, 279, f"C.C. {seller.nit} de Medellín", 12, "centre")
    words = f"LA SUMA DE: {request.in_words} (${dots(request.total)})"
    y = sheet.paragraph(72, 320, words, 468, 12, 16, bold=True)
    y = sheet.paragraph(72, y + 14, "Por concepto de los siguientes trabajos:", 468, 12)
    for work, amount in request.works:
        sheet.text(90, y + 8, f"•  {work}", 12)
        sheet.text(520, y + 8, dots(amount), 12, "right")
        y += 18
    sheet.rule(430, y, 522)
    sheet.text(90, y + 14, "Total", 12, bold=True)
    sheet.text(520, y + 14, dots(request.total), 12, "right", bold=True)
    closing = (
        "Declaro que no soy responsable de IVA y que no estoy obligado a expedir factura (artículo 616-2 del Estatuto "
        f"Tributario). Favor consignar en la {request.account} a mi nombre."
    )
    y = sheet.paragraph(72, y + 52, closing, 468, 11, 15)
    sheet.text(72, y + 24, "Cordialmente,", 12)
    _signature(sheet, 84, y + 70)
    sheet.rule(72, y + 84, 250)
    sheet.text(72, y + 98, seller.name, 12)
    sheet.text(72, y + 112, f"C.C. {seller.nit}", 12)
    sheet.text(72, y + 126, f"Celular {seller.phone}", 12)
    return sheet.pdf("Cuenta de cobro", "Procesador de textos")


def _signature(sheet: Sheet, x: float, y: float) -> None:
    canvas, top = sheet.canvas, sheet.height
    canvas.saveState()
    canvas.setStrokeColorRGB(0.1, 0.15, 0.5)
    canvas.setLineWidth(1.2)
    for step in range(4):
        left = x + 30 * step
        canvas.bezier(left, top - y, left + 8, top - y + 34, left + 22, top - y - 22, left + 34, top - y + 8)
    canvas.restoreState()
