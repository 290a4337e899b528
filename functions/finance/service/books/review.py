"""Use cases: what people decide about a document. Each decision is kept; the last one lets the execution go on."""

from dataclasses import dataclass
from uuid import UUID

from functions.finance.domain.gates import Approver, Gate, is_approved, refusal
from functions.finance.domain.record import Record
from functions.finance.domain.states import MOVES, State, moved
from functions.finance.schemas.edits import Edits
from functions.finance.schemas.review import Approved, Corrected, Rejected, Voided
from functions.finance.service.books.entries import NotReadyError, prepared
from functions.finance.service.books.ports import Companies, Decisions, Documents, Waiting
from functions.finance.service.books.posting import PostingService
from functions.finance.service.books.validation import ValidationService
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.errors import Conflict

_OPEN: frozenset[State] = frozenset({"needs_review", "ready"})
_SETTLED: frozenset[State] = frozenset({"approved", "rejected", "duplicate"})


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What reviewing takes.

    Args:
        documents: what waits.
        decisions: what people decided.
        companies: whose books it is for.
        waiting: the executions that wait for the decision.
    """

    documents: Documents
    decisions: Decisions
    companies: Companies
    waiting: Waiting


class ReviewService:
    """The review of one company's documents; every method locks its document.

    Args:
        desk: what waits, for whom.
        validation: judges an edited document anew.
        posting: undoes what was posted.
    """

    def __init__(self, desk: Desk, validation: ValidationService, posting: PostingService) -> None:
        self.documents = desk.documents
        self.decisions = desk.decisions
        self.companies = desk.companies
        self.waiting = desk.waiting
        self.validation = validation
        self.posting = posting

    def approve(self, invoice_id: UUID, by: Caller, reason: str | None) -> Approved:
        """Approve a document, with whatever reasons it waits for; who has approved it already changes nothing.

        Raises:
            NotFound: the company has no such document.
            Conflict: it does not wait, cannot be posted as it is, or this approval does not count.
        """
        record = self.documents.lock(invoice_id)
        gate = self._gate(record)
        given = list(self.decisions.approvals(invoice_id))
        approver = _approver(by)
        if record.state in _OPEN and approver.user_id not in {one.user_id for one in given}:
            self._require_readiness(record)
            uploader = str(record.uploader) if record.uploader else None
            if refused := refusal(gate, given, approver, uploader=uploader):
                raise Conflict(f"This approval does not count: {refused.detail}.")
            self.decisions.add(invoice_id, "approve", by=approver, reason=reason)
            given.append(approver)
        state = self._settle_approval(record, gate, given)
        return Approved(invoice_id=invoice_id, state=state, approvals=len(given), approvers=gate.approvers)

    def edit(self, invoice_id: UUID, by: Caller, edits: Edits, reason: str) -> Corrected:
        """Say what a document is, and judge it anew; approvals that were given before count no more.

        Raises:
            NotFound: the company has no such document.
            Conflict: it does not wait for people.
        """
        record = self.documents.lock(invoice_id)
        if record.state not in _OPEN:
            raise Conflict(f"The document is {record.state}: it cannot be edited any more.")
        self.decisions.add(invoice_id, "edit", by=_approver(by), reason=reason, edits=edits)
        judged = self.validation.judge(record)
        self._resume(record, judged.state)
        return Corrected(**judged.model_dump())

    def reject(self, invoice_id: UUID, by: Caller, reason: str) -> Rejected:
        """Keep a document out of the books for good.

        Raises:
            NotFound: the company has no such document.
            Conflict: it does not wait for people.
        """
        record = self.documents.lock(invoice_id)
        if record.state == "rejected":
            return Rejected(invoice_id=invoice_id, state="rejected")
        if record.state not in _OPEN:
            raise Conflict(f"The document is {record.state}: it cannot be rejected any more.")
        self.decisions.add(invoice_id, "reject", by=_approver(by), reason=reason)
        self.documents.move(invoice_id, moved(record.state, "rejected"))
        self._resume(record, "rejected")
        return Rejected(invoice_id=invoice_id, state="rejected")

    def void(self, invoice_id: UUID, by: Caller, reason: str) -> Voided:
        """Undo what was posted, by an entry of today.

        Raises:
            NotFound: the company has no such document.
            Conflict: it is not in the books.
        """
        record = self.documents.lock(invoice_id)
        if record.state == "voided":
            return self._voided(record)
        if "voided" not in MOVES[record.state]:
            raise Conflict(f"The document is {record.state}: it is not in the books.")
        self.decisions.add(invoice_id, "void", by=_approver(by), reason=reason)
        voided = self._voided(record)
        self.documents.move(invoice_id, moved(record.state, "voided"))
        return voided

    def _voided(self, record: Record) -> Voided:
        entry_id, alegra_id = self.posting.void(record), self.documents.in_alegra(record.id)
        return Voided(invoice_id=record.id, state="voided", entry_id=entry_id, alegra_id=alegra_id)

    def _gate(self, record: Record) -> Gate:
        if record.state not in _OPEN | {"approved"}:
            raise Conflict(f"The document is {record.state}: it does not wait for approval.")
        if record.gate is None:
            raise Conflict("The document cannot be approved yet: its total in pesos is not known.")
        return record.gate

    def _require_readiness(self, record: Record) -> None:
        try:
            prepared(record.document, record.assessment, self.companies.own())
        except NotReadyError as error:
            finding = error.finding
            raise Conflict(
                f"The document cannot be approved yet: {finding.detail}.", code=finding.code.value, field=finding.field
            ) from None

    def _settle_approval(self, record: Record, gate: Gate, given: list[Approver]) -> State:
        """Approved, once all have approved; the execution goes on then, and only then."""
        if record.state == "approved" or not is_approved(gate, given):
            return record.state
        ready = record.state if record.state == "ready" else moved(record.state, "ready")
        self.documents.move(record.id, moved(ready, "approved"))
        self._resume(record, "approved")
        return "approved"

    def _resume(self, record: Record, state: State) -> None:
        if state in _SETTLED:
            self.waiting.resume(record.id, state)


def _approver(caller: Caller) -> Approver:
    return Approver(str(caller.id), is_admin=caller.role is Role.ADMIN)
