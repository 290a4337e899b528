"""What is done for a team whose burnout risk has risen: measures that end by themselves, and speak of no person.

Neither the risk's level nor anything of the answers is in these rows: whoever acts needs the team and the end.
"""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, func
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Company, Identified, Tenant, Timestamped, within_company
from shared.db.models.teams import Team


class Decided(Identified, Tenant):
    """Something done because of an event, about which a person decides.

    Attributes:
        cause_event_id: the event; with what is done, it makes the row unique.
        valid_until: when it ends by itself.
        decided_by: the person, or the key that acted for one; None until somebody decides.
    """

    team_id: Mapped[UUID]
    cause_event_id: Mapped[UUID]
    valid_until: Mapped[datetime]
    decision: Mapped[str | None]
    decision_reason: Mapped[str | None]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class TeamMeasure(Decided, Base):
    """A measure of the CRM: a flag on the leads of a team, or a task for whoever owns the team now."""

    __tablename__ = "team_measures"
    __table_args__ = (
        within_company("team_id", "teams.id"),
        CheckConstraint("kind in ('hold_back_leads', 'check_workload')", name="kind"),
        CheckConstraint("decision in ('done', 'declined')", name="decision"),
        CheckConstraint("(decision is null) = (decided_at is null)", name="decided"),
        Index("uq_team_measures_cause", "company_id", "cause_event_id", "kind", unique=True),
        Index("ix_team_measures_team", "company_id", "team_id"),
    )

    kind: Mapped[str]


class SupportBudget(Decided, Base):
    """A line of budget to support a team, which a person approves or declines; no money moves by it.

    Attributes:
        amount: in `currency`; both are None where the company had configured none.
    """

    __tablename__ = "support_budgets"
    __table_args__ = (
        within_company("team_id", "teams.id"),
        CheckConstraint("decision in ('approved', 'declined')", name="decision"),
        CheckConstraint("(decision is null) = (decided_at is null)", name="decided"),
        CheckConstraint("(amount is null) = (currency is null)", name="amount"),
        CheckConstraint("decision <> 'approved' or amount is not null", name="approved"),
        Index("uq_support_budgets_cause", "company_id", "cause_event_id", unique=True),
        Index("ix_support_budgets_team", "company_id", "team_id"),
    )

    amount: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    currency: Mapped[str | None]


class SupportBudgetSetting(Timestamped, Base):
    """How much a company drafts to support a team."""

    __tablename__ = "support_budget_settings"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    company_id: Mapped[UUID] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    amount: Mapped[Decimal] = mapped_column(Numeric(18, 2))
    currency: Mapped[str]


__all__ = ["Company", "Decided", "SupportBudget", "SupportBudgetSetting", "Team", "TeamMeasure"]
