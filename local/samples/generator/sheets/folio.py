"""The folio of a hotel: two languages, a day on each line, the guest and the company that pays."""

from local.samples.generator.papers import NAMES, Paper
from local.samples.generator.sheets.sheet import TIMES, Sheet
from local.samples.generator.wording import dots, slashed

LEFT, RIGHT = 54.0, 558.0


def folio(paper: Paper, *, guest: str, stay: str) -> bytes:
    """The PDF of a paper of one page."""
    sheet = Sheet(faces=TIMES)
    _head(sheet, paper, guest, stay)
    y = _totals(sheet, paper, _rows(sheet, paper))
    sheet.paragraph(LEFT, y + 40, paper.note, 504, 9)
    sheet.qr(LEFT, 650, 76, paper.qr)
    sheet.paragraph(144, 664, f"CUFE: {paper.code}", 400, 7.5)
    sheet.text(144, 700, f"Autorización DIAN {paper.resolution.number}, prefijo {paper.prefix}, 1 a 20000", 7.5)
    return sheet.pdf(f"Folio {paper.number}", "Recepcion 360")


def _head(sheet: Sheet, paper: Paper, guest: str, stay: str) -> None:
    seller, buyer = paper.seller, paper.buyer
    sheet.text(306, 62, seller.name, 18, "centre", bold=True)
    sheet.text(306, 78, f"{seller.address}, {seller.city} · NIT {seller.nit} · RNT 48213", 9, "centre")
    sheet.rule(LEFT, 90, RIGHT)
    sheet.text(LEFT, 112, f"Factura electrónica de venta / Invoice No. {paper.number}", 11, bold=True)
    rows = (
        ("Huésped / Guest", guest, "Fecha / Date", slashed(paper.issued)),
        ("Empresa / Company", buyer.name, "Vence / Due date", slashed(paper.due or paper.issued)),
        ("NIT / Tax ID", buyer.nit, "Estadía / Stay", stay),
    )
    for row, (left, one, right, other) in enumerate(rows):
        y = 134 + 15 * row
        sheet.text(LEFT, y, left, 9.5)
        sheet.text(160, y, one, 9.5, bold=True)
        sheet.text(370, y, right, 9.5)
        sheet.text(RIGHT, y, other, 9.5, "right", bold=True)


def _rows(sheet: Sheet, paper: Paper) -> float:
    y = 204.0
    sheet.text(LEFT, y, "Concepto / Description", 9.5, bold=True)
    sheet.text(420, y, "Cant. / Qty", 9.5, "right", bold=True)
    sheet.text(RIGHT, y, "Valor / Amount", 9.5, "right", bold=True)
    sheet.rule(LEFT, y + 5, RIGHT)
    for item in paper.items:
        y += 18
        sheet.text(LEFT, y, item.description, 9.5)
        sheet.text(420, y, f"{item.quantity.normalize():f}", 9.5, "right")
        sheet.text(RIGHT, y, dots(item.amount), 9.5, "right")
    sheet.rule(LEFT, y + 8, RIGHT)
    return y + 26


def _totals(sheet: Sheet, paper: Paper, y: float) -> float:
    rows = [("Subtotal", paper.subtotal)]
    rows.extend((f"{NAMES[tax.scheme]} / VAT {tax.rate.normalize():f} %", tax.amount) for tax in paper.taxes)
    for label, amount in rows:
        sheet.text(360, y, label, 10)
        sheet.text(RIGHT, y, dots(amount), 10, "right")
        y += 15
    sheet.text(360, y + 4, "Total COP", 12, bold=True)
    sheet.text(RIGHT, y + 4, f"$ {dots(paper.total)}", 12, "right", bold=True)
    return y + 4
