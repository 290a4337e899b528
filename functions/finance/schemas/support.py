"""Requests and answers about lines of budget to support teams."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from functions.finance.domain.money import exact
from functions.finance.domain.support import Support, SupportBudget, SupportState
from functions.finance.schemas.review import Reason
from shared.schemas.tasks import TaskRequest

Positive = Annotated[Decimal, BeforeValidator(exact), Field(gt=0, max_digits=18, decimal_places=2)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class SupportTask(TaskRequest):
    """A step of a flow, about one team; it needs neither the level of its risk nor who is in it."""

    team_id: UUID
    valid_until: AwareDatetime


class SupportDrafted(BaseModel):
    """The line that a step left."""

    budget_id: UUID


class SupportSetting(BaseModel):
    """How much is drafted to support a team; null is nothing, and then lines are drafted without an amount."""

    model_config = ConfigDict(extra="forbid")

    amount: Positive | None
    currency: Currency = "COP"

    @classmethod
    def of(cls, support: Support | None) -> "SupportSetting":
        return cls(amount=support.amount, currency=support.currency) if support else cls(amount=None)


class SupportApproval(BaseModel):
    """An approval, with a reason if the person gives one."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason | None = None


class SupportRefusal(BaseModel):
    """Why a line is not wanted."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason


class SupportBudgetView(BaseModel):
    """A line of budget to support a team; no money moves by it.

    Attributes:
        reason: why there is no amount; null where there is one.
        in_force: approved, and not at its end yet.
        valid_until: when it ends by itself.
    """

    budget_id: UUID
    team_id: UUID
    amount: Decimal | None
    currency: str | None
    reason: Literal["no_budget_configured"] | None
    state: SupportState
    in_force: bool
    valid_until: AwareDatetime
    decided_by: UUID | None
    decided_at: AwareDatetime | None
    decision_reason: str | None
    created_at: AwareDatetime

    @classmethod
    def of(cls, budget: SupportBudget, at: datetime) -> "SupportBudgetView":
        shown = {name: value for name, value in vars(budget).items() if name in cls.model_fields}
        return cls(
            budget_id=budget.id,
            reason="no_budget_configured" if budget.amount is None else None,
            state=budget.state(at),
            in_force=budget.is_in_force(at),
            **shown,
        )
