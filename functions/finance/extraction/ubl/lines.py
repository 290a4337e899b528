"""Lines of UBL documents."""

from functions.finance.extraction.document import Line, Tax
from functions.finance.extraction.node import Node
from functions.finance.extraction.ubl.amounts import taxes_of
from functions.finance.extraction.values import Value

_ELEMENTS = ("cac:InvoiceLine", "cac:CreditNoteLine", "cac:DebitNoteLine")
_QUANTITIES = ("cbc:InvoicedQuantity", "cbc:CreditedQuantity", "cbc:DebitedQuantity")
_CODES = (
    "cac:Item/cac:SellersItemIdentification/cbc:ID",
    "cac:Item/cac:StandardItemIdentification/cbc:ID",
    "cac:Item/cac:AdditionalItemIdentification/cbc:ID",
)
_PRINCIPAL = (
    "cac:Item/cac:InformationContentProviderParty/cac:PowerOfAttorney/cac:AgentParty/cac:PartyIdentification/cbc:ID"
)


def dian_lines(node: Node, currency: str | None) -> tuple[Line, ...]:
    """Every line of a DIAN document, described by its description."""
    return tuple(
        _line(line, currency, line.text("cac:Item/cbc:Description", "cac:Item/cbc:Name"), _stated_taxes(line, currency))
        for element in _ELEMENTS
        for line in node.children(element)
    )


def european_lines(node: Node, currency: str | None) -> tuple[Line, ...]:
    """Every line of an EN 16931 document, described by its item's name, taxed by its item's category."""
    return tuple(
        _line(line, currency, line.text("cac:Item/cbc:Name", "cac:Item/cbc:Description"), _item_taxes(line, currency))
        for element in _ELEMENTS
        for line in node.children(element)
    )


def _line(line: Node, currency: str | None, description: Value[str], taxes: tuple[Tax, ...]) -> Line:
    return Line(
        id=line.text("cbc:ID"),
        code=line.text(*_CODES),
        description=description,
        quantity=line.decimal(*_QUANTITIES),
        unit=line.text(*(f"{quantity}/@unitCode" for quantity in _QUANTITIES)),
        unit_price=line.money("cac:Price/cbc:PriceAmount", currency),
        price_quantity=line.decimal("cac:Price/cbc:BaseQuantity"),
        line_total=line.money("cbc:LineExtensionAmount", currency),
        taxes=taxes,
        free=line.flag("cbc:FreeOfChargeIndicator"),
        principal=line.text(_PRINCIPAL),
    )


def _stated_taxes(line: Node, currency: str | None) -> tuple[Tax, ...]:
    return taxes_of(line, "cac:TaxTotal", currency)


def _item_taxes(line: Node, currency: str | None) -> tuple[Tax, ...]:
    categories = line.children("cac:Item/cac:ClassifiedTaxCategory")
    taxes = tuple(Tax(scheme=tax.text("cac:TaxScheme/cbc:ID"), rate=tax.decimal("cbc:Percent")) for tax in categories)
    return taxes or taxes_of(line, "cac:TaxTotal", currency)
