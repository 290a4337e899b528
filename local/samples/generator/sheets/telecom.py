"""The bill of a telephone company: coloured, the total first, the taxes in a box of their own."""

from local.samples.generator.papers import NAMES, Paper
from local.samples.generator.sheets.sheet import HELVETICA, Sheet
from local.samples.generator.wording import dots, long

LEFT, RIGHT = 40.0, 572.0


def telecom(paper: Paper, *, account: str, period: str) -> bytes:
    """The PDF of a bill without anything owed from before."""
    sheet = Sheet(faces=HELVETICA)
    _head(sheet, paper, account, period)
    y = _rows(sheet, paper)
    _taxes(sheet, paper, y)
    sheet.qr(LEFT, 660, 80, paper.qr)
    sheet.paragraph(132, 672, f"CUFE: {paper.code}", 430, 7)
    sheet.text(132, 704, f"Autorización de numeración DIAN No. {paper.resolution.number} · {paper.prefix}1 a 20000", 7)
    return sheet.pdf(f"Factura {paper.number}", "Facturacion masiva 5")


def _head(sheet: Sheet, paper: Paper, account: str, period: str) -> None:
    seller, due = paper.seller, paper.due or paper.issued
    sheet.colour(0.05, 0.25, 0.5)
    sheet.text(LEFT, 52, seller.name, 16, bold=True)
    sheet.colour(0, 0, 0)
    sheet.text(LEFT, 66, f"NIT {seller.nit} · {seller.address}, {seller.city} · Autorretenedores", 8)
    sheet.box(LEFT, 84, 532, 58, shade=0.9)
    big = (("Total a pagar", f"$ {dots(paper.total)}"), ("Paga antes del", long(due)), ("Tu número de cuenta", account))
    for position, (label, value) in enumerate(big):
        sheet.text(56 + 180 * position, 104, label, 9)
        sheet.text(56 + 180 * position, 126, value, 12, bold=True)
    rows = (
        ("Cliente", paper.buyer.name, "Factura electrónica de venta", paper.number),
        ("NIT", paper.buyer.nit, "Fecha de facturación", long(paper.issued)),
        ("Dirección", paper.buyer.address, "Período facturado", period),
    )
    for row, (left, one, right, other) in enumerate(rows):
        y = 166 + 15 * row
        sheet.text(LEFT, y, left, 8.5)
        sheet.text(96, y, one, 8.5, bold=True)
        sheet.text(330, y, right, 8.5)
        sheet.text(RIGHT, y, other, 8.5, "right", bold=True)


def _rows(sheet: Sheet, paper: Paper) -> float:
    y = 238.0
    sheet.text(LEFT, y, "Detalle de tus servicios", 11, bold=True)
    sheet.rule(LEFT, y + 6, RIGHT)
    for item in paper.items:
        y += 22
        sheet.text(LEFT, y, item.description, 9)
        sheet.text(RIGHT, y, f"$ {dots(item.amount)}", 9, "right")
    rows = [("Total servicios sin impuestos", paper.subtotal)]
    rows.extend((f"{NAMES[tax.scheme]} {tax.rate.normalize():f}%", tax.amount) for tax in paper.taxes)
    for label, amount in (*rows, ("Saldo anterior", paper.subtotal * 0), ("Valor total factura", paper.total)):
        y += 20
        sheet.text(330, y, label, 9, bold=label.startswith("Valor"))
        sheet.text(RIGHT, y, f"$ {dots(amount)}", 9, "right", bold=label.startswith("Valor"))
    return y + 36


def _taxes(sheet: Sheet, paper: Paper, y: float) -> None:
    sheet.box(LEFT, y, 300, 16 + 14 * len(paper.taxes))
    sheet.text(46, y + 11, "Impuesto", 8, bold=True)
    sheet.text(190, y + 11, "Base gravable", 8, "right", bold=True)
    sheet.text(300, y + 11, "Valor del impuesto", 8, "right", bold=True)
    for row, tax in enumerate(paper.taxes):
        sheet.text(46, y + 25 + 14 * row, f"{NAMES[tax.scheme]} {tax.rate.normalize():f} %", 8)
        sheet.text(190, y + 25 + 14 * row, dots(tax.base), 8, "right")
        sheet.text(300, y + 25 + 14 * row, dots(tax.amount), 8, "right")
