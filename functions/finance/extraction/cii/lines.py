"""Lines and taxes of Cross Industry Invoices."""

from functions.finance.extraction.cii.names import Names
from functions.finance.extraction.document import Line, Tax
from functions.finance.extraction.node import Node

_PRODUCT = "ram:SpecifiedTradeProduct"


def cii_lines(transaction: Node, names: Names, currency: str | None) -> tuple[Line, ...]:
    """Every line; the smaller Factur-X profiles have none."""
    return tuple(_line(line, names, currency) for line in transaction.children("ram:IncludedSupplyChainTradeLineItem"))


def cii_taxes(settlement: Node, names: Names, currency: str | None) -> tuple[Tax, ...]:
    """Every tax of a settlement, of the document or of a line."""
    return tuple(
        Tax(
            scheme=tax.text("ram:TypeCode"),
            name=tax.text("ram:ExemptionReason"),
            rate=tax.decimal(names.rate),
            base=tax.money("ram:BasisAmount", currency),
            amount=tax.money("ram:CalculatedAmount", currency),
        )
        for tax in settlement.children("ram:ApplicableTradeTax")
    )


def _line(line: Node, names: Names, currency: str | None) -> Line:
    price = f"{names.line_agreement}/ram:NetPriceProductTradePrice"
    quantity = f"{names.line_delivery}/ram:BilledQuantity"
    settlement = line.child(names.line_settlement)
    return Line(
        id=line.text("ram:AssociatedDocumentLineDocument/ram:LineID"),
        code=line.text(f"{_PRODUCT}/ram:SellerAssignedID", f"{_PRODUCT}/ram:GlobalID"),
        description=line.text(f"{_PRODUCT}/ram:Name", f"{_PRODUCT}/ram:Description"),
        quantity=line.decimal(quantity),
        unit=line.text(f"{quantity}/@unitCode"),
        unit_price=line.money(f"{price}/ram:ChargeAmount", currency),
        price_quantity=line.decimal(f"{price}/ram:BasisQuantity"),
        line_total=line.money(f"{names.line_settlement}/{names.line_summation}/ram:LineTotalAmount", currency),
        taxes=cii_taxes(settlement, names, currency) if settlement else (),
    )
