"""The queue tells people what waits, why, and where on the document the reason stands."""

from dataclasses import replace

from functions.finance.api.review import get_review
from functions.finance.extraction.values import Source
from shared.auth.caller import Caller
from tests.functions.finance.desk import Desk
from tests.functions.finance.extracts import XML, Scribe, priced
from tests.lambdas import ask


def test_the_queue_tells_why_and_where(known: Desk, ana: Caller) -> None:
    waiting = known.process(replace(priced(100_000), qr=XML.value("NitFac=900508908")))
    ready = known.process(priced(2_000_000, number="FE-2"))
    known.process(priced(300_000, number="FE-3"))
    queue = known.queue(ana)
    assert [item["invoice_id"] for item in queue["items"]] == [str(ready), str(waiting)]
    assert queue["items"][0]["reasons"] == []
    reason = queue["items"][1]["reasons"][0]
    assert reason["text"] == {
        "es": "El código QR contradice el documento",
        "en": "The QR code contradicts the document",
    }
    assert (queue["items"][1]["approvals"], queue["items"][1]["approvers"]) == (0, 1)
    page = known.queue(ana, "limit=1")
    assert [item["invoice_id"] for item in page["items"]] == [str(ready)]
    rest = known.queue(ana, f"limit=1&cursor={page['next_cursor']}")
    assert ([item["invoice_id"] for item in rest["items"]], rest["next_cursor"]) == ([str(waiting)], None)
    assert [item["invoice_id"] for item in known.queue(ana, "reason=qr_mismatch")["items"]] == [str(waiting)]


def test_a_reason_shows_the_value_that_it_is_about(known: Desk, ana: Caller) -> None:
    blurred = replace(priced(100_000), number=Scribe(Source.OCR).value("FE-1", 0.5))
    item = known.queue(ana, f"x={known.process(blurred)}")["items"][0]
    evidence = item["reasons"][0]["evidence"]
    assert (evidence["value"], evidence["confidence"], evidence["source"]) == ("FE-1", 0.5, "ocr")
    assert (evidence["page"], evidence["box"]) == (1, [10, 20, 30, 40])


def test_one_document_is_shown_with_what_was_decided(known: Desk, ana: Caller) -> None:
    invoice = known.process(priced(2_000_000))
    known.edit(invoice, ana, concept="software")
    known.approve(invoice, ana)
    shown = ask(get_review, "GET", f"/finance/reviews/{invoice}", caller=ana).json
    assert [decision["decision"] for decision in shown["decisions"]] == ["edit", "approve"]
    assert shown["decisions"][0]["edits"] == {"concept": "software"}
    assert (shown["state"], shown["approvals"]) == ("approved", 1)
