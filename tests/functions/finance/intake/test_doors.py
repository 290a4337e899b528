"""The door over HTTPS, and that both doors lead to one document."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import httpx
import pytest

from functions.finance.api.health import check_health
from functions.finance.api.intake import create_upload_address, process_invoice
from functions.finance.api.invoices import (
    clear_cache,
    delete_invoice,
    get_cache,
    get_invoice,
    get_invoice_file,
    list_invoices,
    retry_invoice,
)
from shared.auth.caller import Caller
from shared.core.errors import NotFound
from shared.core.invocation import new_id
from tests.functions.finance.extraction.dian_documents import dian
from tests.functions.finance.intake.bucket import Drop
from tests.lambdas import Reply, ask, caller_of


@pytest.fixture
def caller(drop: Drop) -> Caller:
    return caller_of(drop.company)


def process(caller: Caller, path: str, **more: Any) -> Reply:
    body = {"file_path": path, **more}
    return ask(process_invoice, "POST", "/finance/invoices/process", body=body, caller=caller)


def upload(caller: Caller, content: bytes, **more: Any) -> str:
    draft = {"file_name": "Factura 7.XML", "size": len(content), **more}
    granted = ask(create_upload_address, "POST", "/finance/invoices/upload-url", body=draft, caller=caller).json
    sent = httpx.request(granted["method"], granted["upload_url"], content=content, headers=granted["headers"])
    assert sent.status_code == 200
    return str(granted["file_path"])


def test_an_uploaded_file_is_processed_and_shown(drop: Drop, caller: Caller) -> None:
    path = upload(caller, dian().encode())
    accepted = process(caller, path)
    assert (accepted.status, accepted.json["status"], accepted.json["taxes"]) == (202, "received", None)
    invoice_id = accepted.json["invoice_id"]
    assert accepted.json["status_url"] == f"/api/v1/finance/invoices/{invoice_id}"
    drop.read(UUID(invoice_id))
    shown = ask(get_invoice, "GET", f"/finance/invoices/{invoice_id}", caller=caller).json
    assert (shown["status"], shown["door"], shown["file_path"]) == ("extracted", "api", path)
    payable = shown["values"]["payable"]
    assert (payable["value"]["amount"], payable["confidence"], payable["source"]) == ("1190000.00", 1.0, "xml")
    assert payable["evidence"]["path"]
    assert [one["what"] for one in shown["history"]] == ["invoice.received"]


def test_ten_deliveries_by_both_doors_at_once_are_one_document(drop: Drop, caller: Caller) -> None:
    path = upload(caller, dian().encode())
    stored = drop.store.head(path)
    with ThreadPoolExecutor(3) as pool:
        announced = [pool.submit(drop.announce, stored) for _ in range(5)]
        answers = {process(caller, path).json["invoice_id"] for _ in range(5)}
        for one in announced:
            one.result()
    assert answers == {str(drop.invoices()[0]["id"])}
    assert len(drop.invoices()) == 1
    assert len(drop.events("invoice.received")) == 1


def test_who_uploads_is_known_though_the_bucket_tells_first(drop: Drop) -> None:
    """Else they could be the second to approve what they brought."""
    ana = drop.person()
    path = upload(ana, dian().encode())
    drop.announce(drop.store.head(path))
    process(drop.person(), path)
    assert [row["user_id"] for row in drop.invoices()] == [ana.id]


def test_who_hands_in_what_nobody_known_dropped_brought_it(drop: Drop) -> None:
    ana = drop.person()
    stored = drop.put(dian().encode())
    drop.announce(stored)
    assert [row["user_id"] for row in drop.invoices()] == [None]
    process(ana, stored.key)
    process(drop.person(), stored.key)
    assert [row["user_id"] for row in drop.invoices()] == [ana.id]


REFUSED = {
    "another company's": ("{other}/invoices/a.xml", 400),
    "outside": ("{company}/../a.xml", 400),
    "absent": ("{company}/invoices/2026/11/none.xml", 404),
}


@pytest.mark.parametrize(("path", "status"), REFUSED.values(), ids=REFUSED)
def test_only_files_of_the_company_that_are_there(drop: Drop, caller: Caller, path: str, status: int) -> None:
    reply = process(caller, path.format(company=drop.company, other=new_id()))
    assert (reply.status, drop.invoices()) == (status, [])


def test_who_uploads_stays_known_though_another_person_hands_it_in_first(drop: Drop) -> None:
    ana = drop.person()
    process(drop.person(), upload(ana, dian().encode()))
    assert [row["user_id"] for row in drop.invoices()] == [ana.id]


def test_a_person_cannot_upload_in_the_name_of_another(drop: Drop) -> None:
    """Else they could be the second to approve what they brought."""
    ana, luis = drop.person(), drop.person()
    path = upload(ana, dian().encode())
    assert process(ana, path, user_id=str(luis.id)).status == 403
    assert drop.invoices() == []
    assert process(ana, path, user_id=str(ana.id)).status == 202


def test_a_program_names_the_person_who_brings_a_file(drop: Drop, caller: Caller) -> None:
    luis = drop.person()
    assert process(caller, upload(caller, dian().encode()), user_id=str(luis.id)).status == 202
    assert [row["user_id"] for row in drop.invoices()] == [luis.id]


def test_somebody_elses_name_has_to_be_one_of_the_company(drop: Drop, caller: Caller) -> None:
    path = upload(caller, dian().encode())
    assert process(caller, path, user_id=str(new_id())).status == 404
    assert drop.invoices() == []


def test_a_file_beyond_the_limit_gets_no_address(caller: Caller) -> None:
    draft = {"file_name": "a.pdf", "size": 10 * 1024 * 1024 + 1}
    reply = ask(create_upload_address, "POST", "/finance/invoices/upload-url", body=draft, caller=caller)
    assert reply.status == 422


def test_who_asks_too_often_is_told_when_to_come_back(
    drop: Drop, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INVOICE_REQUESTS_PER_HOUR", "1")
    path = upload(caller, dian().encode())
    first, second = process(caller, path), process(caller, path)
    assert (first.status, second.status) == (202, 429)
    assert 0 < int(second.headers["retry-after"]) <= 3600
    assert process(caller_of(drop.company), path).status == 202


def test_a_list_is_narrowed(drop: Drop, caller: Caller) -> None:
    drop.arrive(dian().encode())
    drop.arrive(b"MZ")

    def listed(query: str) -> list[str]:
        reply = ask(list_invoices, "GET", "/finance/invoices", caller=caller, query=query)
        return [item["status"] for item in reply.json["items"]]

    assert listed("") == ["refused", "extracted"]
    assert listed("status=extracted") == ["extracted"]
    assert listed("q=100%25") == listed("direction=sale") == listed("due_to=2020-01-01") == []
    page = ask(list_invoices, "GET", "/finance/invoices", caller=caller, query="limit=1").json
    assert listed(f"cursor={page['next_cursor']}") == ["extracted"]


def test_a_reason_is_told_in_both_languages(drop: Drop, caller: Caller) -> None:
    drop.arrive(b"MZ")
    (item,) = ask(list_invoices, "GET", "/finance/invoices", caller=caller).json["items"]
    (reason,) = item["reasons"]
    assert reason["code"] == "bad_magic"
    assert reason["text"].keys() == {"es", "en"}


def test_its_file_comes_as_an_attachment(drop: Drop, caller: Caller) -> None:
    invoice = drop.arrive(b"<script>alert(1)</script>")
    address = ask(get_invoice_file, "GET", f"/finance/invoices/{invoice['id']}/file", caller=caller).json
    fetched = httpx.get(address["url"])
    assert fetched.content == b"<script>alert(1)</script>"
    assert fetched.headers["content-type"] == "application/octet-stream"
    assert fetched.headers["content-disposition"].startswith("attachment;")


def test_removing_a_document_removes_every_version_of_its_file(drop: Drop, caller: Caller) -> None:
    invoice = drop.arrive(dian().encode())
    assert ask(delete_invoice, "DELETE", f"/finance/invoices/{invoice['id']}", caller=caller).status == 204
    assert drop.invoices() == []
    with pytest.raises(NotFound):
        drop.store.head(invoice["object_key"])
    assert ask(get_invoice, "GET", f"/finance/invoices/{invoice['id']}", caller=caller).status == 404


@pytest.mark.parametrize("state", ["approved", "posted", "synced", "voided"])
def test_what_is_in_the_books_is_not_removed(drop: Drop, caller: Caller, state: str) -> None:
    invoice = drop.arrive(dian().encode())
    drop.set_state(invoice["id"], state)
    assert ask(delete_invoice, "DELETE", f"/finance/invoices/{invoice['id']}", caller=caller).status == 409
    assert drop.store.head(invoice["object_key"])


def test_a_refused_document_is_read_again_on_request(drop: Drop, caller: Caller) -> None:
    drop.arrive(b"MZ")
    again = drop.arrive(b"MZ")
    retried = ask(retry_invoice, "POST", f"/finance/invoices/{again['id']}/retry", caller=caller)
    assert (retried.status, retried.json["state"]) == (202, "received")
    assert drop.invoice(again["id"])["reasons"] == []
    assert [event["invoice_id"] for event in drop.events("invoice.received")].count(str(again["id"])) == 2
    assert drop.read(again["id"]) == "refused"


def test_what_ended_in_the_books_is_not_processed_again(drop: Drop, caller: Caller) -> None:
    invoice = drop.arrive(dian().encode())
    drop.set_state(invoice["id"], "posted")
    retried = ask(retry_invoice, "POST", f"/finance/invoices/{invoice['id']}/retry", caller=caller)
    assert (retried.status, retried.json["state"]) == (202, "posted")
    drop.set_state(invoice["id"], "synced")
    assert ask(retry_invoice, "POST", f"/finance/invoices/{invoice['id']}/retry", caller=caller).status == 409


def test_the_cache_is_what_was_refused_and_can_be_forgotten(drop: Drop, caller: Caller) -> None:
    drop.arrive(b"MZ")
    drop.arrive(b"MZ")
    drop.arrive(dian().encode())
    kept = ask(get_cache, "GET", "/finance/cache", caller=caller).json
    assert (kept["contents"], kept["files"]) == (1, 2)
    assert ask(clear_cache, "DELETE", "/finance/cache", caller=caller).json == {"files": 2}
    assert ask(get_cache, "GET", "/finance/cache", caller=caller).json["files"] == 0


def test_health_asks_what_it_needs(drop: Drop, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(check_health, "GET", "/finance/health").json["status"] == "healthy"
    monkeypatch.setenv("UPLOADS_BUCKET", f"{drop.store.bucket}-none")
    health = ask(check_health, "GET", "/finance/health")
    assert (health.status, health.json["dependencies"]["files"]["state"]) == (503, "down")
