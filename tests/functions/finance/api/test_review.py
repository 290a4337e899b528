"""People decide about documents over HTTP: approve, edit, reject, void."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from functions.finance.extraction.values import Absence, Source, Value
from shared.auth.caller import Caller
from shared.core.invocation import new_id
from tests.functions.finance.desk import Desk, pesos
from tests.functions.finance.extracts import OUR_DV, OURS, XML, Scribe, priced
from tests.lambdas import Reply, caller_of


def in_a_loop_of_its_own(desk: Desk, invoice: UUID, person: Caller) -> Reply:
    """An approval in a thread, as in a Lambda of its own."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        return desk.approve(invoice, person)
    finally:
        asyncio.set_event_loop(None)
        loop.close()


def test_one_person_approves_what_is_above_the_limit(known: Desk, ana: Caller) -> None:
    invoice = known.process(priced(2_000_000))
    assert (known.state(invoice), known.entries()) == ("ready", 0)
    reply = known.approve(invoice, ana)
    assert (reply.status, reply.json["state"], reply.json["approvals"]) == (200, "approved", 1)
    assert known.post(invoice)["state"] == "posted"
    assert known.books() == pesos(a5135="2000000", a240805="380000", a236525="-80000", a2205="-2300000")


def test_a_second_person_approves_what_is_large(known: Desk, ana: Caller, ben: Caller) -> None:
    invoice = known.process(priced(10_000_000))
    assert known.approve(invoice, ana).json == {
        "invoice_id": str(invoice),
        "state": "ready",
        "approvals": 1,
        "approvers": 2,
    }
    again = known.approve(invoice, ana)
    assert (again.status, again.json["approvals"]) == (200, 1)
    assert known.approve(invoice, ben).json["state"] == "approved"
    assert known.count("invoice_decisions") == 2


def test_who_brought_a_large_document_is_not_its_second_approver(known: Desk, ana: Caller, ben: Caller) -> None:
    invoice = known.process(priced(10_000_000), uploader=ben)
    known.approve(invoice, ana)
    refused = known.approve(invoice, ben)
    assert (refused.status, known.state(invoice)) == (409, "ready")
    assert "uploaded" in refused.json["detail"]


def test_the_largest_documents_need_an_admin(known: Desk, ana: Caller, ben: Caller, boss: Caller) -> None:
    invoice = known.process(priced(50_000_000))
    known.approve(invoice, ana)
    assert "admin" in known.approve(invoice, ben).json["detail"]
    assert known.approve(invoice, boss).json["state"] == "approved"


def test_approvals_at_once_count_one_by_one(known: Desk) -> None:
    people = [known.person() for _ in range(6)]
    invoice = known.process(priced(10_000_000))
    with ThreadPoolExecutor(6) as threads:
        replies = list(threads.map(lambda person: in_a_loop_of_its_own(known, invoice, person), people))
    assert known.state(invoice) == "approved"
    assert {reply.status for reply in replies} == {200}
    assert known.count("invoice_decisions", decision="approve") == 2


def test_a_person_accepts_what_a_check_flags(known: Desk, ana: Caller) -> None:
    invoice = known.process(replace(priced(100_000), qr=XML.value("NitFac=900508908")))
    assert known.approve(invoice, ana).json["state"] == "approved"
    known.post(invoice)
    assert known.row(invoice)["automatic"] is False
    assert known.state(invoice) == "posted"


def test_nobody_approves_what_cannot_be_posted(desk: Desk, ana: Caller) -> None:
    unknown = desk.process(XML.services())
    refused = desk.approve(unknown, ana)
    assert (refused.status, refused.json["code"]) == (409, "attribute_missing")
    assert "cannot be approved yet" in refused.json["detail"]
    unread = desk.process(
        replace(XML.services(number="FE-2"), total=Value.absent(Absence.UNREADABLE), payable=Value.absent())
    )
    assert "total in pesos" in desk.approve(unread, ana).json["detail"]
    assert desk.count("invoice_decisions") == 0


def test_what_is_posted_is_not_approved_rejected_or_edited(known: Desk, ana: Caller) -> None:
    invoice = known.process(priced(100_000))
    assert [known.approve(invoice, ana).status, known.reject(invoice, ana).status] == [409, 409]
    assert known.edit(invoice, ana, concept="software").status == 409


def test_an_edit_is_judged_anew_and_remembered_for_the_next_document(desk: Desk, ana: Caller) -> None:
    first = desk.process(priced(100_000))
    judged = desk.edit(first, ana, concept="honorarios_y_comisiones", account="5195")
    assert (judged.status, judged.json["state"], judged.json["posts_automatically"]) == (200, "approved", True)
    desk.post(first)
    assert desk.books() == pesos(a5195="100000", a240805="19000", a236515="-11000", a2205="-108000")
    second = desk.process(priced(200_000, number="FE-2"))
    assert desk.state(second) == "posted"
    assert desk.books(second) == pesos(a5195="200000", a240805="38000", a236515="-22000", a2205="-216000")


def test_lines_of_several_concepts_are_edited_one_by_one(desk: Desk, ana: Caller) -> None:
    taxes = [XML.tax("01", "19", "600000", "114000"), XML.tax("01", "5", "500000", "25000")]
    lines = [XML.line("600000", "Arriendo", [taxes[0]]), XML.line("500000", "Resmas", [taxes[1]])]
    invoice = desk.process(XML.document(lines, subtotal="1100000", taxes=taxes, total="1239000"))
    desk.edit(invoice, ana, lines=[{"position": 0, "concept": "arrendamiento_inmuebles"}])
    judged = desk.edit(invoice, ana, lines=[{"position": 1, "concept": "compras_generales"}])
    assert (judged.json["state"], judged.json["approvers"]) == ("ready", 1)
    desk.approve(invoice, ana)
    desk.post(invoice)
    assert desk.books() == pesos(
        a5120="600000", a6205="500000", a240805="139000", a236530="-21000", a236540="-12500", a2205="-1205500"
    )


def test_a_person_gives_what_a_photo_does_not_show(desk: Desk, ana: Caller) -> None:
    photo = Scribe(Source.OCR, 0.5)
    unsure = photo.document([], total="119000", currency="COP", number=None)
    invoice = desk.process(unsure)
    assert "low_confidence" in desk.reasons(invoice)
    known = desk.edit(
        invoice,
        ana,
        kind="invoice",
        number="A-7",
        issue_date="2025-10-10",
        currency="COP",
        seller={"name": "Ferretería", "tax_id": "900508908", "dv": "9"},
        buyer={"tax_id": OURS, "dv": OUR_DV},
        line_total="100000",
        taxes=[{"scheme": "01", "rate": "19", "base": "100000", "amount": "19000"}],
        total="119000",
        payable="119000",
        concept="compras_generales",
        counterparty={"person_type": "legal", "responsibilities": [], "resident": True, "vat_responsible": True},
    )
    assert known.json["reasons"] == []
    assert known.json["state"] == "approved"
    desk.post(invoice)
    assert desk.books() == pesos(a6205="100000", a240805="19000", a2205="-119000")


def test_an_edit_makes_earlier_approvals_count_no_more(known: Desk, ana: Caller, ben: Caller) -> None:
    invoice = known.process(priced(10_000_000))
    known.approve(invoice, ana)
    known.edit(invoice, ben, concept="honorarios_y_comisiones")
    assert known.approve(invoice, ben).json == {
        "invoice_id": str(invoice),
        "state": "ready",
        "approvals": 1,
        "approvers": 2,
    }


def test_a_person_decides_withholdings_that_the_rules_leave_open(known: Desk, ana: Caller) -> None:
    known.remembers("900508908", {"concept": "servicios_generales"})
    abroad = XML.party("900508908", None, "Abroad", country="US", responsibilities=())
    invoice = known.process(priced(200_000, seller=abroad, number="X-1"))
    assert "outside_rules" in known.reasons(invoice)
    withholdings = [
        {"tax": "renta", "base": "200000", "amount": "40000"},
        {"tax": "reteiva", "base": "38000", "amount": "38000"},
    ]
    judged = known.edit(invoice, ana, withholdings=withholdings)
    assert judged.json["state"] == "approved"
    known.post(invoice)
    assert known.books(invoice) == pesos(
        a5135="200000", a240805="38000", a236525="-40000", a2367="-38000", a2205="-160000"
    )


def test_an_edit_that_makes_a_document_a_copy_ends_it(known: Desk, ana: Caller) -> None:
    first = known.process(priced(100_000))
    unsure = known.process(priced(100_000, number=None))
    judged = known.edit(unsure, ana, number="FE-1")
    assert (judged.json["state"], judged.json["duplicate_of"]) == ("duplicate", str(first))


@pytest.mark.parametrize(
    "edits",
    [{"total": 1.5}, {"total": "-1"}, {"concept": ""}, {"unknown": 1}, {"lines": [{"position": -1}]}, {"cufe": "x"}],
)
def test_an_edit_that_makes_no_sense_is_refused(known: Desk, ana: Caller, edits: dict[str, Any]) -> None:
    invoice = known.process(priced(2_000_000))
    assert known.edit(invoice, ana, **edits).status == 422
    assert known.state(invoice) == "ready"


def test_a_concept_that_there_is_not_waits_for_another(known: Desk, ana: Caller) -> None:
    invoice = known.process(priced(2_000_000))
    judged = known.edit(invoice, ana, concept="unicorns")
    assert (judged.json["state"], "rule_missing" in judged.json["reasons"]) == ("needs_review", True)


def test_what_is_rejected_stays_out_of_the_books(known: Desk, ana: Caller) -> None:
    invoice = known.process(priced(2_000_000))
    assert [known.reject(invoice, ana).status, known.reject(invoice, ana).status] == [200, 200]
    assert (known.state(invoice), known.post(invoice)["entry_id"]) == ("rejected", None)
    assert (known.approve(invoice, ana).status, known.entries()) == (409, 0)
    assert known.count("invoice_decisions", decision="reject") == 1


def test_what_is_voided_is_undone_by_one_entry(known: Desk, ana: Caller) -> None:
    invoice = known.process(priced(100_000))
    first, again = known.void(invoice, ana), known.void(invoice, ana)
    assert (first.status, again.status) == (200, 200)
    assert first.json == again.json
    assert (known.state(invoice), known.entries(), known.books()) == ("voided", 2, {})
    assert known.state(known.process(priced(100_000))) == "posted"


def test_who_voids_is_told_of_the_bill_that_stays_in_alegra(known: Desk, ana: Caller) -> None:
    invoice = known.process(priced(100_000))
    with known.owner() as owner:
        owner.execute(
            "INSERT INTO alegra_documents (id, company_id, invoice_id, state, alegra_id)"
            " VALUES (%s, %s, %s, 'synced', '77')",
            [new_id(), known.company_id, invoice],
        )
    assert [known.void(invoice, ana).json["alegra_id"] for _ in range(2)] == ["77", "77"]


def test_what_is_not_posted_cannot_be_voided(known: Desk, ana: Caller) -> None:
    assert known.void(known.process(priced(2_000_000)), ana).status == 409


def test_an_api_key_decides_nothing(known: Desk) -> None:
    invoice = known.process(priced(2_000_000))
    refused = known.approve(invoice, caller_of(known.company_id))
    assert (refused.status, known.state(invoice)) == (403, "ready")


@pytest.mark.parametrize("action", ["approve", "edit", "reject", "void"])
def test_what_there_is_not_is_not_found(known: Desk, ana: Caller, action: str) -> None:
    assert getattr(known, action)(new_id(), ana).status == 404


def test_a_decision_goes_to_the_execution_that_waits_or_starts_a_new_one(known: Desk, ana: Caller) -> None:
    waits = known.hand_in(priced(2_000_000), token="token")
    forgotten = known.hand_in(priced(3_000_000, number="FE-2"))
    for invoice in (waits, forgotten):
        known.judge(invoice)
        known.approve(invoice, ana)
        known.approve(invoice, ana)
    assert (known.row(waits)["task_token"], known.state(waits)) == (None, "approved")
    assert [event["invoice_id"] for event in known.events("invoice.received")] == [str(forgotten)]


def test_what_can_no_longer_be_posted_goes_back_to_people_and_on_from_there(known: Desk, ana: Caller) -> None:
    invoice = known.process(priced(2_000_000))
    known.approve(invoice, ana)
    with known.owner() as owner:
        owner.execute(
            "UPDATE finance_settings SET profile = profile - 'vat_responsible' WHERE company_id = %s",
            [known.company_id],
        )
    assert known.post(invoice)["state"] == "needs_review"
    assert known.fields(invoice) == {"company.vat_responsible"}
    with known.owner() as owner:
        owner.execute(
            "UPDATE finance_settings SET profile = profile || '{\"vat_responsible\": true}' WHERE company_id = %s",
            [known.company_id],
        )
    assert known.approve(invoice, ana).json["state"] == "approved"
    assert known.post(invoice)["state"] == "posted"
