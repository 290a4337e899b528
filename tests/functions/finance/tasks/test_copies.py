"""One document is posted once, however often it arrives; what only resembles another is shown to a person."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from functions.finance.extraction.values import Source
from shared.core.invocation import new_id
from tests.functions.finance.desk import Desk, states
from tests.functions.finance.extracts import XML, Scribe

CUFE = "ab" * 48
AT_ONCE = 10


def test_the_same_file_twice_is_one_document(known: Desk) -> None:
    content = str(new_id())
    first = known.process(XML.services(), sha256=content)
    second = known.process(XML.services(), sha256=content)
    assert (known.state(first), known.state(second)) == ("posted", "duplicate")
    assert (known.row(second)["duplicate_of"], known.reasons(second)) == (first, {"duplicate_exact"})
    assert known.entries() == 1


def test_a_file_of_which_nothing_is_known_is_recognised_by_its_content(desk: Desk) -> None:
    content = str(new_id())
    first, second = (desk.hand_in(None, sha256=content) for _ in range(2))
    assert desk.judge(second)["state"] == "duplicate"
    assert desk.judge(first)["state"] == "needs_review"


def test_an_xml_and_then_its_page_are_one_document(known: Desk) -> None:
    first = known.process(XML.services(cufe=CUFE))
    page = Scribe(Source.TEXT, 0.95).services(cufe=CUFE, number="FE 1", kind="pos_ticket")
    second = known.process(page)
    assert (known.state(second), known.row(second)["duplicate_of"]) == ("duplicate", first)


def test_one_number_of_one_supplier_on_one_day_is_one_document(known: Desk) -> None:
    first = known.process(XML.services())
    second = known.process(XML.services())
    assert (known.state(second), known.row(second)["duplicate_of"]) == ("duplicate", first)


def test_what_was_rejected_may_come_again(known: Desk) -> None:
    ana = known.person()
    wrong = known.process(XML.services("2000000", "380000", "2380000"))
    known.reject(wrong, ana)
    assert known.state(known.process(XML.services())) == "posted"


@pytest.mark.parametrize(
    "changes",
    [
        {"issue_date": XML.value(date(2025, 10, 20))},
        {"number": XML.value("FE 1")},
        {"number": XML.value("FE-2")},
    ],
    ids=["another date", "written another way", "the same total on the same day"],
)
def test_what_resembles_another_document_waits(known: Desk, changes: dict[str, Any]) -> None:
    known.process(XML.services())
    second = known.process(replace(XML.services(), **changes))
    assert (known.state(second), known.reasons(second)) == ("needs_review", {"possible_duplicate"})


@pytest.mark.parametrize(("total", "state"), [("51000", "needs_review"), ("51001", "posted")])
def test_totals_of_a_day_resemble_each_other_within_a_thousand_pesos(known: Desk, total: str, state: str) -> None:
    known.process(XML.document([XML.line("50000")], subtotal="50000", total="50000"))
    second = known.process(XML.document([XML.line(total)], subtotal=total, total=total, number="FE-2"))
    assert known.state(second) == state


def test_a_number_that_was_read_with_doubt_makes_nothing_a_duplicate(known: Desk) -> None:
    known.process(XML.services())
    blurred = replace(XML.services(), number=Scribe(Source.OCR).value("FE-1", 0.5))
    second = known.process(blurred)
    assert known.state(second) == "needs_review"
    assert known.reasons(second) == {"low_confidence", "possible_duplicate"}


@pytest.mark.parametrize("cufe", [CUFE, None], ids=["by code", "by number"])
def test_of_ten_copies_that_are_judged_at_once_one_is_posted(known: Desk, cufe: str | None) -> None:
    copies = [known.hand_in(XML.services(cufe=cufe)) for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        judged = list(threads.map(known.judge, copies))
    approved = [answer["invoice_id"] for answer in judged if answer["state"] == "approved"]
    assert len(approved) == 1
    assert states(known, copies) == ["approved"] + ["duplicate"] * (AT_ONCE - 1)
    assert {str(known.row(copy)["duplicate_of"]) for copy in copies} == {approved[0], "None"}


def test_one_document_that_is_judged_and_posted_ten_times_at_once_is_posted_once(known: Desk) -> None:
    invoice = known.hand_in(XML.services())
    with ThreadPoolExecutor(AT_ONCE) as threads:
        judged = list(threads.map(known.judge, [invoice] * AT_ONCE))
        posted = list(threads.map(known.post, [invoice] * AT_ONCE))
    assert {answer["state"] for answer in judged} == {"approved"}
    assert len({answer["entry_id"] for answer in posted}) == 1
    assert (known.entries(), len(known.events("invoice.processed"))) == (1, 1)


def test_the_limit_of_a_day_holds_for_documents_that_are_judged_at_once(known: Desk) -> None:
    with known.owner() as owner:
        gates = '{"automatic_per_day": "600000"}'
        owner.execute("UPDATE finance_settings SET gates = %s WHERE company_id = %s", [gates, known.company_id])
    invoices = []
    for day in range(1, 9):
        seller = XML.party(f"90000000{day}", None, "Otra SAS")
        known.remembers(f"90000000{day}", {"concept": "servicios_generales"})
        invoices.append(known.hand_in(XML.services(seller=seller)))
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(known.judge, invoices))
    assert states(known, invoices) == ["approved"] * 3 + ["needs_review"] * 5
