"""What is checked of a company's taxes."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel

from functions.finance.domain.compliance import CheckName
from functions.finance.domain.reasons import ReasonCode
from functions.finance.schemas.review import Texts


class CheckView(BaseModel):
    """One check: what it says, and what it found missing."""

    name: CheckName
    attention: bool
    text: Texts
    found: list[str]


class WaitingView(BaseModel):
    """How many documents wait for a reason."""

    code: ReasonCode
    text: Texts
    documents: int


class WithholdingMonth(BaseModel):
    """What the books say was withheld in a month, less what was reversed, in COP: form 350, and ICA beside it.

    Attributes:
        closed: whether the month is over.
    """

    month: str
    closed: bool
    renta: Decimal
    reteiva: Decimal
    form_350: Decimal
    reteica: Decimal


class Compliance(BaseModel):
    """What is checked and what is not; it never says that a company complies.

    Attributes:
        status: ``attention``, or ``nothing_found`` by these checks.
        waiting: reasons for which documents wait; one may wait for several.
        months: the last ones, newest first.
    """

    on: date
    status: Literal["attention", "nothing_found"]
    checks: list[CheckView]
    waiting: list[WaitingView]
    oldest_waiting: datetime | None
    months: list[WithholdingMonth]
    not_checked: list[Texts]
