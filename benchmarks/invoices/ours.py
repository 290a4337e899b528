"""Ours: the extraction that the invoice flow runs, and the judgement that follows it."""

import hashlib
import time
from pathlib import Path
from uuid import UUID

from benchmarks.invoices.assumed import assumed_of
from benchmarks.invoices.reader import Reading
from benchmarks.invoices.shelves import Books, Said
from functions.finance.domain.reasons import REFUSALS, Finding, ReasonCode
from functions.finance.domain.record import Record
from functions.finance.domain.states import State
from functions.finance.domain.taxes.tables import published_tables
from functions.finance.extraction.accuracy import answers_of
from functions.finance.extraction.contents import Contents, contents
from functions.finance.extraction.isolation import read_isolated
from functions.finance.extraction.kept import Kept, to_record
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.result import Extraction
from functions.finance.service.books.validation import Shelves, ValidationService
from shared.core.invocation import new_id

Outcome = tuple[State, tuple[ReasonCode, ...]]


class Ours:
    """Outcomes are states of documents, as validation leaves them: approved is what nobody has to approve.

    Args:
        folder: of the set, which may say whose books these are.
    """

    name = "ours"

    def __init__(self, folder: Path) -> None:
        assumed = assumed_of(folder)
        self._books = Books(assumed)
        shelves = Shelves(
            documents=self._books,
            copies=self._books,
            history=self._books,
            counterparties=self._books,
            companies=self._books,
            said=Said(assumed),
        )
        self._validation = ValidationService(shelves, published_tables(), self._books, lambda: assumed.now)
        self._files: dict[str, Outcome] = {}

    def warm(self, content: bytes) -> None:
        self._extracted(content)

    def read(self, content: bytes) -> Reading:
        began = time.perf_counter()
        extraction = self._extracted(content)
        seconds = time.perf_counter() - began
        sha256 = hashlib.sha256(content).hexdigest()
        again = self._files.get(sha256)
        state, reasons = again or self._judged(extraction)
        if again and state != "refused":
            state, reasons = "duplicate", (ReasonCode.DUPLICATE_EXACT,)
        self._files.setdefault(sha256, (state, reasons))
        answers = {} if isinstance(extraction, Refused) else answers_of(_unpacked(extraction))
        return Reading(outcome=state, answers=answers, reasons=reasons, posts=state == "approved", seconds=seconds)

    def _extracted(self, content: bytes) -> Extraction | Refused:
        try:
            return read_isolated(content)
        except Refused as refusal:
            return refusal

    def _judged(self, read: Extraction | Refused) -> Outcome:
        if isinstance(read, Refused):
            return _settled(read.finding())
        found = contents(read)
        return self._validated(found) if found.documents else _without_document(found)

    def _validated(self, found: Contents) -> Outcome:
        first = found.documents[0]
        whole = Kept(document=first.document, findings=(*first.findings, *found.findings))
        invoice_id: UUID = new_id()
        self._books.records[invoice_id] = Record(id=invoice_id, state="extracted", extracted=to_record(whole))
        judged = self._validation.validate(invoice_id)
        return judged.state, judged.reasons


def _without_document(found: Contents) -> Outcome:
    """As intake settles it: an event is attached and goes no further, what gave nothing is looked at."""
    if found.events:
        return "refused", (ReasonCode.DOCUMENT_EVENT,)
    return _settled(*found.findings, *found.refusals)


def _settled(*reasons: Finding) -> Outcome:
    codes = tuple(one.code for one in reasons) or (ReasonCode.UNREADABLE,)
    return "refused" if all(code in REFUSALS for code in codes) else "needs_review", codes


def _unpacked(extraction: Extraction) -> Extraction:
    """The first file of an archive that holds a document; anything else as it is."""
    inside = (part.extraction for part in extraction.parts if part.extraction and part.extraction.document)
    return next(inside, extraction) if extraction.document is None else extraction
