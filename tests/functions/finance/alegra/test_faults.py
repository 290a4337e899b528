"""Alegra fails before, during and after the creation of a bill, and we die in between: there is one bill in the end."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from functions.finance.api.alegra import connect_alegra, get_alegra_connection, sync_invoice_now
from functions.finance.domain.alegra.progress import LEASE, SETTLING
from functions.finance.jobs.alegra import resolve_alegra_documents
from functions.finance.repository.alegra.journal import JournalRows
from local.process import wait_until
from shared.auth.caller import Caller
from tests.functions.finance.alegra.books import Books
from tests.functions.finance.builders import a_document, a_line
from tests.functions.finance.client.alegra.account import TOKEN, Account
from tests.lambdas import NOBODY_LISTENS, LambdaContext, ask

FAULTS: list[dict[str, Any]] = [
    {"kind": "status", "status": 503},
    {"kind": "status", "status": 500},
    {"kind": "reset"},
    {"kind": "malformed"},
]
ON_BILLS = {"method": "POST", "path": "/bills"}


def resolve(books: Books, invoice_id: UUID, *, after: timedelta = timedelta(0)) -> None:
    """Let time pass, and the job run."""
    seconds = int(after.total_seconds())
    earlier = f"interval '{seconds} seconds'"
    books.change(
        invoice_id,
        f"sent_at = sent_at - {earlier}, claimed_until = claimed_until - {earlier}, retry_at = now()",
    )
    resolve_alegra_documents({}, LambdaContext())


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_bill_that_was_created_unanswered_is_found_at_once(
    connected: Books, account: Account, fault: dict[str, Any]
) -> None:
    account.vendor.fail(**ON_BILLS, **fault, when="after")
    invoice_id = connected.post()
    done = connected.sync(invoice_id)
    [bill] = account.rows("bills")
    assert (done["state"], done["alegra_id"]) == ("synced", bill["id"])
    assert connected.state(invoice_id) == "synced"


def test_a_bill_whose_answer_broke_off_is_found_at_once(connected: Books, account: Account) -> None:
    account.vendor.fail(**ON_BILLS, kind="reset", when="during")
    assert connected.sync(connected.post())["state"] == "synced"
    assert len(account.rows("bills")) == 1


def test_a_bill_whose_answer_came_too_late_is_found_by_the_second_search(connected: Books, account: Account) -> None:
    """Acceptance case 30."""
    account.vendor.fail(**ON_BILLS, kind="slow", seconds=3, when="after")
    assert connected.sync_within(4.0, connected.post()) == "synced"
    assert len(account.rows("bills")) == 1


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_bill_that_was_not_created_is_unknown_then_sent_again_when_nothing_can_arrive_any_more(
    connected: Books, account: Account, fault: dict[str, Any]
) -> None:
    account.vendor.fail(**ON_BILLS, **fault, when="before")
    invoice_id = connected.post()
    assert connected.sync(invoice_id)["state"] == "sync_unknown"
    assert connected.state(invoice_id) == "sync_unknown"
    assert connected.sync(invoice_id)["state"] == "sync_unknown"
    resolve(connected, invoice_id)
    assert account.rows("bills") == []
    resolve(connected, invoice_id, after=SETTLING)
    assert connected.state(invoice_id) == "synced"
    assert len(account.rows("bills")) == 1


def test_a_bill_that_arrives_after_we_gave_up_is_linked(connected: Books, account: Account) -> None:
    account.vendor.fail(**ON_BILLS, kind="slow", seconds=4, when="before")
    invoice_id = connected.post()
    assert connected.sync_within(3.0, invoice_id) == "sync_unknown"
    assert wait_until(lambda: bool(account.rows("bills")), seconds=20, every=0.3)
    resolve(connected, invoice_id)
    assert connected.state(invoice_id) == "synced"
    assert len(account.rows("bills")) == 1


@pytest.mark.parametrize("when", ["before the bill was sent", "after it was sent"])
def test_after_we_died_the_next_attempt_looks_first(
    connected: Books, account: Account, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    class Died(BaseException):
        pass

    def die(*_arguments: Any, **_named: Any) -> None:
        raise Died

    invoice_id = connected.post()
    with monkeypatch.context() as dying:
        dying.setattr(JournalRows, "release", lambda *_arguments: None)
        dying.setattr(JournalRows, "note_sending" if "before" in when else "settle", die)
        with pytest.raises(Died):
            connected.sync(invoice_id)
    assert connected.progress(invoice_id)["state"] == "sending"
    assert connected.sync(invoice_id)["state"] == "sync_unknown"
    assert len(account.rows("bills")) == (0 if "before" in when else 1)
    resolve(connected, invoice_id, after=LEASE)
    assert connected.state(invoice_id) == "synced"
    assert len(account.rows("bills")) == 1


def test_a_failed_stamp_is_never_sent_again_and_linked_once_it_is_seen(connected: Books, account: Account) -> None:
    refusal = {"kind": "status", "status": 400, "body": {"code": 3051, "message": "No se pudo timbrar"}}
    account.vendor.fail(**ON_BILLS, **refusal, when="before")
    invoice_id = connected.post()
    done = connected.sync(invoice_id)
    assert (done["state"], done["code"]) == ("sync_unknown", 3051)
    for _ in range(3):
        resolve(connected, invoice_id, after=SETTLING)
    assert account.rows("bills") == []
    assert connected.progress(invoice_id)["error"]["code"] == 3051
    account.vendor.fail(**ON_BILLS, **refusal, when="after")
    second = connected.post(a_document(a_line("1000"), number="F-2"), withheld=False)
    assert connected.sync(second)["state"] == "synced"
    assert len(account.rows("bills")) == 1


def test_silence_does_not_make_a_failed_stamp_forgotten(connected: Books, account: Account) -> None:
    refusal = {"kind": "status", "status": 400, "body": {"code": 3051, "message": "No se pudo timbrar"}}
    account.vendor.fail(**ON_BILLS, **refusal)
    invoice_id = connected.post()
    connected.sync(invoice_id)
    account.vendor.fail(method="GET", kind="reset", times=3)
    resolve(connected, invoice_id, after=SETTLING)
    resolve(connected, invoice_id, after=SETTLING)
    assert account.rows("bills") == []


@pytest.mark.parametrize(("when", "state"), [("before", "sync_failed"), ("after", "synced")])
def test_a_duplicate_is_linked_where_it_can_be_found(connected: Books, account: Account, when: str, state: str) -> None:
    refusal = {"kind": "status", "status": 400, "body": {"code": 11108, "message": "UUID usado"}}
    account.vendor.fail(**ON_BILLS, **refusal, when=when)
    invoice_id = connected.post()
    done = connected.sync(invoice_id)
    assert done["state"] == state
    assert len(account.rows("bills")) == (when == "after")


@pytest.mark.parametrize("code", [900, 907])
def test_a_plan_that_allows_no_more_stops_everything_until_somebody_acts(
    connected: Books, account: Account, admin: Caller, code: int
) -> None:
    connected.sync(connected.post(a_document(a_line("1000"), number="F-1"), withheld=False))
    account.plan("full" if code == 900 else "read-only")
    first, second = connected.post(), connected.post(a_document(a_line("2000"), number="F-2"), withheld=False)
    for invoice_id in (first, second):
        done = connected.sync(invoice_id)
        assert (done["state"], done["code"]) == ("sync_failed", code)
    told = ask(get_alegra_connection, "GET", "/finance/alegra/connection", caller=admin).json
    assert told["fault"]["code"] == code
    resolve(connected, first)
    assert connected.state(first) == "sync_failed"

    account.plan("plus")
    body = {"email": account.email, "token": TOKEN}
    ask(connect_alegra, "PUT", "/finance/alegra/connection", body=body, caller=admin)
    resolve_alegra_documents({}, LambdaContext())
    assert connected.state(first) == connected.state(second) == "synced"


def test_a_token_that_was_revoked_stops_and_says_so(connected: Books, account: Account, admin: Caller) -> None:
    account.vendor.administer("PUT", "accounts", email=account.email, token="another-token")
    done = connected.sync(connected.post())
    assert (done["state"], done["code"]) == ("sync_failed", 401)
    told = ask(get_alegra_connection, "GET", "/finance/alegra/connection", caller=admin).json
    assert told["fault"]["code"] == 401


@pytest.mark.parametrize(
    "fault",
    [{"kind": "status", "status": 429, "headers": {"X-Rate-Limit-Reset": "40"}}, {"kind": "status", "status": 429}],
    ids=str,
)
def test_a_limit_is_waited_for_by_the_job(connected: Books, account: Account, fault: dict[str, Any]) -> None:
    account.vendor.fail(**ON_BILLS, **fault)
    invoice_id = connected.post()
    done = connected.sync(invoice_id)
    assert (done["state"], done["code"]) == ("sync_failed", "throttled")
    waits = connected.progress(invoice_id)
    assert waits["sent_at"] is None
    assert waits["retry_at"] - waits["settled_at"] >= timedelta(seconds=40)
    resolve(connected, invoice_id)
    assert connected.state(invoice_id) == "synced"
    assert len(account.rows("bills")) == 1


def test_while_alegra_cannot_be_reached_nothing_is_in_doubt(
    connected: Books, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoice_id = connected.post()
    with monkeypatch.context() as away:
        away.setenv("ALEGRA_BASE_URL", f"{NOBODY_LISTENS}/api/v1")
        done = [connected.sync(invoice_id) for _ in range(3)]
    assert [one["state"] for one in done] == ["sync_failed"] * 3
    assert {one["code"] for one in done} <= {"unreachable", "circuit_open"}
    assert done[-1]["code"] == "circuit_open"
    assert connected.progress(invoice_id)["sent_at"] is None
    assert account.rows("bills") == []


def test_by_hand_the_same_is_tried_at_once(connected: Books, account: Account, admin: Caller) -> None:
    account.vendor.fail(**ON_BILLS, kind="status", status=429)
    invoice_id = connected.post()
    connected.sync(invoice_id)
    reply = ask(sync_invoice_now, "POST", f"/finance/invoices/{invoice_id}/sync", caller=admin)
    assert (reply.status, reply.json["state"]) == (200, "synced")


def test_a_contact_is_created_once_though_its_creation_was_not_answered(connected: Books, account: Account) -> None:
    account.vendor.fail(method="POST", path="/contacts", kind="reset", when="after")
    invoice_id = connected.post()
    assert connected.sync(invoice_id)["state"] == "sync_failed"
    resolve(connected, invoice_id)
    assert connected.state(invoice_id) == "synced"
    assert len(account.rows("contacts")) == 1


def test_after_many_tries_a_person_has_to_look(connected: Books, account: Account) -> None:
    account.vendor.fail(**ON_BILLS, kind="status", status=429, times=20)
    invoice_id = connected.post()
    connected.sync(invoice_id)
    for _ in range(8):
        if connected.progress(invoice_id)["retry_at"]:
            resolve(connected, invoice_id)
    assert connected.progress(invoice_id)["retry_at"] is None
    assert connected.progress(invoice_id)["tries"] == 7
    assert connected.state(invoice_id) == "sync_failed"
