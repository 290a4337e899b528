"""The electronic invoice of a till: one long page of 170 x 1000 points, everything broken over narrow lines."""

from local.samples.generator.papers import NAMES, Paper
from local.samples.generator.sheets.sheet import COURIER, Sheet
from local.samples.generator.wording import commas, slashed

SIZE = (170.0, 1000.0)
MIDDLE, LEFT, RIGHT = 85.0, 8.0, 162.0


def ticket(paper: Paper, *, cashier: str) -> bytes:
    """The PDF of a paper paid at the till."""
    sheet = Sheet(SIZE, COURIER)
    y = _head(sheet, paper, cashier)
    y = _items(sheet, paper, y)
    y = _totals(sheet, paper, y)
    _foot(sheet, paper, y)
    return sheet.pdf(f"POS {paper.number}", "Caja Facil POS 3")


def _head(sheet: Sheet, paper: Paper, cashier: str) -> float:
    seller = paper.seller
    sheet.text(MIDDLE, 24, seller.name.upper(), 8, "centre", bold=True)
    y = 35.0
    for line in (f"NIT {seller.number}-{seller.dv}", seller.address, seller.city, f"Tel. {seller.phone}"):
        sheet.text(MIDDLE, y, line, 7, "centre")
        y += 9
    sheet.text(MIDDLE, y + 6, "FACTURA ELECTRONICA", 7.5, "centre", bold=True)
    sheet.text(MIDDLE, y + 15, f"DE VENTA No. {paper.number}", 7.5, "centre", bold=True)
    y += 30
    buyer = paper.buyer
    for line in (
        f"Fecha: {slashed(paper.issued)} {paper.time}",
        f"Cajero: {cashier}",
        f"Cliente: {buyer.name}",
        f"NIT/CC: {buyer.number}-{buyer.dv}",
        "Forma de pago: Contado",
    ):
        sheet.text(LEFT, y, line, 7)
        y += 9
    return y


def _items(sheet: Sheet, paper: Paper, y: float) -> float:
    _dashes(sheet, y)
    sheet.text(LEFT, y + 9, "DESCRIPCION", 7)
    sheet.text(RIGHT, y + 9, "VALOR", 7, "right")
    _dashes(sheet, y + 17)
    y += 26
    for item in paper.items:
        sheet.text(LEFT, y, item.description[:36], 7)
        quantity = f"{item.quantity.normalize():f} x {commas(item.price)}"
        sheet.text(LEFT + 6, y + 9, quantity, 7)
        sheet.text(RIGHT, y + 9, commas(item.amount), 7, "right")
        y += 20
    _dashes(sheet, y - 3)
    return y + 7


def _totals(sheet: Sheet, paper: Paper, y: float) -> float:
    rows = [("Subtotal", paper.subtotal), ("Total impuestos", paper.tax_total)]
    for label, amount in rows:
        sheet.text(LEFT, y, label, 7)
        sheet.text(RIGHT, y, commas(amount), 7, "right")
        y += 10
    sheet.text(LEFT, y + 3, "TOTAL A PAGAR", 8.5, bold=True)
    sheet.text(RIGHT, y + 3, commas(paper.total), 8.5, "right", bold=True)
    y += 16
    sheet.text(LEFT, y, "Efectivo", 7)
    sheet.text(RIGHT, y, commas(paper.total), 7, "right")
    y += 14
    sheet.text(LEFT, y, "DETALLE DE IMPUESTOS", 7, bold=True)
    sheet.text(LEFT, y + 10, "Tarifa", 6.5)
    sheet.text(100, y + 10, "Base", 6.5, "right")
    sheet.text(RIGHT, y + 10, "Valor", 6.5, "right")
    y += 20
    for tax in paper.taxes:
        sheet.text(LEFT, y, f"{NAMES[tax.scheme]} {tax.rate.normalize():f}%", 6.5)
        sheet.text(100, y, commas(tax.base), 6.5, "right")
        sheet.text(RIGHT, y, commas(tax.amount), 6.5, "right")
        y += 9
    _dashes(sheet, y)
    return y + 12


def _foot(sheet: Sheet, paper: Paper, y: float) -> None:
    resolution = paper.resolution
    y = sheet.paragraph(
        LEFT,
        y,
        f"Resolucion DIAN {resolution.number} de {slashed(resolution.since)} hasta {slashed(resolution.until)} prefijo "
        f"{paper.prefix} del {resolution.first} al {resolution.last}",
        154,
        6.5,
    )
    sheet.text(LEFT, y + 6, "CUFE:", 6.5, bold=True)
    y += 15
    for start in range(0, len(paper.code), 36):
        sheet.text(LEFT, y, paper.code[start : start + 36], 6.5)
        y += 8
    sheet.qr(40, y + 4, 90, paper.qr)
    sheet.text(MIDDLE, y + 108, "GRACIAS POR SU COMPRA", 7, "centre")
    sheet.text(MIDDLE, y + 118, "Cambios: 5 dias con este tiquete", 6.5, "centre")
    sheet.text(MIDDLE, y + 128, "Software: Caja Facil POS 3", 6, "centre")


def _dashes(sheet: Sheet, y: float) -> None:
    sheet.text(LEFT, y, "-" * 36, 7)
