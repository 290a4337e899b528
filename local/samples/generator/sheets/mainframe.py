"""An invoice from an accounting program that was young in the nineties: one type, capitals, everything in columns."""

from local.samples.generator.papers import Paper
from local.samples.generator.sheets.sheet import COURIER, Sheet
from local.samples.generator.wording import commas

LEFT, RIGHT = 40.0, 572.0


def mainframe(paper: Paper, *, in_words: str) -> bytes:
    """The PDF of a paper of one page."""
    sheet = Sheet(faces=COURIER)
    _head(sheet, paper)
    y = _rows(sheet, paper)
    _foot(sheet, paper, y, in_words)
    return sheet.pdf(f"FACT {paper.number}", "SICO 9.12")


def _head(sheet: Sheet, paper: Paper) -> None:
    seller, buyer = paper.seller, paper.buyer
    sheet.text(306, 40, seller.name.upper(), 12, "centre", bold=True)
    sheet.text(306, 53, f"NIT. {seller.nit}   REGIMEN: RESPONSABLE DE IVA", 8.5, "centre")
    sheet.text(306, 64, f"{seller.address.upper()}  {seller.city.upper()}  TEL {seller.phone}", 8.5, "centre")
    sheet.text(LEFT, 92, "FACTURA ELECTRONICA DE VENTA NRO.", 9, bold=True)
    sheet.text(230, 92, f"{paper.prefix}-{paper.serial}", 9, bold=True)
    pairs = (
        ("SENOR(ES)", buyer.name.upper(), "FECHA EXPEDICION", paper.issued.isoformat()),
        ("NIT/C.C.", buyer.nit, "FECHA VENCE", (paper.due or paper.issued).isoformat()),
        ("DIRECCION", buyer.address.upper(), "FORMA DE PAGO", "CREDITO 30 DIAS"),
        ("CIUDAD", buyer.city.upper(), "VENDEDOR", "OFICINA"),
    )
    for row, (left, one, right, other) in enumerate(pairs):
        y = 112 + 13 * row
        sheet.text(LEFT, y, f"{left:<10}: {one}", 8.5)
        sheet.text(370, y, f"{right:<16}: {other}", 8.5)


def _rows(sheet: Sheet, paper: Paper) -> float:
    y = 176.0
    sheet.text(LEFT, y - 12, "=" * 104, 8.5)
    for name, x in (("CANTIDAD", 330), ("VLR. UNITARIO", 450), ("VLR. TOTAL", RIGHT)):
        sheet.text(x, y, name, 8.5, "right")
    sheet.text(LEFT, y, "REF.      DESCRIPCION", 8.5)
    sheet.text(LEFT, y + 9, "-" * 104, 8.5)
    y += 22
    for item in paper.items:
        sheet.text(LEFT, y, f"{item.code:<9} {item.description.upper()}"[:48], 8.5)
        sheet.text(330, y, commas(item.quantity), 8.5, "right")
        sheet.text(450, y, commas(item.price), 8.5, "right")
        sheet.text(RIGHT, y, commas(item.amount), 8.5, "right")
        y += 13
    return y


def _foot(sheet: Sheet, paper: Paper, y: float, in_words: str) -> None:
    sheet.text(LEFT, y, "-" * 104, 8.5)
    rows = (
        ("VALOR BRUTO", commas(paper.subtotal), False),
        ("DESCUENTOS", "0.00", False),
        ("I.V.A.", commas(paper.tax_total), False),
        ("NETO A PAGAR", commas(paper.total), True),
    )
    for row, (label, amount, strong) in enumerate(rows):
        sheet.text(390, y + 14 + 13 * row, label, 9, bold=strong)
        sheet.text(RIGHT, y + 14 + 13 * row, amount, 9, "right", bold=strong)
    sheet.paragraph(LEFT, y + 14, f"SON: {in_words}", 300, 8.5)
    if paper.note:
        sheet.paragraph(LEFT, y + 44, f"OBS: {paper.note.upper()}", 300, 8.5)
    resolution = paper.resolution
    sheet.text(
        LEFT, 690, f"AUTORIZACION DIAN {resolution.number} DE {resolution.since} VIGENTE A {resolution.until}", 7.5
    )
    sheet.text(LEFT, 700, f"PREFIJO {paper.prefix} RANGO {resolution.first} A {resolution.last}", 7.5)
    sheet.text(LEFT, 712, f"CUFE {paper.code[:64]}", 7.5)
    sheet.text(LEFT, 722, f"     {paper.code[64:]}", 7.5)
    sheet.text(LEFT, 748, "RECIBI CONFORME ____________________________   C.C. _______________", 8.5)
