"""A Cross Industry Invoice as values."""

from decimal import Decimal

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.cii.lines import cii_lines, cii_taxes
from functions.finance.extraction.cii.names import Names, names_of
from functions.finance.extraction.cii.parties import cii_party
from functions.finance.extraction.document import Document, DocumentKind, ExchangeRate, Reference
from functions.finance.extraction.node import Node
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.untdid import kind_of_code
from functions.finance.extraction.values import Evidence, Money, Value

_DAY, _DAY_1 = "udt:DateTimeString", "udt:DateTime"


def read_cii(node: Node) -> Document:
    """Every value of a CrossIndustryInvoice, or of ZUGFeRD 1's CrossIndustryDocument.

    Raises:
        Refused: unreadable, when a part that every profile has is missing.
    """
    names = names_of(node)
    header, transaction = _part(node, names.header), _part(node, names.transaction)
    agreement, settlement = _part(transaction, names.agreement), _part(transaction, names.settlement)
    summation = _part(settlement, names.summation)
    currency = settlement.raw("ram:InvoiceCurrencyCode")
    untaxed = summation.money("ram:TaxBasisTotalAmount", currency)
    total = summation.money("ram:GrandTotalAmount", currency)
    return Document(
        kind=_kind(header),
        type_code=header.text("ram:TypeCode"),
        number=header.text("ram:ID"),
        issue_date=header.date(f"ram:IssueDateTime/{_DAY}", f"ram:IssueDateTime/{_DAY_1}"),
        tax_point=settlement.date("ram:ApplicableTradeTax/ram:TaxPointDate/udt:DateString"),
        due_date=settlement.date(
            *(f"ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/{day}" for day in (_DAY, _DAY_1))
        ),
        currency=settlement.text("ram:InvoiceCurrencyCode"),
        exchange_rate=_exchange_rate(settlement),
        seller=cii_party(agreement.child("ram:SellerTradeParty")),
        buyer=cii_party(agreement.child("ram:BuyerTradeParty")),
        lines=cii_lines(transaction, names, currency),
        line_total=summation.money("ram:LineTotalAmount", currency),
        subtotal=untaxed,
        taxes=cii_taxes(settlement, names, currency),
        tax_total=_tax_total(summation, currency, untaxed, total),
        allowances=summation.money("ram:AllowanceTotalAmount", currency),
        charges=summation.money("ram:ChargeTotalAmount", currency),
        rounding=summation.money("ram:RoundingAmount", currency),
        total=total,
        prepaid=summation.money("ram:TotalPrepaidAmount", currency),
        payable=summation.money("ram:DuePayableAmount", currency),
        references=_references(agreement, settlement, names),
        payment_means=settlement.text("ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode"),
        notes=tuple(note.text("ram:Content") for note in header.children("ram:IncludedNote")),
    )


def _part(node: Node, path: str) -> Node:
    part = node.child(path)
    if part is None:
        raise Refused(ReasonCode.UNREADABLE, f"no {path}")
    return part


def _kind(header: Node) -> Value[DocumentKind]:
    code = header.raw("ram:TypeCode")
    evidence = Evidence(path=f"{header.path}/ram:TypeCode", text=code)
    return Value.found(kind_of_code(code), header.source, evidence, header.confidence)


def _tax_total(summation: Node, currency: str | None, untaxed: Value[Money], total: Value[Money]) -> Value[Money]:
    """The tax total in the document's currency; a second one in the accounting currency is not it."""
    stated = [
        found for found in summation.children("ram:TaxTotalAmount") if found.raw("@currencyID") in (currency, None)
    ]
    if stated:
        return stated[0].money(".", currency)
    if untaxed.value is None or untaxed.value != total.value or total.evidence is None:
        return Value.absent()
    zero = Money(amount=Decimal(0), currency=currency)
    return Value.found(zero, summation.source, total.evidence, summation.confidence)


def _exchange_rate(settlement: Node) -> ExchangeRate | None:
    rate = settlement.child("ram:TaxApplicableTradeCurrencyExchange") or settlement.child(
        "ram:InvoiceApplicableTradeCurrencyExchange"
    )
    if rate is None:
        return None
    return ExchangeRate(
        source=rate.text("ram:SourceCurrencyCode"),
        target=rate.text("ram:TargetCurrencyCode"),
        rate=rate.decimal("ram:ConversionRate"),
        on=rate.date(f"ram:ConversionRateDateTime/{_DAY}"),
    )


def _references(agreement: Node, settlement: Node, names: Names) -> tuple[Reference, ...]:
    where = (
        ("invoice", settlement, "ram:InvoiceReferencedDocument"),
        ("order", agreement, "ram:BuyerOrderReferencedDocument"),
        ("contract", agreement, "ram:ContractReferencedDocument"),
    )
    return tuple(
        Reference(
            kind=kind,
            number=found.text(names.reference_number),
            issue_date=found.date("ram:FormattedIssueDateTime/qdt:DateTimeString", "ram:IssueDateTime"),
        )
        for kind, part, path in where
        for found in part.children(path)
    )
