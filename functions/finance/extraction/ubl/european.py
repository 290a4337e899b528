"""EN 16931 in UBL syntax: invoices and credit notes."""

from functions.finance.extraction.document import Document, DocumentKind
from functions.finance.extraction.kinds import Kind
from functions.finance.extraction.node import Node
from functions.finance.extraction.ubl.amounts import tax_total_of, taxes_of, totals_in_currency, totals_of
from functions.finance.extraction.ubl.lines import european_lines
from functions.finance.extraction.ubl.parties import european_party
from functions.finance.extraction.ubl.references import exchange_rate_of, references_of
from functions.finance.extraction.untdid import kind_of_code
from functions.finance.extraction.values import Evidence, Value

_TYPE_CODES = ("cbc:InvoiceTypeCode", "cbc:CreditNoteTypeCode")


def read_european(node: Node, kind: Kind) -> Document:
    """Every value of an EN 16931 invoice or credit note."""
    currency = node.raw("cbc:DocumentCurrencyCode")
    totals = totals_of(node)
    untaxed = totals.money("cbc:TaxExclusiveAmount", currency)
    total = totals.money("cbc:TaxInclusiveAmount", currency)
    return Document(
        kind=_kind(node, kind),
        type_code=node.text(*_TYPE_CODES),
        number=node.text("cbc:ID"),
        issue_date=node.date("cbc:IssueDate"),
        tax_point=node.date("cbc:TaxPointDate"),
        due_date=node.date("cbc:DueDate", "cac:PaymentMeans/cbc:PaymentDueDate"),
        currency=node.text("cbc:DocumentCurrencyCode"),
        exchange_rate=exchange_rate_of(node),
        seller=european_party(node.child("cac:AccountingSupplierParty")),
        buyer=european_party(node.child("cac:AccountingCustomerParty")),
        lines=european_lines(node, currency),
        line_total=totals.money("cbc:LineExtensionAmount", currency),
        subtotal=untaxed,
        taxes=taxes_of(node, "cac:TaxTotal", currency),
        withholdings=taxes_of(node, "cac:WithholdingTaxTotal", currency),
        tax_total=tax_total_of(node, totals_in_currency(node, currency), untaxed, total),
        allowances=totals.money("cbc:AllowanceTotalAmount", currency),
        charges=totals.money("cbc:ChargeTotalAmount", currency),
        rounding=totals.money("cbc:PayableRoundingAmount", currency),
        total=total,
        prepaid=totals.money("cbc:PrepaidAmount", currency),
        payable=totals.money("cbc:PayableAmount", currency),
        references=references_of(node),
        payment_means=node.text("cac:PaymentMeans/cbc:PaymentMeansCode"),
        notes=tuple(note.text(".") for note in node.children("cbc:Note")),
    )


def _kind(node: Node, kind: Kind) -> Value[DocumentKind]:
    code = node.raw(*_TYPE_CODES)
    law = DocumentKind.CREDIT_NOTE if kind is Kind.UBL_CREDIT_NOTE else kind_of_code(code)
    return Value.found(law, node.source, Evidence(path=node.path, text=code), node.confidence)
