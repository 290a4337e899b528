"""Create deals, which invoices of the finance agent can close."""

import sqlalchemy as sa
from alembic import op

from shared.db.tenancy import raise_wall

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deals",
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("counterparty_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("currency", sa.Text(), server_default="COP", nullable=False),
        sa.Column("status", sa.Text(), server_default="open", nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("status in ('open', 'won', 'invoiced', 'lost')", name=op.f("ck_deals_status")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_deals_amount")),
        sa.CheckConstraint("status <> 'invoiced' or invoice_id is not null", name=op.f("ck_deals_invoice")),
        sa.ForeignKeyConstraint(
            ["company_id", "lead_id"],
            ["leads.company_id", "leads.id"],
            name=op.f("fk_deals_company_id_lead_id"),
            ondelete="SET NULL (lead_id)",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "counterparty_id"],
            ["counterparties.company_id", "counterparties.id"],
            name=op.f("fk_deals_company_id_counterparty_id"),
            ondelete="SET NULL (counterparty_id)",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_deals_company_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deals")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_deals_company_id_id")),
    )
    op.create_index("ix_deals_newest", "deals", ["company_id", "id"], unique=False)
    op.create_index("ix_deals_counterparty", "deals", ["company_id", "counterparty_id", "status"], unique=False)
    op.create_index("uq_deals_invoice", "deals", ["company_id", "invoice_id"], unique=True)
    for statement in raise_wall("deals"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("deals")
