"""What a file says becomes documents: one for each in it, each with an execution of its own."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from functions.finance.domain.arrival import Received, Twin
from functions.finance.domain.reasons import REFUSALS, Finding, ReasonCode
from functions.finance.domain.states import DEAD, UNREAD, State, moved
from functions.finance.extraction.contents import Contents, contents
from functions.finance.extraction.document import Event
from functions.finance.extraction.kept import Kept, to_record
from functions.finance.extraction.limits import LIMITS
from functions.finance.extraction.refusal import Refused
from functions.finance.schemas.tasks import Standing
from functions.finance.service.intake.ports import Files, Reader
from shared.core.errors import ContentTooLarge, NotFound
from shared.llm.model import LanguageModel
from shared.schemas.envelope import Events
from shared.schemas.events import InvoiceNeedsReview, InvoiceReceived
from shared.storage.objects import ObjectStore


class ReadingService:
    """Reads the files of one company.

    Args:
        files: where they are registered.
        objects: where their bytes are.
        reader: reads bytes in a process of its own.
        events: announces further documents of a file.
        model: may propose what pages do not clearly say; of an archive, for the first document.
    """

    def __init__(
        self, files: Files, objects: ObjectStore, reader: Reader, events: Events, *, model: LanguageModel
    ) -> None:
        self.files = files
        self.objects = objects
        self.reader = reader
        self.events = events
        self.model = model

    def read(self, invoice_id: UUID) -> Standing:
        """Read the file of a document; one that was read before stays as it is.

        Every file ends in a state with a reason, or as documents that were read: what the file does to its reader is
        a finding. Only a failure of ours raises.

        Raises:
            NotFound: the document was deleted.
        """
        received = self.files.lock(invoice_id)
        if received.state not in UNREAD:
            return Standing(invoice_id=received.id, state=received.state)
        return Standing(invoice_id=received.id, state=self._read(received))

    def _read(self, received: Received) -> State:
        try:
            data = self.objects.get(received.key, most=LIMITS.file_bytes, version=received.version)
        except ContentTooLarge:
            return self._stopped(received, Finding(ReasonCode.TOO_LARGE, f"more than {LIMITS.file_bytes} bytes"))
        except NotFound:
            return self._stopped(received, Finding(ReasonCode.UNREADABLE, "the object is not there any more"))
        sha256 = hashlib.sha256(data).hexdigest()
        if twin := self.files.twin(received.file_id, sha256):
            self.files.identify(received.file_id, sha256=sha256)
            return self._as_before(received, twin)
        self.files.identify(received.file_id, sha256=sha256)
        try:
            extraction = self.reader(data)
        except Refused as refusal:
            return self._stopped(received, refusal.finding())
        self.files.identify(received.file_id, sha256=sha256, kind=extraction.content)
        return self._kept(received, contents(extraction))

    def _as_before(self, received: Received, twin: Twin) -> State:
        """The same bytes: a duplicate of what they became, or refused for the same reasons, without reading again."""
        if twin.state in DEAD:
            return self._settled(received, "refused", *twin.reasons)
        finding = Finding(ReasonCode.DUPLICATE_EXACT, f"the same file as document {twin.invoice_id}")
        self.files.settle(received.id, moved(received.state, "duplicate"), [finding], duplicate_of=twin.invoice_id)
        return "duplicate"

    def _kept(self, received: Received, found: Contents) -> State:
        if len(found.documents) <= received.part:
            return self._without_document(received, found)
        if received.part == 0:
            self._add_parts(received, found.documents[1:])
        own = self._proposed(found.documents[received.part])
        whole = Kept(document=own.document, findings=(*own.findings, *found.findings))
        self.files.settle(received.id, "extracted", [], extracted=to_record(whole), remarks=found.refusals)
        return "extracted"

    def _proposed(self, read: Kept) -> Kept:
        if not read.text:
            return read
        from functions.finance.service.intake.proposals import with_proposals  # noqa: PLC0415 - only pages need readers

        return with_proposals(read, self.model)

    def _add_parts(self, received: Received, others: Sequence[Kept]) -> None:
        for part, other in enumerate(others, start=1):
            if further := self.files.add_part(received, part, to_record(other)):
                self.events.record(InvoiceReceived(invoice_id=further, door=received.door))

    def _without_document(self, received: Received, found: Contents) -> State:
        if found.events:
            return self._settled(received, "refused", *(self._attached(event) for event in found.events))
        reasons = (*found.findings, *found.refusals)
        if reasons and all(reason.code in REFUSALS for reason in reasons):
            return self._settled(received, "refused", *reasons)
        nothing = Finding(ReasonCode.UNREADABLE, "nothing could be read with confidence")
        return self._settled(received, "needs_review", *reasons, nothing)

    def _attached(self, event: Event) -> Finding:
        cufe = event.invoice.cufe.value if event.invoice else None
        code, number = event.code.value or "?", event.invoice.number.value if event.invoice else None
        finding = Finding(ReasonCode.DOCUMENT_EVENT, f"event {code} of invoice {number or '?'}")
        known = bool(cufe) and self.files.attach(str(cufe), finding)
        return finding if known else Finding(finding.code, f"{finding.detail}, which is not here")

    def _stopped(self, received: Received, finding: Finding) -> State:
        return self._settled(received, "refused" if finding.code in REFUSALS else "needs_review", finding)

    def _settled(self, received: Received, state: State, *reasons: Finding) -> State:
        self.files.settle(received.id, moved(received.state, state), reasons)
        if state == "needs_review":
            codes = tuple(dict.fromkeys(reason.code.value for reason in reasons))
            self.events.record(InvoiceNeedsReview(invoice_id=received.id, reasons=codes, approvers=None))
        return state
