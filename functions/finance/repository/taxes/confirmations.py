"""The rules that a company's accountant has confirmed, in PostgreSQL."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.finance.domain.taxes.known import Confirmation
from shared.core.errors import Forbidden
from shared.db.models.finance import RuleConfirmation
from shared.db.models.identity import User


class ConfirmationRows:
    """The confirmations of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows; the wall refuses any other.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def all(self) -> Mapping[str, Confirmation]:
        rows = self.session.scalars(select(RuleConfirmation))
        return {row.rule_id: Confirmation(row.confirmed_by, row.confirmed_at) for row in rows}

    def add(self, rule_id: str, by: UUID) -> Confirmation:
        if not self.session.scalar(select(exists().where(User.id == by))):
            raise Forbidden("Only a person who is signed in confirms a rule; an API key does not.")
        values = {"company_id": self.company_id, "rule_id": rule_id, "confirmed_by": by}
        self.session.execute(insert(RuleConfirmation).values(**values).on_conflict_do_nothing())
        return self.all()[rule_id]

    def remove(self, rule_id: str) -> None:
        self.session.execute(delete(RuleConfirmation).filter_by(rule_id=rule_id))
