"""The door: what was read of a document, and what people said about it, as a document of the rules."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from functions.finance.domain.document import Document as RuledDocument
from functions.finance.domain.document import Kind, Numbering
from functions.finance.domain.money import PESO
from functions.finance.domain.nit import Nit
from functions.finance.domain.reasons import REFUSALS, Finding, ReasonCode
from functions.finance.extraction.document import Document, Resolution
from functions.finance.extraction.kept import Kept
from functions.finance.extraction.qr import qr_disagreements, read_qr
from functions.finance.schemas.edits import Edits
from functions.finance.service.acceptance.edited import edited
from functions.finance.service.acceptance.fields import CLEAR, Fields, optional, proposed_fields
from functions.finance.service.acceptance.lines import lines_of, taxes_of
from functions.finance.service.acceptance.parties import direction_of, party_of
from functions.finance.service.acceptance.sums import close, sums_of

_WITHOUT_NUMBER = frozenset({"payment_request", "reimbursement", "utility_bill"})
_DIAN_REJECTED = "04"


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """What the rules may know of a document.

    Attributes:
        read: as it was read, with a person's edits.
        document: for the rules; None while something is missing without which they cannot be asked.
        findings: of the reading, and what is missing or unsure.
    """

    read: Document
    document: RuledDocument | None
    findings: tuple[Finding, ...]

    def doubts(self, field: str) -> bool:
        """Whether a value is not sure enough to be relied on."""
        return any(one.field == field and one.code is ReasonCode.LOW_CONFIDENCE for one in self.findings)


def accept(kept: Kept, edits: Edits, own: Nit | None, known: Collection[str] = ()) -> Accepted:
    """A document of the rules.

    Args:
        kept: what was read of one document.
        edits: everything that people said about it, in one.
        own: the company's number, by which a purchase is told from a sale.
        known: numbers of those whom the company has dealt with, which confirm what was read.
    """
    read = edited(kept.document or Document(), edits)
    fields = Fields()
    document = _document(read, edits, own, (*known, own.number) if own else known, fields)
    return Accepted(
        read=read,
        document=document,
        findings=tuple(dict.fromkeys((*_reading(kept), *_contradictions(read), *fields.findings, *_proposed(read)))),
    )


def _document(
    read: Document, edits: Edits, own: Nit | None, known: Collection[str], fields: Fields
) -> RuledDocument | None:
    confirmed = close(read)
    kind = _kind(read, fields, confirmed=confirmed)
    seller, buyer = party_of("seller", read, known, fields), party_of("buyer", read, known, fields)
    direction = edits.direction or direction_of(seller, buyer, own, fields)
    issue_date = fields.identifying("issue_date", read.issue_date, confirmed=_qr_confirms_date(read))
    currency = fields.identifying("currency", read.currency, confirmed=confirmed)
    number = _number(read, kind, fields)
    taxes = taxes_of(read, fields, confirmed=confirmed)
    sums = sums_of(read, lines_of(read, fields, confirmed=confirmed), taxes, fields, confirmed=confirmed)
    if kind is None or direction is None or issue_date is None or currency is None:
        return None
    if sums.line_total is None or sums.total is None or sums.payable is None:
        return None
    return RuledDocument(
        kind=kind,
        direction=direction,
        number=number,
        seller=seller,
        buyer=buyer,
        issue_date=issue_date,
        due_date=optional(read.due_date),
        currency=currency,
        exchange_rate=_exchange_rate(read, currency, fields),
        lines=sums.lines,
        line_total=sums.line_total,
        taxes=taxes,
        total=sums.total,
        allowances=sums.allowances,
        charges=sums.charges,
        prepaid=sums.prepaid,
        prior_balance=sums.prior_balance,
        payable=sums.payable,
        cufe=read.cufe.value,
        numbering=_numbering(read.resolution),
    )


def _kind(read: Document, fields: Fields, *, confirmed: bool) -> Kind | None:
    """What the document is in law; sums that close as those of an invoice do confirm its title."""
    kind = fields.identifying("kind", read.kind, confirmed=confirmed)
    return kind.value if kind else None


def _number(read: Document, kind: Kind | None, fields: Fields) -> str | None:
    by_qr = read.qr.value is not None and read_qr(read.qr.value).number == read.number.value
    confirmed = by_qr or _is_authorised(read)
    if kind in _WITHOUT_NUMBER:
        return fields.deciding("number", read.number, confirmed=confirmed, sure=CLEAR)
    return fields.identifying("number", read.number, confirmed=confirmed)


def _is_authorised(read: Document) -> bool:
    """Whether the number is one of those that DIAN authorised, by the range that the document prints."""
    numbering = _numbering(read.resolution)
    return numbering is not None and read.number.value is not None and numbering.covers(read.number.value)


def _qr_confirms_date(read: Document) -> bool:
    day = read.issue_date.value
    return read.qr.value is not None and day is not None and read_qr(read.qr.value).issue_date == day.isoformat()


def _exchange_rate(read: Document, currency: str, fields: Fields) -> Decimal | None:
    stated = read.exchange_rate
    if currency == PESO or stated is None:
        return None
    if stated.target.value not in {None, PESO} and stated.source.value != PESO:
        return None
    rate = fields.deciding("exchange_rate", stated.rate)
    return rate if rate and rate > 0 else None


def _numbering(resolution: Resolution | None) -> Numbering | None:
    if resolution is None:
        return None
    first, last = optional(resolution.first), optional(resolution.last)
    valid_from, valid_to = optional(resolution.valid_from), optional(resolution.valid_to)
    if first is None or last is None or valid_from is None or valid_to is None:
        return None
    prefix = optional(resolution.prefix) or ""
    return Numbering(prefix=prefix, first=first, last=last, valid_from=valid_from, valid_to=valid_to)


def _reading(kept: Kept) -> Iterator[Finding]:
    """What the reading found; where the document was read, the refusal of a part is a reason to look at the rest."""
    for finding in kept.findings:
        if finding.code in REFUSALS and kept.document is not None:
            yield Finding(ReasonCode.UNREADABLE, f"{finding.code}: {finding.detail}", finding.field)
        else:
            yield finding


def _proposed(read: Document) -> Iterator[Finding]:
    """One finding for each value of a language model, whatever confirms it: it is never posted without a person."""
    for name in proposed_fields(read):
        yield Finding(ReasonCode.LOW_CONFIDENCE, f"{name} was proposed by a language model", name)


def _contradictions(read: Document) -> Iterator[Finding]:
    for name in qr_disagreements(read):
        yield Finding(ReasonCode.QR_MISMATCH, f"the QR code gives another {name}", name)
    if read.validation and read.validation.code.value == _DIAN_REJECTED:
        yield Finding(ReasonCode.DIAN_REJECTED, "the answer in its envelope is 04, rejected", "validation")
