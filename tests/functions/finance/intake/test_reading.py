"""A dropped file becomes documents, each once, whatever it is and however often it comes."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from functions.finance.events import on_file_dropped
from shared.core.invocation import new_id
from tests.functions.finance.extraction.dian_documents import CUFE, dian
from tests.functions.finance.extraction.files import archive
from tests.functions.finance.intake.bucket import Drop
from tests.lambdas import LambdaContext


def test_an_invoice_is_read_and_kept_with_what_was_read(drop: Drop) -> None:
    invoice = drop.arrive(dian().encode())
    assert (invoice["status"], invoice["part"], invoice["reasons"]) == ("extracted", 0, [])
    assert invoice["extracted"]["document"]["payable"]["value"] == {"amount": "1190000.00", "currency": "COP"}
    assert drop.events("invoice.received") == [{"invoice_id": str(invoice["id"]), "door": "bucket"}]


def test_one_object_announced_ten_times_at_once_is_one_document(drop: Drop) -> None:
    stored = drop.put(dian().encode())
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(drop.announce, [stored] * 10))
    assert len(drop.invoices()) == 1
    assert len(drop.events("invoice.received")) == 1


def test_an_announcement_without_a_version_means_the_one_that_is_there(drop: Drop) -> None:
    stored = drop.put(dian().encode())
    for named in (True, False):
        drop.announce(stored, named=named)
    assert len(drop.invoices()) == 1
    drop.store.delete(stored.key)
    drop.announce(stored, named=False)
    assert len(drop.invoices()) == 1


def test_a_second_execution_finds_the_reading_done(drop: Drop) -> None:
    invoice = drop.arrive(dian().encode())
    assert drop.read(invoice["id"]) == "extracted"
    assert drop.invoice(invoice["id"])["updated_at"] == invoice["updated_at"]


def test_the_same_bytes_again_are_a_duplicate_without_reading(drop: Drop) -> None:
    first, second = (drop.arrive(dian().encode()) for _ in range(2))
    assert (second["status"], second["duplicate_of"]) == ("duplicate", first["id"])
    assert drop.codes(second) == ["duplicate_exact"]


def test_bytes_that_were_refused_are_refused_again_for_the_same_reason(drop: Drop) -> None:
    first, second = (drop.arrive(b"MZ not a document") for _ in range(2))
    assert first["status"] == second["status"] == "refused"
    assert drop.codes(first) == drop.codes(second) == ["bad_magic"]


def test_every_document_of_an_archive_gets_an_execution_of_its_own(drop: Drop) -> None:
    other = dian().replace(CUFE, "decade" * 16).replace("SETP990000001", "SETP990000002")
    first = drop.arrive(archive(dian().encode(), other.encode(), b"no document"))
    parts = drop.invoices()
    assert [(row["part"], row["status"]) for row in parts] == [(0, "extracted"), (1, "extracted")]
    assert {row["extracted"]["document"]["cufe"]["value"] for row in parts} == {CUFE, "decade" * 16}
    announced = [event["invoice_id"] for event in drop.events("invoice.received")]
    assert announced == [str(row["id"]) for row in parts]
    assert [remark["code"] for remark in first["remarks"]] == ["bad_magic"]


NASTY = {
    "empty": (b"", "needs_review", "unreadable"),
    "program": (b"\x7fELF\x02\x01", "refused", "bad_magic"),
    "doctype": (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "refused", "xml_doctype"),
    "foreign": (b"<Factura xmlns='urn:x'/>", "refused", "unsupported_format"),
    "broken": (b"<Invoice", "needs_review", "unreadable"),
}


@pytest.mark.parametrize(("content", "state", "code"), NASTY.values(), ids=NASTY)
def test_every_file_ends_in_a_state_with_its_reason(drop: Drop, content: bytes, state: str, code: str) -> None:
    invoice = drop.arrive(content)
    assert invoice["status"] == state
    assert code in drop.codes(invoice)
    assert len(drop.events("invoice.needs_review")) == (state == "needs_review")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(drop: Drop) -> None:
    invoice = drop.arrive(b"<" * (10 * 1024 * 1024 + 1))
    assert (invoice["status"], drop.codes(invoice)) == ("refused", ["too_large"])


def test_an_object_that_is_gone_is_told_to_people(drop: Drop) -> None:
    stored = drop.put(dian().encode())
    drop.announce(stored)
    drop.store.delete(stored.key)
    (invoice,) = drop.invoices()
    assert drop.read(invoice["id"]) == "needs_review"
    assert drop.codes(drop.invoice(invoice["id"])) == ["unreadable"]


@pytest.mark.parametrize("key", ["{other}/invoices/a.xml", "nobody/invoices/a.xml", "{company}/invoices//a.xml"])
def test_an_object_of_nobody_is_left_alone(drop: Drop, key: str) -> None:
    stored = drop.put(dian().encode(), key=key.format(other=new_id(), company=drop.company))
    drop.announce(stored)
    assert drop.invoices() == []


def test_the_body_bears_what_the_rule_lets_through() -> None:
    detail = {"bucket": {"name": "b"}, "object": {"key": "invoices/a.xml", "size": 1, "etag": "e"}}
    assert on_file_dropped({"id": "1", "detail": detail}, LambdaContext()) is None
