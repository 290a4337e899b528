"""Alegra on the deployed stack: connected over HTTPS, its token sealed by KMS, and a bill in the simulated account."""

import httpx
import psycopg
import pytest
from psycopg.types.json import Jsonb

from functions.finance.domain.record import to_json
from local.vendors.simulation import ADMIN
from shared.core.invocation import new_id
from tests.emulator.deployment import Company, Deployment
from tests.functions.finance.alegra.books import SERVICES

pytestmark = pytest.mark.emulator

TOKEN = "a-token-of-nobody"


@pytest.fixture
def account(deployment: Deployment, company: Company) -> tuple[str, str]:
    """The company's account at the simulated Alegra, connected."""
    credentials = {"email": company.admin.email, "token": TOKEN}
    root = httpx.URL(deployment.stack["vendors"]["alegra"]).copy_with(path=f"{ADMIN}/accounts")
    httpx.put(root, json={**credentials, "company": "Hotel Brisa"}).raise_for_status()
    connected = company.admin.http.put("/finance/alegra/connection", json=credentials).raise_for_status().json()
    assert (connected["connected"], connected["provider"]) == (True, "simulator")
    return credentials["email"], TOKEN


def test_a_posted_document_becomes_one_bill(deployment: Deployment, company: Company, account: tuple[str, str]) -> None:
    invoice_id = new_id()
    with deployment.owner() as owner:
        owner.execute(
            "INSERT INTO invoices (id, company_id, object_key, status, kind, direction, accepted)"
            " VALUES (%s, %s, 'x', 'posted', 'invoice', 'purchase', %s)",
            [invoice_id, company.id, Jsonb(to_json(SERVICES))],
        )
    request = {"company_id": str(company.id), "correlation_id": "flow-12345", "invoice_id": str(invoice_id)}
    first, second = (
        deployment.invoke("local-finance-sync-invoice", {**request, "event_id": str(new_id())}) for _ in range(2)
    )
    bills = httpx.get(f"{deployment.stack['vendors']['alegra']}/bills", auth=account).raise_for_status().json()
    assert first == second
    assert first["state"] == "synced"
    assert [bill["id"] for bill in bills] == [first["alegra_id"]]
    assert company.user.http.post(f"/finance/invoices/{invoice_id}/sync").json()["alegra_id"] == first["alegra_id"]


def test_the_token_is_sealed_and_shown_to_nobody(
    deployment: Deployment, company: Company, account: tuple[str, str]
) -> None:
    with psycopg.connect(deployment.stack["database_owner_url"]) as owner:
        query = "SELECT token_ciphertext FROM alegra_connections WHERE company_id = %s"
        row = owner.execute(query, [company.id]).fetchone()
    assert row
    assert TOKEN.encode() not in row[0]
    shown = company.viewer.http.get("/finance/alegra/connection")
    assert (shown.status_code, shown.json()["email"]) == (200, account[0])
    assert TOKEN not in shown.text


def test_the_jobs_run_as_their_roles(deployment: Deployment, account: tuple[str, str]) -> None:
    assert account
    assert deployment.invoke("local-finance-read-alegra-items")["failed"] == 0
    assert deployment.invoke("local-finance-resolve-alegra-documents")["looked_at"] >= 0
