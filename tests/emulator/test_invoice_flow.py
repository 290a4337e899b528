"""The invoice flow on the deployed stack: from a file in the bucket to an entry in the books, or to people."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from tests.emulator.deployment import Company, Deployment
from tests.emulator.invoices import Office, bill

pytestmark = pytest.mark.emulator

NASTY = {
    "program.pdf": (b"\x7fELF\x02\x01\x01", "refused", "bad_magic"),
    "entity.xml": (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "refused", "xml_doctype"),
    "broken.xml": (b"<Invoice", "needs_review", "unreadable"),
}


@pytest.fixture
def office(deployment: Deployment, company: Company) -> Office:
    return Office(deployment, company).open()


def test_a_dropped_file_becomes_an_entry_in_the_books(office: Office) -> None:
    document = office.rests(office.drop(bill(1001, 500_000)), "posted", "synced", "sync_failed")
    detail = office.company.viewer.http.get(f"/finance/invoices/{document['invoice_id']}").json()
    assert (detail["total"], detail["withheld"], detail["automatic"]) == ("595000.00", "0.00", True)
    assert sum(Decimal(line["debit"]) for line in detail["entry"]) == Decimal(595_000)
    assert sum(Decimal(line["credit"]) for line in detail["entry"]) == Decimal(595_000)
    whats = [one["what"] for one in detail["history"]]
    assert whats[0] == "invoice.received"
    assert whats.count("invoice.processed") == 1


def test_ten_deliveries_by_both_doors_are_one_document_and_one_entry(office: Office) -> None:
    path = office.upload(bill(1002, 400_000))
    with ThreadPoolExecutor(5) as pool:
        answers = {answer.json()["invoice_id"] for answer in pool.map(office.process, [path] * 9)}
    document = office.rests(path, "posted", "synced", "sync_failed")
    assert answers == {document["invoice_id"]}
    entries = office.rows("SELECT count(*) AS n FROM journal_entries WHERE company_id = %s")
    events = office.rows("SELECT type FROM events_log WHERE company_id = %s AND type = 'invoice.received'")
    assert (entries[0]["n"], len(events), len(office.documents())) == (1, 1, 1)
    again = office.process(path).json()
    assert again["invoice_id"] == document["invoice_id"]
    assert again["taxes"]


def test_ten_deliveries_are_one_bill_at_alegra_though_it_does_not_answer(office: Office) -> None:
    alegra = office.connect_alegra()
    alegra.fail(method="POST", path="/bills", when="after", kind="reset")
    path = office.upload(bill(1006, 450_000))
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(office.process, [path] * 9))
    office.rests(path, "synced")
    assert len(alegra.bills()) == 1
    assert len(office.documents()) == 1


def test_who_uploads_is_not_the_second_to_approve(office: Office) -> None:
    path = office.upload(bill(1007, 12_000_000))
    place = f"/finance/invoices/{office.rests(path, 'ready')['invoice_id']}/approve"
    office.company.admin.http.post(place, json={}).raise_for_status()
    assert office.company.user.http.post(place, json={}).status_code == 409


def test_nasty_files_end_with_a_reason_and_the_agent_stays_healthy(office: Office) -> None:
    paths = {name: office.drop(content, name=name) for name, (content, _, _) in NASTY.items()}
    for name, path in paths.items():
        document = office.rests(path)
        assert document["status"] == NASTY[name][1]
        assert NASTY[name][2] in [reason["code"] for reason in document["reasons"]]
    assert office.deployment.http().get("/finance/health").json()["status"] == "healthy"


def test_a_person_approves_and_the_waiting_execution_posts(office: Office) -> None:
    path = office.drop(bill(1003, 2_000_000))
    document = office.rests(path, "ready")
    place = f"/finance/invoices/{document['invoice_id']}"
    tokens = "SELECT task_token FROM invoices WHERE company_id = %s AND task_token IS NOT NULL"
    office.deployment.wait_for(lambda: office.rows(tokens))
    assert office.company.viewer.http.post(f"{place}/approve", json={}).status_code == 403
    office.company.user.http.post(f"{place}/approve", json={}).raise_for_status()
    assert not office.rests(path, "posted", "synced", "sync_failed")["automatic"]


def test_a_step_that_fails_for_good_is_shown_to_people_and_done_again_on_request(office: Office) -> None:
    with office.deployment.environment_of("local-finance-read-document", UPLOADS_BUCKET=""):
        path = office.drop(bill(1006, 600_000))
        document = office.rests(path, "needs_review")
    assert [reason["code"] for reason in document["reasons"]] == ["processing_failed"]
    place = f"/finance/invoices/{document['invoice_id']}"
    assert office.company.user.http.post(f"{place}/retry").raise_for_status().json()["state"] == "received"
    office.rests(path, "posted", "synced", "sync_failed")


def test_every_file_of_a_batch_gets_its_outcome(office: Office) -> None:
    bills = [bill(1004, 200_000), bill(1005, 300_000)]
    paths = [office.upload(content, for_batch=True) for content in bills]
    missing = f"{office.company.id}/collected/none.xml"
    begun = office.company.user.http.post("/finance/invoices/batch", json={"file_paths": [*paths, missing]})
    batch = begun.raise_for_status().json()["batch_id"]

    def shown() -> dict[str, object]:
        return dict(office.company.viewer.http.get(f"/finance/invoices/batches/{batch}").json())

    office.deployment.wait_for(lambda: shown()["status"] == "finished", seconds=120)
    assert shown()["outcomes"] == {"taken": 2, "missing": 1}
    for path in paths:
        office.rests(path, "posted", "synced", "sync_failed")
