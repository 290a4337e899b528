"""Sellers and buyers of UBL documents."""

from functions.finance.domain.profile import PersonType
from functions.finance.extraction.document import Party
from functions.finance.extraction.node import Node
from functions.finance.extraction.values import Evidence, Value

_TAX, _LEGAL, _ANY = "cac:PartyTaxScheme", "cac:PartyLegalEntity", "cac:PartyIdentification"
_IDS = (f"{_TAX}/cbc:CompanyID", f"{_LEGAL}/cbc:CompanyID", f"{_ANY}/cbc:ID")
_NIT = "31"
_PERSONS: dict[str, PersonType] = {"1": "legal", "2": "natural"}
_PLACE, _REGISTERED, _POSTAL = (
    "cac:PhysicalLocation/cac:Address",
    f"{_TAX}/cac:RegistrationAddress",
    "cac:PostalAddress",
)


def dian_party(node: Node | None) -> Party:
    """A party of a DIAN document; `node` is the element around cac:Party."""
    party = node.child("cac:Party") if node else None
    if node is None or party is None:
        return Party()
    return _dian_party(party, _person_type(node))


def event_party(node: Node | None) -> Party:
    """A sender or receiver of an event, who stands without cac:Party."""
    return _dian_party(node, Value.absent()) if node else Party()


def european_party(node: Node | None) -> Party:
    """A party of an EN 16931 document.

    Without a tax registration its legal one stands in, then any identifier; `id_type` and a lower confidence say so.
    """
    party = node.child("cac:Party") if node else None
    if party is None:
        return Party()
    tax_id, id_type = _registration(party)
    return Party(
        name=party.text(f"{_LEGAL}/cbc:RegistrationName", "cac:PartyName/cbc:Name"),
        tax_id=tax_id,
        id_type=id_type,
        city=party.text(f"{_POSTAL}/cbc:CityName"),
        country=party.text(f"{_POSTAL}/cac:Country/cbc:IdentificationCode"),
    )


def _dian_party(party: Node, person_type: Value[PersonType]) -> Party:
    id_path = next((path for path in _IDS if party.raw(path)), _IDS[0])
    id_type = party.text(f"{id_path}/@schemeName")
    tax_id, dv = _nit(party.text(id_path), party.text(f"{id_path}/@schemeID"), id_type)
    return Party(
        name=party.text(f"{_TAX}/cbc:RegistrationName", f"{_LEGAL}/cbc:RegistrationName", "cac:PartyName/cbc:Name"),
        tax_id=tax_id,
        dv=dv,
        id_type=id_type,
        person_type=person_type,
        responsibilities=_responsibilities(party),
        regime=party.text(f"{_TAX}/cbc:TaxLevelCode/@listName"),
        tax_scheme=party.text(f"{_TAX}/cac:TaxScheme/cbc:ID"),
        activity=party.text("cbc:IndustryClassificationCode"),
        city=party.text(f"{_PLACE}/cbc:CityName", f"{_REGISTERED}/cbc:CityName", f"{_POSTAL}/cbc:CityName"),
        city_code=party.text(f"{_PLACE}/cbc:ID", f"{_REGISTERED}/cbc:ID"),
        country=party.text(
            *(f"{place}/cac:Country/cbc:IdentificationCode" for place in (_PLACE, _REGISTERED, _POSTAL))
        ),
    )


def _nit(tax_id: Value[str], digit: Value[str], id_type: Value[str]) -> tuple[Value[str], Value[str]]:
    """The number without punctuation, and its check digit when it is a NIT; some write both in one."""
    if tax_id.value is None or tax_id.source is None or tax_id.evidence is None:
        return tax_id, Value.absent()
    number, _, tail = tax_id.value.replace(".", "").replace(" ", "").partition("-")
    bare = Value.found(number, tax_id.source, tax_id.evidence, tax_id.confidence)
    if id_type.value != _NIT:
        return (tax_id if tail else bare), Value.absent()
    if digit.value is None and len(tail) == 1 and tail.isdigit():
        digit = Value.found(tail, tax_id.source, tax_id.evidence, tax_id.confidence)
    return bare, digit


def _person_type(node: Node) -> Value[PersonType]:
    code = node.text("cbc:AdditionalAccountID")
    person = _PERSONS.get(code.value or "")
    if person is None or code.source is None or code.evidence is None:
        return Value.absent()
    return Value.found(person, code.source, code.evidence, code.confidence)


def _responsibilities(party: Node) -> Value[tuple[str, ...]]:
    stated = party.text(f"{_TAX}/cbc:TaxLevelCode")
    if stated.value is None or stated.source is None or stated.evidence is None:
        return Value.absent()
    codes = tuple(code.strip() for code in stated.value.split(";") if code.strip())
    return Value.found(codes, stated.source, stated.evidence, stated.confidence)


def _registration(party: Node) -> tuple[Value[str], Value[str]]:
    schemes = sorted(party.children(_TAX), key=lambda scheme: scheme.raw("cac:TaxScheme/cbc:ID") != "VAT")
    for scheme in schemes:
        if scheme.raw("cbc:CompanyID"):
            return scheme.text("cbc:CompanyID"), scheme.text("cac:TaxScheme/cbc:ID")
    for path, named, sure in ((_IDS[1], "legal", 0.8), (_IDS[2], "identifier", 0.6)):
        if party.raw(path):
            evidence = Evidence(path=f"{party.path}/{path}", text=party.raw(f"{path}/@schemeID"))
            return party.text(path, sure=sure), Value.found(named, party.source, evidence, party.confidence)
    return Value.absent(), Value.absent()
