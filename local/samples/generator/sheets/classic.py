"""The representación gráfica as most invoicing programs of the country print it: boxes, grey heads, the CUFE below."""

from decimal import Decimal

from local.samples.generator.papers import NAMES, Item, Paper
from local.samples.generator.sheets.sheet import HELVETICA, Faces, Sheet
from local.samples.generator.wording import commas, slashed

LEFT, RIGHT = 36.0, 576.0
ROWS_FIRST, ROWS_NEXT = 17, 34
_COLUMNS = (("#", 44, "left"), ("Código", 60, "left"), ("Descripción", 118, "left"), ("Cant.", 350, "right"))
_MONEY_COLUMNS = (("Vr. unitario", 428, "right"), ("% IVA", 470, "right"), ("Vr. total", 570, "right"))


def classic(paper: Paper, faces: Faces = HELVETICA, *, password: str | None = None, unseen: str = "") -> bytes:
    """The PDF of a paper; long ones go on over several pages. `unseen` is on the last page for extractors only."""
    sheet = Sheet(faces=faces, password=password)
    pages = _pages(paper.items)
    for number, items in enumerate(pages, start=1):
        y = _head(sheet, paper, number, len(pages))
        y = _rows(sheet, y, items, 1 + sum(map(len, pages[: number - 1])))
        if number < len(pages):
            sheet.text(RIGHT, 770, "Continúa en la página siguiente", 7, "right")
            sheet.next_page()
    y = _totals(sheet, paper, y + 14)
    _foot(sheet, paper, max(y + 12, 620))
    if unseen:
        sheet.unseen(LEFT, 560, unseen)
    return sheet.pdf(f"Factura {paper.number}", "Gestor Contable Web 7.4")


def _pages(items: tuple[Item, ...]) -> list[tuple[Item, ...]]:
    first, rest = items[:ROWS_FIRST], items[ROWS_FIRST:]
    return [first, *(rest[start : start + ROWS_NEXT] for start in range(0, len(rest), ROWS_NEXT))]


def _head(sheet: Sheet, paper: Paper, page: int, pages: int) -> float:
    seller = paper.seller
    name = "NOTA CRÉDITO ELECTRÓNICA" if paper.is_note else "FACTURA ELECTRÓNICA DE VENTA"
    sheet.box(LEFT, 34, 44, 44, shade=0.3)
    sheet.canvas.setFillGray(1)
    sheet.text(58, 66, seller.name[0], 28, "centre", bold=True)
    sheet.canvas.setFillGray(0)
    sheet.text(88, 46, seller.name, 12, bold=True)
    sheet.text(88, 58, f"NIT {seller.nit}", 9)
    sheet.text(88, 69, f"{seller.address} · {seller.city} · Tel. {seller.phone}", 7.5)
    sheet.text(88, 79, f"Responsable de IVA · Actividad económica {seller.activity} · {seller.email}", 7.5)
    sheet.box(400, 34, 176, 44)
    sheet.text(488, 48, name, 8.5, "centre", bold=True)
    sheet.text(488, 62, f"No. {paper.prefix} {paper.serial}", 11, "centre", bold=True)
    sheet.text(488, 73, f"Página {page} de {pages}", 7, "centre")
    return _parties(sheet, paper, 92)


def _parties(sheet: Sheet, paper: Paper, y: float) -> float:
    buyer = paper.buyer
    sheet.box(LEFT, y, 356, 66)
    sheet.box(400, y, 176, 66)
    left = (
        ("Cliente:", buyer.name),
        ("NIT:", buyer.nit),
        ("Dirección:", f"{buyer.address}, {buyer.city}"),
        ("Correo:", buyer.email),
    )
    due = slashed(paper.due) if paper.due else slashed(paper.issued)
    right = (
        ("Fecha de emisión:", f"{slashed(paper.issued)} {paper.time}"),
        ("Fecha de vencimiento:", due),
        ("Forma de pago:", "Crédito" if paper.on_credit else "Contado"),
        ("Moneda:", paper.currency),
    )
    for x, wide, rows in ((42, 52, left), (406, 92, right)):
        for row, (label, value) in enumerate(rows):
            sheet.text(x, y + 14 + 14 * row, label, 8, bold=True)
            sheet.text(x + wide, y + 14 + 14 * row, value, 8)
    return y + 82


def _rows(sheet: Sheet, y: float, items: tuple[Item, ...], first: int) -> float:
    sheet.box(LEFT, y, RIGHT - LEFT, 16, shade=0.85)
    for name, x, align in (*_COLUMNS, *_MONEY_COLUMNS):
        sheet.text(x, y + 11, name, 8, align, bold=True)  # type: ignore[arg-type]
    y += 28
    for number, item in enumerate(items, start=first):
        rate = "Excl." if item.rate is None else f"{item.rate.normalize():f}"
        sheet.text(44, y, str(number))
        sheet.text(60, y, item.code, 8)
        sheet.text(118, y, item.description, 8)
        sheet.text(350, y, f"{item.quantity.normalize():f}", align="right")
        sheet.text(428, y, commas(item.price), align="right")
        sheet.text(470, y, rate, align="right")
        sheet.text(570, y, commas(item.amount), align="right")
        y += 16
    sheet.rule(LEFT, y - 6, RIGHT)
    return y


def _totals(sheet: Sheet, paper: Paper, y: float) -> float:
    rows: list[tuple[str, Decimal, bool]] = [("Subtotal", paper.subtotal, False)]
    rows.extend((f"{NAMES[tax.scheme]} {tax.rate.normalize():f} %", tax.amount, False) for tax in paper.taxes)
    rows.append(("TOTAL A PAGAR" if not paper.withheld else "TOTAL FACTURA", paper.total, True))
    rows.extend((f"{one.name} ({one.rate})", -one.amount, False) for one in paper.withheld)
    if paper.withheld:
        rows.append(("Neto a girar", paper.total - paper.withheld_total, True))
    for label, amount, strong in rows:
        sheet.text(400, y, label, 9, bold=strong)
        sheet.text(570, y, commas(amount), 9, "right", bold=strong)
        y += 14
    sheet.box(392, y - 14 * len(rows) - 12, 184, 14 * len(rows) + 8)
    if paper.note:
        sheet.paragraph(LEFT, y - 14 * len(rows), f"Observaciones: {paper.note}", 320, 8)
    return y


def _foot(sheet: Sheet, paper: Paper, y: float) -> None:
    resolution = paper.resolution
    sheet.qr(LEFT, y, 84, paper.qr)
    authorised = (
        f"Resolución de facturación electrónica DIAN No. {resolution.number} de {slashed(resolution.since)}, vigente "
        f"hasta {slashed(resolution.until)}. Numeración autorizada del {paper.prefix}{resolution.first} al "
        f"{paper.prefix}{resolution.last}."
    )
    below = sheet.paragraph(132, y + 12, authorised, 440, 7.5)
    below = sheet.paragraph(132, below + 4, f"{paper.code_name}: {paper.code}", 300, 7)
    sheet.paragraph(
        132,
        below + 4,
        "Representación gráfica de la factura electrónica. Esta factura se asimila en todos sus efectos a una letra de "
        "cambio, artículo 774 del Código de Comercio. Después del vencimiento causa intereses de mora.",
        440,
        6.5,
    )
    sheet.text(306, 772, "Proveedor tecnológico: Gestor Contable Web S.A.S. · NIT 901.333.214-7", 6.5, "centre")
