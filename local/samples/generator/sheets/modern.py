"""An invoice as a young service prints it: air, few lines, labels above their values, dots in the thousands."""

from local.samples.generator.papers import NAMES, Paper
from local.samples.generator.sheets.sheet import VERA, Sheet
from local.samples.generator.wording import dots, long

LEFT, RIGHT = 44.0, 568.0


def modern(paper: Paper) -> bytes:
    """The PDF of a paper of one page."""
    sheet = Sheet(faces=VERA)
    sheet.colour(0.13, 0.16, 0.22)
    _head(sheet, paper)
    _parties(sheet, paper)
    y = _totals(sheet, paper, _rows(sheet, paper))
    _foot(sheet, paper, y)
    return sheet.pdf(f"{paper.prefix}-{paper.serial}", "Facturas Simples")


def _head(sheet: Sheet, paper: Paper) -> None:
    sheet.text(LEFT, 60, paper.seller.name, 13, bold=True)
    sheet.text(LEFT, 74, f"{paper.seller.address}, {paper.seller.city}", 7.5)
    sheet.text(LEFT, 85, f"{paper.seller.email}  ·  {paper.seller.phone}", 7.5)
    sheet.text(RIGHT, 56, "Factura electrónica de venta", 9, "right")
    sheet.text(RIGHT, 74, f"{paper.prefix}-{paper.serial}", 15, "right", bold=True)
    sheet.rule(LEFT, 98, RIGHT, 1.4)


def _parties(sheet: Sheet, paper: Paper) -> None:
    seller, buyer = paper.seller, paper.buyer
    document = "NIT" if seller.id_type == "31" else "C.C."
    columns = (
        (LEFT, (("FACTURADO A", buyer.name), ("NIT", buyer.nit), ("CIUDAD", buyer.city))),
        (240, ((f"{document} DEL EMISOR", seller.nit), ("MONEDA", paper.currency), ("MEDIO DE PAGO", "Transferencia"))),
        (400, (("EMISIÓN", long(paper.issued)), ("VENCE", long(paper.due or paper.issued)), ("PLAZO", _term(paper)))),
    )
    for x, pairs in columns:
        for row, (label, value) in enumerate(pairs):
            sheet.text(x, 120 + 32 * row, label, 6.5)
            sheet.text(x, 132 + 32 * row, value, 9, bold=row == 0)


def _term(paper: Paper) -> str:
    return f"{(paper.due - paper.issued).days} días" if paper.due else "De contado"


def _rows(sheet: Sheet, paper: Paper) -> float:
    y = 236.0
    for name, x, align in (("Concepto", LEFT, "left"), ("Cantidad", 372, "right"), ("Precio", 460, "right")):
        sheet.text(x, y, name, 7.5, align, bold=True)  # type: ignore[arg-type]
    sheet.text(RIGHT, y, "Importe", 7.5, "right", bold=True)
    sheet.rule(LEFT, y + 6, RIGHT)
    y += 22
    for item in paper.items:
        sheet.text(372, y, f"{item.quantity.normalize():f}", 8.5, "right")
        sheet.text(460, y, dots(item.price, 2), 8.5, "right")
        sheet.text(RIGHT, y, dots(item.amount, 2), 8.5, "right")
        y = sheet.paragraph(LEFT, y, item.description, 250, 8.5) + 8
        sheet.rule(LEFT, y - 9, RIGHT, 0.25)
    return y


def _totals(sheet: Sheet, paper: Paper, y: float) -> float:
    y += 12
    sheet.text(380, y, "Subtotal", 8.5)
    sheet.text(RIGHT, y, dots(paper.subtotal, 2), 8.5, "right")
    for tax in paper.taxes:
        y += 16
        sheet.text(380, y, f"{NAMES[tax.scheme]} ({tax.rate.normalize():f}%)", 8.5)
        sheet.text(RIGHT, y, dots(tax.amount, 2), 8.5, "right")
    y += 22
    sheet.text(380, y, "Total", 11, bold=True)
    sheet.text(RIGHT, y, f"$ {dots(paper.total, 2)}", 11, "right", bold=True)
    for one in paper.withheld:
        y += 16
        sheet.text(380, y, f"(-) {one.name} {one.rate}", 7.5)
        sheet.text(RIGHT, y, dots(one.amount, 2), 7.5, "right")
    if paper.withheld:
        y += 16
        sheet.text(380, y, "Neto a recibir", 8.5, bold=True)
        sheet.text(RIGHT, y, dots(paper.total - paper.withheld_total, 2), 8.5, "right", bold=True)
    return y


def _foot(sheet: Sheet, paper: Paper, y: float) -> None:
    if paper.note:
        y = sheet.paragraph(LEFT, y + 30, paper.note, 330, 8)
    resolution = paper.resolution
    sheet.qr(488, 640, 80, paper.qr)
    below = sheet.paragraph(LEFT, 660, f"CUFE {paper.code}", 420, 6.5)
    sheet.paragraph(
        LEFT,
        below + 6,
        f"Autorización de numeración DIAN {resolution.number} del {long(resolution.since)}, prefijo {paper.prefix}, "
        f"desde {resolution.first} hasta {resolution.last}, vigencia 24 meses. Generada {paper.issued} {paper.time}.",
        420,
        6.5,
    )
