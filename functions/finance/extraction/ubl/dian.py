"""DIAN's UBL 2.1: invoices, credit notes and debit notes.

Source: Anexo técnico de factura electrónica 1.9 and its official samples. Amounts before tax are LineExtensionAmount;
TaxExclusiveAmount is the sum of bases, which is something else.
"""

from functions.finance.extraction.document import Document, DocumentKind
from functions.finance.extraction.kinds import Kind
from functions.finance.extraction.node import Node
from functions.finance.extraction.ubl.amounts import tax_total_of, taxes_of, totals_of
from functions.finance.extraction.ubl.lines import dian_lines
from functions.finance.extraction.ubl.parties import dian_party
from functions.finance.extraction.ubl.references import exchange_rate_of, references_of, resolution_of
from functions.finance.extraction.values import Evidence, Value

_TYPE_CODES = ("cbc:InvoiceTypeCode", "cbc:CreditNoteTypeCode", "cbc:DebitNoteTypeCode")
_QR = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/sts:DianExtensions/sts:QRCode"
_INVOICES = {
    "02": DocumentKind.EXPORT_INVOICE,
    "03": DocumentKind.CONTINGENCY_INVOICE,
    "04": DocumentKind.CONTINGENCY_INVOICE,
    "05": DocumentKind.SUPPORT_DOCUMENT,
    "20": DocumentKind.POS_TICKET,
    "60": DocumentKind.UTILITY_BILL,
}
_EQUIVALENTS = frozenset({"25", "27", "30", "32", "35", "40", "45", "50", "55"})


def read_dian(node: Node, kind: Kind) -> Document:
    """Every value of a DIAN invoice or note; `kind` is what the root element said."""
    currency = node.raw("cbc:DocumentCurrencyCode")
    totals = totals_of(node)
    line_total = totals.money("cbc:LineExtensionAmount", currency)
    total = totals.money("cbc:TaxInclusiveAmount", currency)
    return Document(
        kind=_kind(node, kind),
        type_code=node.text(*_TYPE_CODES),
        number=node.text("cbc:ID"),
        cufe=node.text("cbc:UUID"),
        cufe_scheme=node.text("cbc:UUID/@schemeName"),
        issue_date=node.date("cbc:IssueDate"),
        issue_time=node.time("cbc:IssueTime"),
        tax_point=node.date("cbc:TaxPointDate"),
        due_date=node.date("cbc:DueDate", "cac:PaymentMeans/cbc:PaymentDueDate"),
        currency=node.text("cbc:DocumentCurrencyCode"),
        exchange_rate=exchange_rate_of(node),
        seller=dian_party(node.child("cac:AccountingSupplierParty")),
        buyer=dian_party(node.child("cac:AccountingCustomerParty")),
        lines=dian_lines(node, currency),
        line_total=line_total,
        subtotal=line_total,
        tax_base=totals.money("cbc:TaxExclusiveAmount", currency),
        taxes=taxes_of(node, "cac:TaxTotal", currency),
        withholdings=taxes_of(node, "cac:WithholdingTaxTotal", currency),
        tax_total=tax_total_of(node, list(node.children("cac:TaxTotal")), line_total, total),
        allowances=totals.money("cbc:AllowanceTotalAmount", currency),
        charges=totals.money("cbc:ChargeTotalAmount", currency),
        rounding=totals.money("cbc:PayableRoundingAmount", currency),
        total=total,
        prepaid=totals.money("cbc:PrepaidAmount", currency),
        payable=totals.money("cbc:PayableAmount", currency),
        resolution=resolution_of(node),
        references=references_of(node),
        note_reason=node.text("cac:DiscrepancyResponse/cbc:ResponseCode"),
        payment_means=node.text("cac:PaymentMeans/cbc:PaymentMeansCode"),
        operation=node.text("cbc:CustomizationID"),
        environment=node.text("cbc:ProfileExecutionID"),
        qr=node.text(_QR),
        notes=tuple(note.text(".") for note in node.children("cbc:Note")),
    )


def _kind(node: Node, kind: Kind) -> Value[DocumentKind]:
    code = node.raw(*_TYPE_CODES)
    return Value.found(_law(kind, code), node.source, Evidence(path=node.path, text=code), node.confidence)


def _law(kind: Kind, code: str | None) -> DocumentKind:
    if kind is Kind.DIAN_CREDIT_NOTE:
        return DocumentKind.CREDIT_NOTE
    if kind is Kind.DIAN_DEBIT_NOTE:
        return DocumentKind.DEBIT_NOTE
    if code in _EQUIVALENTS:
        return DocumentKind.EQUIVALENT_DOCUMENT
    return _INVOICES.get(code or "", DocumentKind.INVOICE)
