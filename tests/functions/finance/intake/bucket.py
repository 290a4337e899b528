"""A bucket with versions, and the doors that lead from it to the finance agent."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from functions.finance.events import on_file_dropped
from functions.finance.tasks.flow import set_aside, wait_for_person
from functions.finance.tasks.intake import read_document
from shared.auth.caller import Caller
from shared.core.clock import utc_now
from shared.core.invocation import new_id
from shared.storage.keys import new_key
from shared.storage.objects import S3, Stored
from tests.lambdas import LambdaContext, caller_of
from tests.stage import Stage


@dataclass(frozen=True)
class Drop:
    """The uploads bucket of a stage, and a company that uses it."""

    stage: Stage
    company: UUID
    store: S3
    seen: list[str] = field(default_factory=list)

    def person(self) -> Caller:
        """Somebody of the company who is in its list of users."""
        caller = caller_of(self.company)
        with psycopg.connect(self.stage.database.url()) as owner:
            owner.execute(
                "INSERT INTO users (id, company_id, email, password_hash, role) VALUES (%s, %s, %s, 'x', 'user')",
                [caller.id, self.company, f"{caller.id}@x.example"],
            )
        return caller

    def put(self, content: bytes, *, key: str | None = None) -> Stored:
        key = key or new_key(self.company, "invoices", at=utc_now(), suffix=".xml")
        return self.store.put(key, content, content_type="application/octet-stream")

    def announce(self, stored: Stored, *, named: bool = True) -> None:
        """What the bucket says of a new object, as EventBridge delivers it; not every endpoint names the version."""
        version = {"version-id": stored.version} if named else {}
        found = {"key": stored.key, "size": stored.size, "etag": "e", **version}
        detail = {"version": "0", "bucket": {"name": stored.bucket}, "object": found}
        on_file_dropped({"id": str(new_id()), "source": "aws.s3", "detail": detail}, LambdaContext())

    def arrive(self, content: bytes) -> dict[str, Any]:
        """Put, announce, and read as the flow does; the document that became of it."""
        stored = self.put(content)
        self.announce(stored)
        (invoice,) = (row for row in self.invoices() if row["object_key"] == stored.key)
        self.read(invoice["id"])
        return self.invoice(invoice["id"])

    def read(self, invoice_id: UUID) -> str:
        return str(read_document(self._request(invoice_id), LambdaContext())["state"])

    def wait(self, invoice_id: UUID, token: str) -> str:
        return str(wait_for_person({**self._request(invoice_id), "task_token": token}, LambdaContext())["state"])

    def set_aside(self, invoice_id: UUID, step: str) -> str:
        return str(set_aside({**self._request(invoice_id), "step": step}, LambdaContext())["state"])

    def invoices(self) -> list[dict[str, Any]]:
        return list(self._rows("SELECT * FROM invoices WHERE company_id = %s ORDER BY id"))

    def invoice(self, invoice_id: UUID) -> dict[str, Any]:
        return next(row for row in self.invoices() if row["id"] == invoice_id)

    def set_state(self, invoice_id: UUID, state: str) -> None:
        with psycopg.connect(self.stage.database.url()) as owner:
            owner.execute("UPDATE invoices SET status = %s WHERE id = %s", [state, invoice_id])

    def events(self, kind: str) -> list[dict[str, Any]]:
        rows = self._rows("SELECT type, payload FROM events_log WHERE company_id = %s ORDER BY event_id")
        return [row["payload"] for row in rows if row["type"] == kind]

    def codes(self, invoice: dict[str, Any]) -> list[str]:
        return [reason["code"] for reason in invoice["reasons"]]

    def _request(self, invoice_id: UUID) -> dict[str, str]:
        return {
            "company_id": str(self.company),
            "event_id": str(new_id()),
            "correlation_id": "flow-12345",
            "invoice_id": str(invoice_id),
        }

    def _rows(self, query: str) -> Iterator[dict[str, Any]]:
        with psycopg.connect(self.stage.database.url(), row_factory=dict_row) as owner:
            yield from owner.execute(query.encode(), [self.company])
