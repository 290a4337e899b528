"""Create what a company's books are kept by: its settings, its counterparties, the rules its accountant confirmed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.tenancy import raise_wall

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = ("counterparties", "finance_settings", "rule_confirmations")


def upgrade() -> None:
    op.create_table(
        "counterparties",
        sa.Column("tax_id", sa.Text(), nullable=False),
        sa.Column("dv", sa.Text(), nullable=True),
        sa.Column("id_type", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("profile", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("profile_source", sa.Text(), server_default="document", nullable=False),
        sa.Column("memory", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_counterparties_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counterparties")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_counterparties_company_id_id")),
        sa.UniqueConstraint("company_id", "tax_id", name=op.f("uq_counterparties_company_id_tax_id")),
    )
    op.create_table(
        "finance_settings",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("nit", sa.Text(), nullable=True),
        sa.Column("dv", sa.Text(), nullable=True),
        sa.Column("profile", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("performed_in", sa.Text(), nullable=True),
        sa.Column("gates", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("roles", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("accounts", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_finance_settings_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_finance_settings")),
    )
    op.create_table(
        "rule_confirmations",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_rule_confirmations_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("company_id", "rule_id", name=op.f("pk_rule_confirmations")),
    )
    for table in TABLES:
        for statement in raise_wall(table):
            op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
