"""Files that are handed in together: each has an outcome, and a batch that is cancelled takes no more."""

import json
from typing import Any

import pytest

from functions.finance.api.intake import cancel_batch, create_upload_address, get_batch, process_batch
from functions.finance.tasks.intake import fail_batch_file, finish_batch, take_batch_file
from shared.auth.caller import Caller
from shared.core.invocation import new_id
from tests.functions.finance.extraction.dian_documents import dian
from tests.functions.finance.intake.bucket import Drop
from tests.lambdas import LambdaContext, Reply, ask, caller_of


@pytest.fixture
def caller(drop: Drop) -> Caller:
    return caller_of(drop.company)


def begin(caller: Caller, **body: Any) -> Reply:
    return ask(process_batch, "POST", "/finance/invoices/batch", body=body, caller=caller)


def show(caller: Caller, batch: str) -> Any:
    return ask(get_batch, "GET", f"/finance/invoices/batches/{batch}", caller=caller).json


def step(drop: Drop, batch: str, event: str, **more: object) -> dict[str, object]:
    return {
        "company_id": str(drop.company),
        "event_id": event,
        "correlation_id": "flow-12345",
        "batch_id": batch,
        **more,
    }


def run(drop: Drop, batch: str) -> list[str]:
    """What the state machine does; the outcomes of the files."""
    (event,) = drop.events("invoice_batch.received")
    positions = json.loads(drop.store.get(event["key"], most=10_000))
    event_id = str(new_id())
    taken = [take_batch_file(step(drop, batch, event_id, **one), LambdaContext())["outcome"] for one in positions]
    finish_batch(step(drop, batch, event_id), LambdaContext())
    return taken


def test_every_file_of_a_batch_has_its_outcome(drop: Drop, caller: Caller) -> None:
    good, bad = drop.put(dian().encode()), drop.put(b"MZ")
    missing = f"{drop.company}/collected/none.xml"
    begun = begin(caller, file_paths=[good.key, bad.key, missing, good.key])
    assert (begun.status, begun.json["files"]) == (202, 3)
    batch = begun.json["batch_id"]
    assert begun.json["status_url"].endswith(batch)
    assert show(caller, batch)["outcomes"] == {"waiting": 3}
    assert run(drop, batch) == ["taken", "taken", "missing"]
    shown = show(caller, batch)
    assert (shown["status"], shown["states"]) == ("finished", {"extracted": 1, "refused": 1})
    assert [(item["outcome"], item["status"], item["reasons"]) for item in shown["items"]] == [
        ("taken", "extracted", []),
        ("taken", "refused", ["bad_magic"]),
        ("missing", None, []),
    ]
    assert {event["door"] for event in drop.events("invoice.received")} == {"batch"}


def test_who_asked_for_the_address_brought_the_file_whoever_starts_the_batch(drop: Drop) -> None:
    """Else they could be the second to approve what they brought."""
    ana, luis = drop.person(), drop.person()
    draft = {"file_name": "a.xml", "size": 1, "for_batch": True}
    path = ask(create_upload_address, "POST", "/finance/invoices/upload-url", body=draft, caller=ana).json["file_path"]
    drop.store.put(path, dian().encode(), content_type="application/xml")
    others = drop.put(dian(number="FEV1002", uuid="").encode())
    batch = begin(luis, file_paths=[path, others.key]).json["batch_id"]
    assert run(drop, batch) == ["taken", "taken"]
    assert {row["object_key"]: row["user_id"] for row in drop.invoices()} == {path: ana.id, others.key: luis.id}


def test_a_file_that_came_by_another_door_is_the_same_document(drop: Drop, caller: Caller) -> None:
    stored = drop.put(dian().encode())
    drop.announce(stored)
    batch = begin(caller, file_paths=[stored.key]).json["batch_id"]
    assert run(drop, batch) == ["taken"]
    assert len(drop.invoices()) == 1
    assert [event["door"] for event in drop.events("invoice.received")] == ["bucket"]


def test_a_cancelled_batch_takes_no_more(drop: Drop, caller: Caller) -> None:
    batch = begin(caller, file_paths=[drop.put(dian().encode()).key]).json["batch_id"]
    cancelled = ask(cancel_batch, "POST", f"/finance/invoices/batches/{batch}/cancel", caller=caller)
    assert (cancelled.status, cancelled.json["status"]) == (200, "cancelled")
    assert run(drop, batch) == ["cancelled"]
    assert (show(caller, batch)["status"], drop.invoices()) == ("cancelled", [])


def test_a_file_that_could_not_be_taken_is_told(drop: Drop, caller: Caller) -> None:
    batch = begin(caller, file_paths=[drop.put(dian().encode()).key]).json["batch_id"]
    fail_batch_file(step(drop, batch, str(new_id()), position=0), LambdaContext())
    assert show(caller, batch)["outcomes"] == {"failed": 1}


def test_a_long_list_comes_as_an_object(drop: Drop, caller: Caller) -> None:
    keys = [f"{drop.company}/collected/{number}.xml" for number in range(500)]
    listed = drop.put(json.dumps(keys).encode(), key=f"{drop.company}/collected/list.json")
    begun = begin(caller, manifest_path=listed.key)
    assert (begun.status, begun.json["files"]) == (202, 500)


@pytest.mark.parametrize("content", [b"{}", b"[1]", b"no", b"[]"])
def test_a_list_that_is_none_is_refused(drop: Drop, caller: Caller, content: bytes) -> None:
    listed = drop.put(content, key=f"{drop.company}/collected/list.json")
    assert begin(caller, manifest_path=listed.key).status in {400, 422}
    assert drop.events("invoice_batch.received") == []


def test_a_request_names_twenty_files_of_the_company(drop: Drop, caller: Caller) -> None:
    own = f"{drop.company}/collected/a.xml"
    assert begin(caller, file_paths=[own] * 21).status == 422
    assert begin(caller, file_paths=[own, f"{new_id()}/a.xml"]).status == 400
    assert begin(caller, file_paths=[own], manifest_path=own).status == 422
    assert begin(caller).status == 422
