"""Who sells and who buys, and so whether a document is a purchase of ours or a sale."""

from collections.abc import Collection
from typing import Literal

from functions.finance.domain.document import Direction
from functions.finance.domain.document import Party as RuledParty
from functions.finance.domain.nit import Nit, parse_nit
from functions.finance.domain.profile import TaxProfile
from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.document import Document, Party
from functions.finance.extraction.qr import read_qr
from functions.finance.extraction.values import Absence
from functions.finance.service.acceptance.fields import CLEAR, Fields, optional

_COLOMBIAN = frozenset({"11", "12", "13", "22", "31", "91", "NIT", "CC"})
"""DIAN's types of numbers that a Colombian has, each a NIT in the widest sense; passports and foreign ids are none."""

_CHARGES_VAT = {"48": True, "49": False}


def party_of(
    role: Literal["seller", "buyer"], document: Document, known: Collection[str], fields: Fields
) -> RuledParty:
    """A party for the rules; without a Colombian number, if it has none or it cannot be read.

    Args:
        role: which one.
        document: as it was read.
        known: numbers that confirm what was read: that of the company, and of those whom it has dealt with.
        fields: collects findings.
    """
    party = document.seller if role == "seller" else document.buyer
    name = party.name.value or ""
    if role == "seller" and party.tax_id.reason is Absence.AMBIGUOUS:
        fields.note(ReasonCode.TWO_SUPPLIERS, "more than one tax number could be the seller's", "seller.tax_id")
        return RuledParty(name)
    confirmed = party.tax_id.value in known or _is_confirmed(role, party, document)
    if role == "seller":
        number = fields.identifying("seller.tax_id", party.tax_id, confirmed=confirmed)
    else:
        number = fields.deciding("buyer.tax_id", party.tax_id, confirmed=confirmed, sure=CLEAR)
    return RuledParty(name, None if number is None else _nit(number, party))


def direction_of(seller: RuledParty, buyer: RuledParty, own: Nit | None, fields: Fields) -> Direction | None:
    """Purchase or sale, by our own number; None where nothing on the document says so."""
    if own is None:
        fields.note(ReasonCode.ATTRIBUTE_MISSING, "the company's own NIT is not in its settings", "company.nit")
        return None
    sells, buys = _is(seller, own), _is(buyer, own)
    if sells and buys:
        fields.note(ReasonCode.TWO_SUPPLIERS, "the company is both seller and buyer", "seller.tax_id")
        return None
    if buys or sells:
        return "purchase" if buys else "sale"
    if seller.nit and buyer.nit and not buyer.nit.is_final_consumer:
        fields.note(ReasonCode.NOT_OURS, f"between {seller.nit} and {buyer.nit}", "buyer.tax_id")
    else:
        fields.note(ReasonCode.ATTRIBUTE_MISSING, "who buys is not on the document", "direction")
    return None


def profile_of(party: Party) -> dict[str, object]:
    """What a document says of a party that decides withholdings: fields of `TaxProfile`, as JSON."""
    responsibilities = optional(party.responsibilities)
    country, regime = optional(party.country), optional(party.regime)
    person_type = optional(party.person_type)
    known = {
        "person_type": person_type,
        "responsibilities": None if responsibilities is None else sorted(responsibilities),
        "vat_responsible": _CHARGES_VAT.get(regime or ""),
        "resident": None if country is None else country.upper() in {"CO", "COL", "COLOMBIA"},
    }
    return {name: value for name, value in known.items() if value is not None}


PROFILE_FIELDS = frozenset(TaxProfile.__dataclass_fields__)


def _is_confirmed(role: str, party: Party, document: Document) -> bool:
    number = party.tax_id.value
    if number is None:
        return False
    if party.dv.value is not None:
        nit = _nit(number, party)
        return nit is not None and nit.is_consistent
    qr = read_qr(document.qr.value) if document.qr.value else None
    return qr is not None and number == (qr.issuer if role == "seller" else qr.buyer)


def _nit(number: str, party: Party) -> Nit | None:
    if party.id_type.value is not None and party.id_type.value.upper() not in _COLOMBIAN:
        return None
    dv = party.dv.value
    try:
        return parse_nit(number if dv is None else f"{number}-{dv}")
    except ValueError:
        return None


def _is(party: RuledParty, own: Nit) -> bool:
    return party.nit is not None and party.nit.number == own.number
