"""Ours: the extraction that the invoice flow runs, in the same kind of process."""

from dataclasses import replace

from benchmarks.invoices.reader import Reading
from functions.finance.extraction.accuracy import answers_of
from functions.finance.extraction.isolation import read_isolated
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.result import Extraction


class Ours:
    """Outcomes are those of reading alone: refused, event, extracted, or unread."""

    name = "ours"

    def read(self, content: bytes) -> Reading:
        try:
            extraction = _unpacked(read_isolated(content))
        except Refused:
            return Reading(outcome="refused")
        if extraction.event is not None:
            return Reading(outcome="event")
        if extraction.document is None:
            return Reading(outcome="unread")
        return Reading(outcome="extracted", answers=answers_of(extraction))


def _unpacked(extraction: Extraction) -> Extraction:
    """The first file of an archive that holds a document; anything else as it is."""
    inside = (part.extraction for part in extraction.parts if part.extraction and part.extraction.document)
    return next(inside, extraction) if extraction.document is None else replace(extraction, parts=())
