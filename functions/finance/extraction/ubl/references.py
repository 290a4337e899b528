"""Other documents that a UBL document speaks of, its numbering resolution and its exchange rate."""

from functions.finance.extraction.document import ExchangeRate, Reference, Resolution
from functions.finance.extraction.node import Node

_BILLED = (
    ("invoice", "cac:BillingReference/cac:InvoiceDocumentReference"),
    ("credit_note", "cac:BillingReference/cac:CreditNoteDocumentReference"),
    ("debit_note", "cac:BillingReference/cac:DebitNoteDocumentReference"),
    ("order", "cac:OrderReference"),
    ("contract", "cac:ContractDocumentReference"),
)
_CONTROL = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/sts:DianExtensions/sts:InvoiceControl"
_RATES = ("cac:PaymentExchangeRate", "cac:PaymentAlternativeExchangeRate", "cac:PricingExchangeRate")


def references_of(node: Node) -> tuple[Reference, ...]:
    """The invoices, notes, orders and contracts that the document names, in its order."""
    return tuple(_reference(kind, found) for kind, path in _BILLED for found in node.children(path))


def document_reference(node: Node | None) -> Reference | None:
    """The invoice that an event answers."""
    return _reference("invoice", node) if node else None


def resolution_of(node: Node) -> Resolution | None:
    """The numbering that DIAN authorised; notes have none."""
    control = node.child(_CONTROL)
    if control is None:
        return None
    return Resolution(
        number=control.text("sts:InvoiceAuthorization"),
        prefix=control.text("sts:AuthorizedInvoices/sts:Prefix"),
        first=control.integer("sts:AuthorizedInvoices/sts:From"),
        last=control.integer("sts:AuthorizedInvoices/sts:To"),
        valid_from=control.date("sts:AuthorizationPeriod/cbc:StartDate"),
        valid_to=control.date("sts:AuthorizationPeriod/cbc:EndDate"),
    )


def exchange_rate_of(node: Node) -> ExchangeRate | None:
    """The first exchange rate that the document states."""
    rate = next((found for path in _RATES if (found := node.child(path))), None)
    if rate is None:
        return None
    return ExchangeRate(
        source=rate.text("cbc:SourceCurrencyCode"),
        target=rate.text("cbc:TargetCurrencyCode"),
        rate=rate.decimal("cbc:CalculationRate"),
        on=rate.date("cbc:Date"),
    )


def _reference(kind: str, node: Node) -> Reference:
    return Reference(
        kind=kind,
        number=node.text("cbc:ID"),
        cufe=node.text("cbc:UUID"),
        issue_date=node.date("cbc:IssueDate"),
    )
