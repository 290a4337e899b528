"""The printed receipt of a till: not electronic, so nothing but what fits on the roll."""

from local.samples.generator.papers import NAMES, Paper
from local.samples.generator.sheets.sheet import COURIER, Sheet
from local.samples.generator.wording import dots, slashed

WIDTH = 226.0
LEFT, RIGHT, MIDDLE = 12.0, 214.0, 113.0


def till(paper: Paper) -> bytes:
    """The PDF of the receipt, as long as its items make it."""
    height = 316.0 + 13 * len(paper.items) + 12 * len(paper.taxes)
    sheet = Sheet((WIDTH, height), COURIER)
    y = _head(sheet, paper)
    y = _rows(sheet, paper, y)
    _foot(sheet, paper, y)
    return sheet.pdf(paper.number)


def _head(sheet: Sheet, paper: Paper) -> float:
    seller = paper.seller
    sheet.text(MIDDLE, 30, seller.name.upper(), 10, "centre", bold=True)
    y = 44.0
    for line in (f"NIT: {seller.number}-{seller.dv}", seller.address, f"{seller.city} Tel {seller.phone}"):
        sheet.text(MIDDLE, y, line, 9, "centre")
        y += 12
    sheet.text(MIDDLE, y + 6, f"FACTURA DE VENTA {paper.prefix}-{paper.serial}", 9.5, "centre", bold=True)
    sheet.text(LEFT, y + 22, f"Fecha {slashed(paper.issued)}  {paper.time[:5]}", 9)
    sheet.text(LEFT, y + 34, f"Cliente {paper.buyer.name}", 9)
    sheet.text(LEFT, y + 46, f"NIT {paper.buyer.number}-{paper.buyer.dv}", 9)
    sheet.text(LEFT, y + 56, "-" * 37, 9)
    return y + 68


def _rows(sheet: Sheet, paper: Paper, y: float) -> float:
    for item in paper.items:
        sheet.text(LEFT, y, f"{item.quantity.normalize():f} {item.description}"[:26], 9)
        sheet.text(RIGHT, y, dots(item.amount + item.tax), 9, "right")
        y += 13
    sheet.text(LEFT, y - 3, "-" * 37, 9)
    return y + 10


def _foot(sheet: Sheet, paper: Paper, y: float) -> None:
    sheet.text(LEFT, y, "SUBTOTAL", 9)
    sheet.text(RIGHT, y, dots(paper.subtotal), 9, "right")
    for tax in paper.taxes:
        y += 12
        sheet.text(LEFT, y, f"{NAMES[tax.scheme]} {tax.rate.normalize():f}%", 9)
        sheet.text(RIGHT, y, dots(tax.amount), 9, "right")
    y += 18
    sheet.text(LEFT, y, "TOTAL", 13, bold=True)
    sheet.text(RIGHT, y, f"$ {dots(paper.total)}", 13, "right", bold=True)
    sheet.text(LEFT, y + 16, "EFECTIVO", 9)
    sheet.text(RIGHT, y + 16, dots(paper.total), 9, "right")
    sheet.text(LEFT, y + 34, f"Autoriza DIAN {paper.resolution.number}", 8)
    sheet.text(LEFT, y + 45, f"{slashed(paper.resolution.since)} {paper.prefix} 1-20000 vig. 24 meses", 8)
    sheet.text(MIDDLE, y + 64, "GRACIAS POR PREFERIRNOS", 9, "centre")
