"""The first row of a lead, in PostgreSQL: in SQL, because registering starts without SQLAlchemy."""

from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from functions.crm.domain.contact import email_key
from functions.crm.domain.lead import Contact
from functions.crm.domain.scoring import Score
from shared.db.transaction import Transaction

INSERT = """
    INSERT INTO leads (id, company_id, contact_name, email, email_key, company, phone, source, score, band, reasons,
      scored_at)
    VALUES (%(id)s, %(company_id)s, %(contact_name)s, %(email)s, %(email_key)s, %(company)s, %(phone)s, %(source)s,
      %(score)s, %(band)s, %(reasons)s, %(scored_at)s)
    ON CONFLICT (company_id, email_key) DO NOTHING
"""


class NewcomerRows:
    """Where the leads of one company begin.

    Args:
        transaction: walled to the company.
        company_id: written into new rows; the wall refuses any other.
    """

    def __init__(self, transaction: Transaction, company_id: UUID | None) -> None:
        self.transaction = transaction
        self.company_id = company_id

    def add(self, lead_id: UUID, contact: Contact, score: Score, *, at: datetime) -> bool:
        row = {
            **vars(contact),
            "id": lead_id,
            "company_id": self.company_id,
            "email_key": email_key(contact.email),
            "score": score.value,
            "band": score.band,
            "reasons": Jsonb(score.reasons_as_json()),
            "scored_at": at,
        }
        return self.transaction.connection.execute(INSERT, row).rowcount == 1
