"""What a document is in law, by its title and, for tickets and bills of public services, by what it speaks of."""

from dataclasses import dataclass
from statistics import median

from functions.finance.extraction.document import DocumentKind
from functions.finance.extraction.fields.folding import folded
from functions.finance.extraction.fields.labels import Label
from functions.finance.extraction.fields.sheet import Sheet
from functions.finance.extraction.fields.vocabulary.names import Name
from functions.finance.extraction.layout import Cell

_KINDS = {
    Name.REIMBURSEMENT: DocumentKind.REIMBURSEMENT,
    Name.PAYMENT_REQUEST: DocumentKind.PAYMENT_REQUEST,
    Name.SUPPORT_DOCUMENT: DocumentKind.SUPPORT_DOCUMENT,
    Name.UTILITY_BILL: DocumentKind.UTILITY_BILL,
    Name.POS_TICKET: DocumentKind.POS_TICKET,
    Name.CREDIT_NOTE: DocumentKind.CREDIT_NOTE,
    Name.DEBIT_NOTE: DocumentKind.DEBIT_NOTE,
    Name.INVOICE: DocumentKind.INVOICE,
}
_SERVICES = ("acueducto", "alcantarillado", "aseo", "energia", "kwh", "m3", "gas", "medidor", "estrato", "suscriptor")
_ENOUGH_SERVICES = 3
_TICKET_WIDTH = 300
_TITLE_SIZE = 1.15
_HEAD = 0.45


@dataclass(frozen=True, eq=False)
class Shown:
    """A kind with where it shows and how clearly."""

    kind: DocumentKind
    cell: Cell
    weight: float


def kind_of(sheet: Sheet) -> Shown | None:
    """The kind: special ones before plain invoices, titles in large type or at the top before others."""
    usual = median(cell.size for line in sheet.lines for cell in line.cells)
    labels = [label for label in sheet.labelled(*_KINDS, Name.NUMBER) if label.leads and not label.prose]
    titled = [(label, _weight(sheet, label, usual)) for label in labels if label.means(*_KINDS)]
    for name, kind in _KINDS.items():
        of_kind = [(label, weight) for label, weight in titled if name in label.meanings and weight]
        if name is Name.UTILITY_BILL and not of_kind and _serves(sheet):
            return Shown(kind, sheet.lines[0].cells[0], 0.75)
        if of_kind:
            label, weight = max(of_kind, key=lambda one: one[1])
            return Shown(_narrow(sheet, kind), label.cell, weight)
    numbered = [label for label in labels if label.means(Name.NUMBER) and label.meanings[Name.NUMBER]]
    return _by_number(sheet, numbered)


def _by_number(sheet: Sheet, labels: list[Label]) -> Shown | None:
    """The kind that the label of the number speaks of ("Nota crédito No.", "Factuurnummer")."""
    for label in labels:
        words = " ".join(folded(label.cell.text[label.start : label.end]))
        if any(word in words for word in ("credit", "gutschrift", "avoir")):
            return Shown(DocumentKind.CREDIT_NOTE, label.cell, 0.8)
        if "cuenta de cobro" in words:
            return Shown(DocumentKind.PAYMENT_REQUEST, label.cell, 0.9)
        if any(word in words for word in ("pos", "tiquete", "documento equivalente")):
            return Shown(DocumentKind.POS_TICKET, label.cell, 0.85)
        if any(word in words for word in ("invoice", "factur", "rechnung", "fatura", "fattura")):
            kind = DocumentKind.UTILITY_BILL if _serves(sheet) else DocumentKind.INVOICE
            return Shown(_narrow(sheet, kind), label.cell, 0.85)
    return None


def _weight(sheet: Sheet, label: Label, usual: float) -> float:
    """A title is large, or stands alone in the upper part of the first page."""
    cell = label.cell
    if label.start:
        return 0.0
    high = cell.page is sheet.pages[0] and cell.top < _HEAD * cell.page.height
    if cell.size >= _TITLE_SIZE * usual and high:
        return 0.95
    return 0.85 if high else 0.0


def _serves(sheet: Sheet) -> bool:
    return sheet.colombian and sum(bool(sheet.words[word]) for word in _SERVICES) >= _ENOUGH_SERVICES


def _narrow(sheet: Sheet, kind: DocumentKind) -> DocumentKind:
    """A Colombian invoice on a till's roll is a ticket."""
    narrow = sheet.pages[0].width < _TICKET_WIDTH and sheet.pages[0].height > sheet.pages[0].width
    return DocumentKind.POS_TICKET if kind is DocumentKind.INVOICE and narrow and sheet.colombian else kind
