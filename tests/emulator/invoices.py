"""A company of the finance agent on the deployed stack: it brings files by every door and looks what became of them."""

import json
from dataclasses import dataclass
from typing import Any

import httpx
from psycopg.rows import dict_row

from local.vendors.simulation import ADMIN
from shared.core.invocation import new_id
from tests.emulator.deployment import Company, Deployment
from tests.functions.finance.extraction.dian_documents import BUYER, SELLER, dian, line, party, rated, tax

PROFILE = {
    "person_type": "legal",
    "responsibilities": [],
    "vat_responsible": True,
    "resident": True,
    "withholds_ica_in": [],
}
TOKEN = "token-of-a-test"
AT_REST = {"needs_review", "ready", "posted", "synced", "sync_unknown", "sync_failed", "refused", "duplicate"}


def bill(number: int, base: int) -> bytes:
    """An invoice of services with IVA 19 %, in pesos, from today's days; its code follows from its number."""
    vat = base * 19 // 100
    taxes = tax(f"{vat}.00", rated("01", "IVA", "19.00", f"{base}.00", f"{vat}.00"))
    totals = {
        "LineExtensionAmount": f"{base}.00",
        "TaxExclusiveAmount": f"{base}.00",
        "TaxInclusiveAmount": f"{base + vat}.00",
        "PayableAmount": f"{base + vat}.00",
    }
    lines = (line(f"{base}.00", price=f"{base}.00", inside=taxes, name="Servicio de lavandería"),)
    code = f"{number:096x}"
    seller = party("AccountingSupplierParty", "Lavandería del Valle S.A.S.", SELLER, "7")
    buyer = party("AccountingCustomerParty", "Hotel Mirador", BUYER, "6")
    return dian(
        number=f"FEV{number}", uuid=code, seller=seller, buyer=buyer, taxes=taxes, totals=totals, lines=lines
    ).encode()


@dataclass(frozen=True)
class SimulatedAlegra:
    """A company's account at the simulated Alegra."""

    url: str
    email: str

    def fail(self, **fault: object) -> None:
        """Let the next request that fits go wrong."""
        self.administer("POST", "faults", fault)

    def bills(self) -> list[dict[str, Any]]:
        answer = httpx.get(f"{self.url}/bills", auth=(self.email, TOKEN), trust_env=False)
        return list(answer.raise_for_status().json())

    def administer(self, method: str, path: str, body: dict[str, object]) -> None:
        address = httpx.URL(self.url).copy_with(path=f"{ADMIN}/{path}")
        httpx.request(method, address, json=body, trust_env=False).raise_for_status()


@dataclass(frozen=True)
class Office:
    """A company whose supplier is known."""

    deployment: Deployment
    company: Company

    def open(self) -> "Office":
        with self.deployment.owner() as owner:
            owner.execute(
                "INSERT INTO finance_settings (company_id, nit, dv, profile) VALUES (%s, %s, '6', %s)",
                [self.company.id, BUYER, json.dumps(PROFILE)],
            )
            owner.execute(
                "INSERT INTO counterparties (id, company_id, tax_id, memory, profile, profile_source)"
                " VALUES (%s, %s, %s, %s, '{}', 'person')",
                [new_id(), self.company.id, SELLER, json.dumps({"concept": "servicios_generales"})],
            )
        return self

    def connect_alegra(self) -> SimulatedAlegra:
        account = SimulatedAlegra(self.deployment.stack["vendors"]["alegra"], f"{self.company.id}@mirador.example")
        account.administer("PUT", "accounts", {"email": account.email, "token": TOKEN})
        draft = {"email": account.email, "token": TOKEN}
        self.company.admin.http.put("/finance/alegra/connection", json=draft).raise_for_status()
        return account

    def drop(self, content: bytes, *, folder: str = "invoices", name: str | None = None) -> str:
        """Put a file into the bucket, as a person with a key to it does."""
        key = f"{self.company.id}/{folder}/2026/11/{name or new_id()}"
        bucket = self.deployment.stack["buckets"]["uploads"]
        self.deployment.client("s3").put_object(Bucket=bucket, Key=key, Body=content)
        return key

    def upload(self, content: bytes, **more: Any) -> str:
        draft = {"file_name": "factura.xml", "size": len(content), **more}
        granted = self.company.user.http.post("/finance/invoices/upload-url", json=draft).raise_for_status().json()
        answer = httpx.put(granted["upload_url"], content=content, headers=granted["headers"], trust_env=False)
        answer.raise_for_status()
        return str(granted["file_path"])

    def process(self, path: str) -> httpx.Response:
        return self.company.user.http.post("/finance/invoices/process", json={"file_path": path})

    def documents(self) -> list[dict[str, Any]]:
        answer = self.company.viewer.http.get("/finance/invoices?limit=100").raise_for_status()
        return list(answer.json()["items"])

    def of(self, path: str) -> dict[str, Any] | None:
        return next((one for one in self.documents() if one["file_path"] == path), None)

    def rests(self, path: str, *states: str) -> dict[str, Any]:
        """The document of a file, once it is in one of the states, or where nothing more happens."""
        wanted = set(states) or AT_REST

        def is_there() -> bool:
            found = self.of(path)
            return found is not None and found["status"] in wanted

        self.deployment.wait_for(is_there, seconds=120)
        found = self.of(path)
        assert found
        return found

    def rows(self, query: str) -> list[dict[str, Any]]:
        with self.deployment.owner() as owner:
            return owner.cursor(row_factory=dict_row).execute(query.encode(), [self.company.id]).fetchall()
