"""Use case: judge a document that was read, and say who has to approve it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from functions.finance.domain.calendar import day_in_colombia, start_of_day
from functions.finance.domain.checks import check
from functions.finance.domain.company import Company, Counterparty, Memory
from functions.finance.domain.document import Document, UnconvertedError
from functions.finance.domain.gates import Gate, gate_of, gate_of_review
from functions.finance.domain.money import ZERO
from functions.finance.domain.reasons import REMARKS, Finding, ReasonCode
from functions.finance.domain.record import Facts, Judgement, Record
from functions.finance.domain.states import State, Verdict, judged, moved
from functions.finance.domain.taxes.assessment import Assessment
from functions.finance.domain.taxes.tables import TaxTables
from functions.finance.extraction.document import Document as ReadDocument
from functions.finance.extraction.document import Party
from functions.finance.extraction.kept import from_record
from functions.finance.schemas.books import Judged
from functions.finance.schemas.edits import Edits, all_of
from functions.finance.service.acceptance.accept import Accepted, accept
from functions.finance.service.acceptance.concepts import chosen, unknown_concepts, with_concepts
from functions.finance.service.acceptance.facts import facts_of
from functions.finance.service.acceptance.fields import optional
from functions.finance.service.acceptance.parties import profile_of
from functions.finance.service.books.entries import NotReadyError, prepared
from functions.finance.service.books.ports import Companies, Copies, Counterparties, History, Said, Unjudged
from functions.finance.service.books.withholding import Question, Withholding
from shared.core.clock import Now
from shared.schemas.envelope import Events
from shared.schemas.events import InvoiceNeedsReview


@dataclass(frozen=True, kw_only=True)
class Shelves:
    """Where everything is kept that validation asks."""

    documents: Unjudged
    copies: Copies
    history: History
    counterparties: Counterparties
    companies: Companies
    said: Said


@dataclass(frozen=True, kw_only=True)
class _Matter:
    """A document with all that its judgement depends on."""

    record: Record
    accepted: Accepted
    edits: Edits
    company: Company
    other: Counterparty | None
    document: Document | None


class ValidationService:
    """Judges the documents of one company.

    Args:
        shelves: where they, and all that they depend on, are kept.
        tables: tax rules by date.
        events: announces that people are needed.
        now: the clock.
    """

    def __init__(self, shelves: Shelves, tables: TaxTables, events: Events, now: Now) -> None:
        self.shelves = shelves
        self.tables = tables
        self.withholding = Withholding(shelves.history, tables)
        self.events = events
        self.now = now

    def validate(self, invoice_id: UUID) -> Judged:
        """Judge a document once; one that was judged before answers where it stands.

        Raises:
            NotFound: the company has no such document.
        """
        record = self.shelves.documents.lock(invoice_id)
        return self.judge(record) if record.state == "extracted" else judged_before(record)

    def judge(self, record: Record) -> Judged:
        """Judge a locked document by what was read, what people said about it, and the rules of today."""
        matter = self._matter(record)
        assessment, findings = self._assess(matter)
        twin, copies = self._copies(record.id, facts_of(matter.accepted, matter.document))
        gate = self._gate(matter.document, matter.company)
        verdict = judged((*matter.accepted.findings, *findings, *copies), gate or _UNKNOWN_AMOUNT)
        judgement = Judgement(
            state=_state_after(record.state, verdict),
            document=matter.document,
            assessment=assessment,
            reasons=verdict.reasons,
            remarks=_remarks(record, verdict),
            gate=gate if verdict.state == "ready" or gate is None else gate_of_review(gate),
            automatic=verdict.posts_automatically,
            total_cop=_total_in_pesos(matter.document),
            counterparty_id=matter.other.id if matter.other else None,
            duplicate_of=twin,
        )
        self.shelves.documents.judge(record.id, judgement)
        self._remember(matter)
        self._announce(record, judgement)
        return _answer(record.id, judgement)

    def _matter(self, record: Record) -> _Matter:
        company = self.shelves.companies.own()
        edits = all_of(self.shelves.said.edits(record.id))
        kept = from_record(record.extracted)
        accepted = accept(kept, edits, company.nit, self._known(kept.document))
        other = self._counterparty(accepted, edits)
        memory = other.memory if other else Memory()
        document = with_concepts(accepted.document, edits, memory) if accepted.document else None
        return _Matter(record=record, accepted=accepted, edits=edits, company=company, other=other, document=document)

    def _known(self, read: ReadDocument | None) -> Collection[str]:
        parties = (read.seller, read.buyer) if read else ()
        return self.shelves.counterparties.known_among([party.tax_id.value for party in parties if party.tax_id.value])

    def _counterparty(self, accepted: Accepted, edits: Edits) -> Counterparty | None:
        """Them, met by their number, with what the document and people say about their taxes."""
        if accepted.document is None:
            return None
        role = "seller" if accepted.document.direction == "purchase" else "buyer"
        party: Party = getattr(accepted.read, role)
        tax_id = party.tax_id.value
        if tax_id is None or accepted.doubts(f"{role}.tax_id"):
            return None
        known = self.shelves.counterparties
        other = known.meet(tax_id, dv=party.dv.value, id_type=party.id_type.value, name=optional(party.name))
        other = known.learn(other, profile_of(party), from_person=False)
        if edits.counterparty is None:
            return other
        said = edits.counterparty.model_dump(mode="json", exclude_unset=True)
        return known.learn(other, said, from_person=True)

    def _assess(self, matter: _Matter) -> tuple[Assessment | None, tuple[Finding, ...]]:
        document = matter.document
        if document is None:
            return None, ()
        question = Question(
            read=matter.accepted.read,
            document=document,
            edits=matter.edits,
            company=matter.company,
            other=matter.other,
        )
        assessment, undecided = self.withholding.answer(question, self._earlier(matter))
        today = day_in_colombia(self.now())
        found = (*check(document, self.tables, today=today), *unknown_concepts(document), *undecided)
        if any(finding.code not in REMARKS for finding in found):
            return assessment, found
        return assessment, (*found, *_unready(document, assessment, matter.company))

    def _earlier(self, matter: _Matter) -> Sequence[Assessment]:
        document, other = matter.document, matter.other
        if other is None or document is None or document.kind != "payment_request":
            return ()
        return self.shelves.history.earlier_requests(other.id, matter.record.id, on=document.issue_date)

    def _copies(self, invoice_id: UUID, facts: Facts) -> tuple[UUID | None, tuple[Finding, ...]]:
        copies = self.shelves.copies
        twin = copies.same_file(invoice_id) or copies.claim(invoice_id, facts)
        if twin:
            return twin, (Finding(ReasonCode.DUPLICATE_EXACT, f"the same as document {twin}"),)
        alike = copies.resembling(invoice_id, facts)
        return None, tuple(Finding(ReasonCode.POSSIBLE_DUPLICATE, f"resembles document {one}") for one in alike)

    def _gate(self, document: Document | None, company: Company) -> Gate | None:
        """The gate of the amount; None while there is none in pesos."""
        total = _total_in_pesos(document)
        if total is None:
            return None
        gate = gate_of(total, posted_today=ZERO, limits=company.limits)
        if not gate.is_automatic:
            return gate
        start = start_of_day(day_in_colombia(self.now()))
        posted_today = self.shelves.history.posted_automatically_since(start)
        return gate_of(total, posted_today=posted_today, limits=company.limits)

    def _remember(self, matter: _Matter) -> None:
        if matter.other is None or matter.document is None:
            return
        memory = chosen(matter.document, matter.edits)
        if memory:
            self.shelves.counterparties.remember(matter.other.id, memory)

    def _announce(self, record: Record, judgement: Judgement) -> None:
        if judgement.state in {"needs_review", "ready"} and judgement.state != record.state:
            codes = tuple(dict.fromkeys(finding.code.value for finding in judgement.reasons))
            approvers = judgement.gate.approvers if judgement.gate else None
            self.events.record(InvoiceNeedsReview(invoice_id=record.id, reasons=codes, approvers=approvers))


_UNKNOWN_AMOUNT = Gate(1)
"""What has no amount in pesos is never posted alone."""


def judged_before(record: Record) -> Judged:
    """Where a document stands."""
    return Judged(
        invoice_id=record.id,
        state=record.state,
        posts_automatically=record.automatic,
        approvers=record.gate.approvers if record.gate else None,
        needs_admin=record.gate.needs_admin if record.gate else False,
        reasons=_codes(record.reasons),
        duplicate_of=record.duplicate_of,
    )


def _answer(invoice_id: UUID, judgement: Judgement) -> Judged:
    return Judged(
        invoice_id=invoice_id,
        state=judgement.state,
        posts_automatically=judgement.automatic,
        approvers=judgement.gate.approvers if judgement.gate else None,
        needs_admin=judgement.gate.needs_admin if judgement.gate else False,
        reasons=_codes(judgement.reasons),
        duplicate_of=judgement.duplicate_of,
    )


def _codes(reasons: Sequence[Finding]) -> tuple[ReasonCode, ...]:
    return tuple(dict.fromkeys(finding.code for finding in reasons))


def _state_after(current: State, verdict: Verdict) -> State:
    """The state that a verdict leads to: what nobody has to approve is approved."""
    if verdict.state == "refused":
        return moved(current, "refused")
    before: State = "validated" if current == "extracted" else "needs_review"
    state = moved(before, verdict.state) if verdict.state != before else verdict.state
    return moved(state, "approved") if verdict.posts_automatically else state


def _remarks(record: Record, verdict: Verdict) -> tuple[Finding, ...]:
    """What reading and events noted on the document stays; what the checks remark is said anew."""
    noted = (finding for finding in record.remarks if finding.code not in REMARKS)
    return (*noted, *verdict.remarks)


def _unready(document: Document, assessment: Assessment | None, company: Company) -> Iterator[Finding]:
    try:
        prepared(document, assessment, company)
    except NotReadyError as error:
        yield error.finding


def _total_in_pesos(document: Document | None) -> Decimal | None:
    try:
        return document.in_pesos().total if document else None
    except UnconvertedError:
        return None
