"""The same document delivered ten times at once, by both doors, with Alegra failing: one bill."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from functions.finance.api.alegra import sync_invoice_now
from functions.finance.domain.alegra.progress import LEASE, SETTLING
from functions.finance.jobs.alegra import resolve_alegra_documents
from functions.finance.providers.alegra import sync_services
from shared.auth.caller import Caller
from shared.core.cache import Cache
from shared.core.circuit_breaker import CircuitBreaker
from shared.core.clock import utc_now
from shared.core.vault import KmsVault
from shared.db.session import company_transactions
from tests.functions.finance.alegra.books import Books
from tests.functions.finance.client.alegra.account import Account
from tests.lambdas import LambdaContext, ask

TEN = 10


def ten_at_once(books: Books, invoice_id: UUID) -> Counter[str]:
    """Ten deliveries in ten threads, each with connections of its own: what they answered."""
    circuit = CircuitBreaker(Cache(), "Alegra", trips=())
    services = sync_services(company_transactions(), KmsVault(), circuit, Cache(), utc_now)
    with ThreadPoolExecutor(TEN) as pool:
        done = pool.map(lambda _number: services(books.company).sync(invoice_id).state, range(TEN))
        return Counter(done)


@pytest.mark.parametrize(
    "fault",
    [
        None,
        {"kind": "reset", "when": "before"},
        {"kind": "status", "status": 503, "when": "before"},
        {"kind": "reset", "when": "during"},
        {"kind": "reset", "when": "after"},
        {"kind": "status", "status": 502, "when": "after"},
        {"kind": "malformed", "when": "after"},
        {"kind": "slow", "seconds": 1, "when": "before"},
        {"kind": "slow", "seconds": 1, "when": "after"},
    ],
    ids=str,
)
def test_ten_deliveries_at_once_make_one_bill(
    connected: Books, account: Account, admin: Caller, fault: dict[str, Any] | None
) -> None:
    if fault:
        account.vendor.fail(method="POST", path="/bills", **fault)
    invoice_id = connected.post()
    done = ten_at_once(connected, invoice_id)
    assert set(done) <= {"synced", "sync_unknown"}
    by_hand = ask(sync_invoice_now, "POST", f"/finance/invoices/{invoice_id}/sync", caller=admin)
    assert by_hand.status == 200
    wait = f"interval '{int((SETTLING + LEASE).total_seconds())} seconds'"
    past = f"sent_at = sent_at - {wait}, claimed_until = claimed_until - {wait}"
    connected.change(invoice_id, f"{past}, retry_at = CASE WHEN state = 'synced' THEN NULL ELSE now() END")
    resolve_alegra_documents({}, LambdaContext())
    assert connected.state(invoice_id) == "synced"
    assert len(account.rows("bills")) == 1
    assert len(account.rows("contacts")) == 1
    assert connected.progress(invoice_id)["alegra_id"] == account.rows("bills")[0]["id"]
