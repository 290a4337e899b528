"""Documents in the books of a company, and what is known of their way to Alegra."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from functions.finance.domain.document import Document
from functions.finance.domain.record import to_json
from functions.finance.domain.taxes.of_document import transaction_of
from functions.finance.providers.alegra import SyncServices, sync_services
from functions.finance.tasks.alegra import sync_invoice
from shared.core.invocation import Invocation, new_id
from shared.core.runtime.call import establish
from tests.functions.finance.builders import BOGOTA, a_company, a_document, a_line, assessed
from tests.lambdas import LambdaContext
from tests.postgres import Database

SERVICES = a_document(
    a_line("150000", vat="19"), issue_date=date(2025, 6, 1), number="SETP990", due_date=date(2025, 7, 1)
)
"""Services of 150,000 with IVA of 28,500, of which 6,000 are withheld: 172,500 are to be paid."""


@dataclass(frozen=True)
class Books:
    """The books of one company."""

    database: Database
    company: UUID

    def post(self, document: Document = SERVICES, *, status: str = "posted", withheld: bool = True) -> UUID:
        """A document in the books, as posting leaves it."""
        invoice_id = new_id()
        transaction = transaction_of(document, supplier=a_company(), buyer=a_company(), performed_in=BOGOTA)
        assessment = to_json(assessed(transaction)) if withheld else None
        with psycopg.connect(self.database.url()) as owner:
            owner.execute(
                "INSERT INTO invoices (id, company_id, object_key, status, kind, direction, accepted, assessment)"
                " VALUES (%s, %s, 'x', %s, %s, %s, %s, %s)",
                [
                    invoice_id,
                    self.company,
                    status,
                    document.kind,
                    document.direction,
                    Jsonb(to_json(document)),
                    Jsonb(assessment),
                ],
            )
        return invoice_id

    def sync(self, invoice_id: UUID) -> dict[str, Any]:
        """The flow's step, as Step Functions calls it: with another event each time."""
        request = {
            "company_id": str(self.company),
            "event_id": str(new_id()),
            "correlation_id": "flow-12345",
            "invoice_id": str(invoice_id),
        }
        outcome: dict[str, Any] = sync_invoice(request, LambdaContext())
        return outcome

    def sync_within(self, seconds: float, invoice_id: UUID) -> str:
        """The same with so much time for all requests; the state it leads to."""
        during = Invocation(function="test", correlation_id="flow-12345", company_id=self.company)
        services: SyncServices = establish(sync_services, during, {})
        return services(self.company, budget=seconds).sync(invoice_id).state

    def state(self, invoice_id: UUID) -> str:
        """The document's own state."""
        return str(self._row("SELECT status FROM invoices WHERE id = %s", invoice_id)["status"])

    def progress(self, invoice_id: UUID) -> dict[str, Any]:
        """What is known of its way to Alegra."""
        return self._row("SELECT * FROM alegra_documents WHERE invoice_id = %s", invoice_id)

    def change(self, invoice_id: UUID, sql_set: str) -> None:
        """Let time pass, or a crash have happened."""
        with psycopg.connect(self.database.url()) as owner:
            owner.execute(f"UPDATE alegra_documents SET {sql_set} WHERE invoice_id = %s", [invoice_id])  # noqa: S608

    def _row(self, query: str, *values: Any) -> dict[str, Any]:
        with psycopg.connect(self.database.url(), row_factory=dict_row) as owner:
            row = owner.execute(query, values).fetchone()
        assert row
        return row
