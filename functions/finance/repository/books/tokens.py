"""Tokens of executions that wait for people, in PostgreSQL."""

from typing import Any
from uuid import UUID

import psycopg

from shared.db.transaction import wall


class TokenRows:
    """The tokens of one company's documents.

    Args:
        connection: after the commit of the invocation's transaction.
        company_id: whose documents they are.
    """

    def __init__(self, connection: psycopg.Connection[Any], company_id: UUID | None) -> None:
        self.connection = connection
        self.company_id = company_id

    def forget(self, invoice_id: UUID) -> None:
        """Forget a token that was used: two statements in one round trip, and by that one transaction."""
        forget = f"UPDATE invoices SET task_token = NULL WHERE id = '{invoice_id}'"  # noqa: S608 - an id of ours
        self.connection.execute(f"{wall(self.company_id)}; {forget}".encode())
