"""An invoice from another country, in English, with dollars and no tax."""

from local.samples.generator.papers import Paper
from local.samples.generator.sheets.sheet import HELVETICA, Sheet
from local.samples.generator.wording import commas

LEFT, RIGHT = 54.0, 558.0


def abroad(paper: Paper) -> bytes:
    """The PDF of a paper."""
    sheet = Sheet(faces=HELVETICA)
    _head(sheet, paper)
    y = _rows(sheet, paper)
    rows = (("Subtotal", paper.subtotal), ("Sales tax", paper.tax_total), ("Total due (USD)", paper.total))
    for label, amount in rows:
        sheet.text(420, y, label, 10, bold=label.startswith("Total"))
        sheet.text(RIGHT, y, f"${commas(amount)}", 10, "right", bold=label.startswith("Total"))
        y += 17
    sheet.paragraph(
        LEFT,
        y + 40,
        "Services are supplied from the United States. The customer accounts for any tax due in its own country. "
        f"Please quote invoice {paper.number} with your wire transfer.",
        380,
        8.5,
    )
    return sheet.pdf(f"Invoice {paper.number}", "Billing 12")


def _head(sheet: Sheet, paper: Paper) -> None:
    sheet.text(LEFT, 72, "INVOICE", 24, bold=True)
    sheet.text(RIGHT, 62, paper.seller.name, 10, "right", bold=True)
    sheet.text(RIGHT, 75, paper.seller.address, 8, "right")
    sheet.text(RIGHT, 86, f"EIN {paper.seller.number}  {paper.seller.email}", 8, "right")
    due = paper.due or paper.issued
    right = (
        ("Invoice number", paper.number),
        ("Invoice date", f"{paper.issued:%B %d, %Y}"),
        ("Due date", f"{due:%B %d, %Y}"),
        ("Terms", "Net 30"),
    )
    for row, (label, value) in enumerate(right):
        sheet.text(360, 124 + 15 * row, label, 9)
        sheet.text(RIGHT, 124 + 15 * row, value, 9, "right", bold=row == 0)
    sheet.text(LEFT, 124, "Bill to", 9, bold=True)
    address = (paper.buyer.name, f"Tax ID {paper.buyer.nit}", paper.buyer.address, f"{paper.buyer.city}, Colombia")
    for row, line in enumerate(address):
        sheet.text(LEFT, 139 + 13 * row, line, 9)


def _rows(sheet: Sheet, paper: Paper) -> float:
    y = 224.0
    for name, x in (("Qty", 360), ("Unit price", 460), ("Amount", RIGHT)):
        sheet.text(x, y, name, 9, "right", bold=True)
    sheet.text(LEFT, y, "Description", 9, bold=True)
    sheet.rule(LEFT, y + 6, RIGHT, 1)
    for item in paper.items:
        y += 22
        sheet.text(LEFT, y, item.description, 9.5)
        sheet.text(360, y, f"{item.quantity.normalize():f}", 9.5, "right")
        sheet.text(460, y, f"${commas(item.price)}", 9.5, "right")
        sheet.text(RIGHT, y, f"${commas(item.amount)}", 9.5, "right")
    sheet.rule(LEFT, y + 10, RIGHT)
    return y + 32
