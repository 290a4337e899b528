"""Create what is done for teams whose burnout risk has risen."""

import sqlalchemy as sa
from alembic import op

from shared.db.tenancy import raise_wall

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLES = ("support_budget_settings", "support_budgets", "team_measures")


def upgrade() -> None:
    op.create_table(
        "support_budget_settings",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_support_budget_settings_amount")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_support_budget_settings_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_support_budget_settings")),
    )
    op.create_table(
        "support_budgets",
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        *_decided("support_budgets", "approved", "declined"),
        sa.CheckConstraint("(amount is null) = (currency is null)", name=op.f("ck_support_budgets_amount")),
        sa.CheckConstraint("decision <> 'approved' or amount is not null", name=op.f("ck_support_budgets_approved")),
    )
    op.create_index("uq_support_budgets_cause", "support_budgets", ["company_id", "cause_event_id"], unique=True)
    op.create_index("ix_support_budgets_team", "support_budgets", ["company_id", "team_id"])
    op.create_table(
        "team_measures",
        sa.Column("kind", sa.Text(), nullable=False),
        *_decided("team_measures", "done", "declined"),
        sa.CheckConstraint("kind in ('hold_back_leads', 'check_workload')", name=op.f("ck_team_measures_kind")),
    )
    op.create_index("uq_team_measures_cause", "team_measures", ["company_id", "cause_event_id", "kind"], unique=True)
    op.create_index("ix_team_measures_team", "team_measures", ["company_id", "team_id"])
    for table in TABLES:
        for statement in raise_wall(table):
            op.execute(statement)


def _decided(table: str, *decisions: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("cause_event_id", sa.Uuid(), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(f"decision in {decisions}", name=op.f(f"ck_{table}_decision")),
        sa.CheckConstraint("(decision is null) = (decided_at is null)", name=op.f(f"ck_{table}_decided")),
        sa.ForeignKeyConstraint(
            ["company_id", "team_id"],
            ["teams.company_id", "teams.id"],
            name=op.f(f"fk_{table}_company_id_team_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f(f"fk_{table}_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
