"""How many documents wait for people, and for what, in PostgreSQL."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from functions.finance.domain.compliance import Queue, Waiting
from functions.finance.domain.reasons import ReasonCode
from shared.db.models.finance import Invoice

_OPEN = ("needs_review", "ready")


class StandingRows:
    """The documents of one company.

    Args:
        session: walled to the company.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def standing(self) -> Queue:
        waiting = select(func.count(), func.min(Invoice.created_at)).where(Invoice.status.in_(_OPEN))
        documents, oldest = self.session.execute(waiting).one()
        return Queue(documents, oldest, self._reasons())

    def _reasons(self) -> tuple[Waiting, ...]:
        reason = func.jsonb_array_elements(Invoice.reasons).table_valued("value").render_derived()
        code, count = reason.c.value.op("->>")("code"), func.count(Invoice.id.distinct())
        query = select(code, count).select_from(Invoice).join(reason, onclause=Invoice.status.in_(_OPEN))
        rows = self.session.execute(query.group_by(code).order_by(count.desc(), code))
        return tuple(Waiting(ReasonCode(row[0]), row[1]) for row in rows)
