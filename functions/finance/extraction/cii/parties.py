"""Sellers and buyers of Cross Industry Invoices."""

from functions.finance.extraction.document import Party
from functions.finance.extraction.node import Node
from functions.finance.extraction.values import Evidence, Value

_VAT, _LOCAL = "VA", "FC"
_SCHEMES = {_VAT: "VAT", _LOCAL: "tax_number"}


def cii_party(party: Node | None) -> Party:
    """A party; `tax_id` is its VAT number, else its local tax number, else its legal registration."""
    if party is None:
        return Party()
    tax_id, id_type = _registration(party)
    return Party(
        name=party.text("ram:Name", "ram:SpecifiedLegalOrganization/ram:TradingBusinessName"),
        tax_id=tax_id,
        id_type=id_type,
        city=party.text("ram:PostalTradeAddress/ram:CityName"),
        country=party.text("ram:PostalTradeAddress/ram:CountryID"),
    )


def _registration(party: Node) -> tuple[Value[str], Value[str]]:
    stated = [found for found in party.children("ram:SpecifiedTaxRegistration") if found.raw("ram:ID")]
    stated.sort(key=lambda found: found.raw("ram:ID/@schemeID") != _VAT)
    if stated:
        first = stated[0]
        scheme = first.raw("ram:ID/@schemeID") or _VAT
        return first.text("ram:ID"), _named(first, _SCHEMES.get(scheme, scheme), scheme)
    legal = "ram:SpecifiedLegalOrganization/ram:ID"
    if party.raw(legal):
        return party.text(legal, sure=0.8), _named(party, "legal", party.raw(f"{legal}/@schemeID"))
    return Value.absent(), Value.absent()


def _named(node: Node, name: str, stated: str | None) -> Value[str]:
    return Value.found(name, node.source, Evidence(path=node.path, text=stated), node.confidence)
