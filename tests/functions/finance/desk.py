"""A company at its desk: hands in what was read, lets it be judged and posted, decides, and looks into its books."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from functions.finance.api.review import approve_invoice, edit_invoice, list_reviews, reject_invoice, void_invoice
from functions.finance.domain.reasons import Finding
from functions.finance.extraction.document import Document
from functions.finance.extraction.kept import Kept, to_record
from functions.finance.tasks.books import post_invoice, validate_invoice
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.function import Function
from shared.core.invocation import new_id
from tests.functions.finance.extracts import OUR_DV, OURS
from tests.lambdas import LambdaContext, Reply, ask, caller_of
from tests.postgres import Database

PROFILE = {
    "person_type": "legal",
    "responsibilities": [],
    "vat_responsible": True,
    "resident": True,
    "withholds_ica_in": [],
}
SUPPLIER_MEMORY = {"concept": "servicios_generales"}


@dataclass
class Desk:
    """One company with settings, whose rows the owner of the database reads."""

    database: Database
    company_id: UUID
    people: dict[UUID, Caller] = field(default_factory=dict)

    def open(self, *, profile: dict[str, Any] = PROFILE, **columns: Any) -> "Desk":
        with self.owner() as owner:
            owner.execute(
                "INSERT INTO finance_settings (company_id, nit, dv, profile, gates, performed_in)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                [
                    self.company_id,
                    columns.get("nit", OURS),
                    OUR_DV,
                    json.dumps(profile),
                    json.dumps(columns.get("gates", {})),
                    columns.get("performed_in"),
                ],
            )
        return self

    def owner(self) -> psycopg.Connection[dict[str, Any]]:
        return psycopg.connect(self.database.url(), row_factory=dict_row)

    def person(self, role: Role = Role.USER) -> Caller:
        caller = caller_of(self.company_id, role)
        with self.owner() as owner:
            owner.execute(
                "INSERT INTO users (id, company_id, email, password_hash, role) VALUES (%s, %s, %s, 'x', %s)",
                [caller.id, self.company_id, f"{caller.id}@x.example", role.value],
            )
        return caller

    def remembers(self, tax_id: str, memory: dict[str, str], profile: dict[str, Any] | None = None) -> None:
        with self.owner() as owner:
            owner.execute(
                "INSERT INTO counterparties (id, company_id, tax_id, memory, profile, profile_source)"
                " VALUES (%s, %s, %s, %s, %s, 'person')",
                [new_id(), self.company_id, tax_id, json.dumps(memory), json.dumps(profile or {})],
            )

    def hand_in(
        self,
        document: Document | None,
        *findings: Finding,
        uploader: Caller | None = None,
        sha256: str | None = None,
        token: str | None = None,
    ) -> UUID:
        """A document that was read: its file, and its row in the state extracted."""
        file_id, invoice_id = new_id(), new_id()
        record = to_record(Kept(document=document, findings=findings))
        with self.owner() as owner:
            owner.execute(
                "INSERT INTO document_files (id, company_id, bucket, object_key, version, door, sha256)"
                " VALUES (%s, %s, 'uploads', %s, '1', 'api', %s)",
                [file_id, self.company_id, f"{self.company_id}/invoices/{file_id}.xml", sha256 or str(file_id)],
            )
            owner.execute(
                "INSERT INTO invoices (id, company_id, object_key, file_id, status, extracted, user_id, task_token)"
                " VALUES (%s, %s, 'x', %s, 'extracted', %s, %s, %s)",
                [
                    invoice_id,
                    self.company_id,
                    file_id,
                    json.dumps(record),
                    uploader.id if uploader else None,
                    token,
                ],
            )
        return invoice_id

    def judge(self, invoice_id: UUID) -> Any:
        return self.step(validate_invoice, invoice_id)

    def post(self, invoice_id: UUID) -> Any:
        return self.step(post_invoice, invoice_id)

    def step(self, function: Function, invoice_id: UUID) -> Any:
        event = {
            "company_id": str(self.company_id),
            "event_id": str(new_id()),
            "correlation_id": "test",
            "invoice_id": str(invoice_id),
        }
        return function(event, LambdaContext())

    def process(self, document: Document, **parts: Any) -> UUID:
        """Judged, and posted if nobody has to approve."""
        invoice_id = self.hand_in(document, **parts)
        if self.judge(invoice_id)["state"] == "approved":
            self.post(invoice_id)
        return invoice_id

    def approve(self, invoice_id: UUID, by: Caller) -> Reply:
        return ask(approve_invoice, "POST", f"/finance/invoices/{invoice_id}/approve", body={}, caller=by)

    def edit(self, invoice_id: UUID, by: Caller, **edits: Any) -> Reply:
        body = {"edits": edits, "reason": "the page says so"}
        return ask(edit_invoice, "POST", f"/finance/invoices/{invoice_id}/edit", body=body, caller=by)

    def reject(self, invoice_id: UUID, by: Caller) -> Reply:
        body = {"reason": "not ours"}
        return ask(reject_invoice, "POST", f"/finance/invoices/{invoice_id}/reject", body=body, caller=by)

    def void(self, invoice_id: UUID, by: Caller) -> Reply:
        body = {"reason": "posted by mistake"}
        return ask(void_invoice, "POST", f"/finance/invoices/{invoice_id}/void", body=body, caller=by)

    def queue(self, by: Caller, query: str = "") -> Any:
        return ask(list_reviews, "GET", "/finance/reviews", caller=by, query=query).json

    def row(self, invoice_id: UUID) -> dict[str, Any]:
        with self.owner() as owner:
            found = owner.execute("SELECT * FROM invoices WHERE id = %s", [invoice_id]).fetchone()
        assert found
        return found

    def state(self, invoice_id: UUID) -> str:
        return str(self.row(invoice_id)["status"])

    def reasons(self, invoice_id: UUID) -> set[str]:
        return {reason["code"] for reason in self.row(invoice_id)["reasons"]}

    def fields(self, invoice_id: UUID) -> set[str]:
        return {str(reason["field"]) for reason in self.row(invoice_id)["reasons"]}

    def books(self, *invoices: UUID) -> dict[str, Decimal]:
        """Debits less credits of each account, of all entries or of those of these documents."""
        query = (
            "SELECT account, sum(debit - credit) AS balance"
            " FROM journal_lines JOIN journal_entries e ON e.id = entry_id"
            " WHERE e.company_id = %s AND (%s OR invoice_id = ANY(%s)) GROUP BY account"
        )
        with self.owner() as owner:
            rows = owner.execute(query, [self.company_id, not invoices, list(invoices)]).fetchall()
        return {row["account"]: row["balance"] for row in rows if row["balance"]}

    def entries(self) -> int:
        return self.count("journal_entries")

    def count(self, table: str, **where: Any) -> int:
        conditions = "".join(f" AND {column} = %s" for column in where)
        query = f"SELECT count(*) AS n FROM {table} WHERE company_id = %s{conditions}"  # noqa: S608
        with self.owner() as owner:
            row = owner.execute(query.encode(), [self.company_id, *where.values()]).fetchone()
        assert row
        return int(row["n"])

    def events(self, event_type: str) -> list[dict[str, Any]]:
        with self.owner() as owner:
            query = "SELECT payload FROM events_log WHERE company_id = %s AND type = %s ORDER BY event_id"
            return [row["payload"] for row in owner.execute(query, [self.company_id, event_type])]


def pesos(**amounts: str) -> dict[str, Decimal]:
    """Balances by account: ``pesos(a2205="-172500")``."""
    return {account.removeprefix("a"): Decimal(amount) for account, amount in amounts.items()}


def states(desk: Desk, invoices: Iterable[UUID]) -> list[str]:
    return sorted(desk.state(invoice) for invoice in invoices)
