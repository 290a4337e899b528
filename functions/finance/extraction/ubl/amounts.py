"""Totals and taxes of a UBL document."""

from decimal import Decimal

from functions.finance.extraction.document import Tax
from functions.finance.extraction.node import Node
from functions.finance.extraction.values import Absence, Evidence, Money, Value


def totals_of(node: Node) -> Node:
    """The element of totals; debit notes call it otherwise. An empty node when the document has none."""
    found = node.child("cac:LegalMonetaryTotal") or node.child("cac:RequestedMonetaryTotal")
    return found or Node(node.element.makeelement("none"), f"{node.path}/cac:LegalMonetaryTotal", node.source)


def taxes_of(node: Node, group: str, currency: str | None) -> tuple[Tax, ...]:
    """Every subtotal of every `group` (cac:TaxTotal, cac:WithholdingTaxTotal); a total without any is one tax."""
    taxes: list[Tax] = []
    for total in node.children(group):
        subtotals = list(total.children("cac:TaxSubtotal"))
        taxes.extend(_subtotal(subtotal, currency) for subtotal in subtotals)
        if not subtotals:
            taxes.append(Tax(amount=total.money("cbc:TaxAmount", currency)))
    return tuple(taxes)


def totals_in_currency(node: Node, currency: str | None) -> list[Node]:
    """The tax totals in the document's currency; one repeated in the accounting currency is left out."""
    return [
        group for group in node.children("cac:TaxTotal") if group.raw("cbc:TaxAmount/@currencyID") in (currency, None)
    ]


def tax_total_of(node: Node, groups: list[Node], untaxed: Value[Money], total: Value[Money]) -> Value[Money]:
    """The sum of the tax totals; without any it is zero only where the total equals the amount before tax."""
    currency = total.value.currency if total.value else None
    amounts = [group.money("cbc:TaxAmount", currency) for group in groups]
    path = f"{node.path}/cac:TaxTotal/cbc:TaxAmount"
    if not amounts:
        return _nothing_taxed(node, untaxed, total)
    if any(amount.value is None for amount in amounts):
        return Value.absent(Absence.UNREADABLE, Evidence(path=path))
    stated = [amount.value.amount for amount in amounts if amount.value is not None]
    evidence = Evidence(path=path, text=" + ".join(str(amount) for amount in stated))
    return Value.found(Money(amount=sum(stated, Decimal(0)), currency=currency), node.source, evidence, node.confidence)


def _subtotal(node: Node, currency: str | None) -> Tax:
    return Tax(
        scheme=node.text("cac:TaxCategory/cac:TaxScheme/cbc:ID"),
        name=node.text("cac:TaxCategory/cac:TaxScheme/cbc:Name"),
        rate=node.decimal("cac:TaxCategory/cbc:Percent", "cbc:Percent"),
        base=node.money("cbc:TaxableAmount", currency),
        amount=node.money("cbc:TaxAmount", currency),
        per_unit=node.money("cbc:PerUnitAmount", currency),
    )


def _nothing_taxed(node: Node, untaxed: Value[Money], total: Value[Money]) -> Value[Money]:
    if untaxed.value is None or untaxed.value != total.value or total.evidence is None:
        return Value.absent()
    zero = Money(amount=Decimal(0), currency=untaxed.value.currency)
    return Value.found(zero, node.source, total.evidence, node.confidence)
