"""Entries that are in the books already, written by the owner of the database."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg

from shared.core.invocation import new_id


def book(
    owner: psycopg.Connection[Any],
    company: UUID,
    on: date,
    *amounts: tuple[str, str],
    invoice: UUID | None = None,
    party: str | None = None,
) -> UUID:
    """Post (account, amount) lines, debits positive; the id of the entry."""
    entry = new_id()
    owner.execute(
        "INSERT INTO journal_entries (id, company_id, invoice_id, booked_on, memo) VALUES (%s, %s, %s, %s, 'entry')",
        [entry, company, invoice, on],
    )
    for position, (account, text) in enumerate(amounts):
        amount = Decimal(text)
        owner.execute(
            "INSERT INTO journal_lines (id, company_id, entry_id, position, account, debit, credit, party, memo)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'line')",
            [new_id(), company, entry, position, account, max(amount, 0), max(-amount, 0), party],
        )
    return entry
