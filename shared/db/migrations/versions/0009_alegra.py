"""Create what is known of a company's account at Alegra and of its documents there."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.tenancy import raise_wall

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("alegra_connections", "alegra_references", "alegra_documents")


def upgrade() -> None:
    op.create_table(
        "alegra_connections",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("token_ciphertext", sa.LargeBinary(), nullable=False),
        sa.Column("provider", sa.Text(), server_default="alegra", nullable=False),
        sa.Column("company_name", sa.Text(), nullable=True),
        sa.Column("cost_center", sa.Text(), nullable=True),
        sa.Column("connected_by", sa.Uuid(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fault", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("references_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contacts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_alegra_connections_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_alegra_connections")),
    )
    op.create_table(
        "alegra_references",
        sa.Column("kind", sa.Text(), server_default="contact", nullable=False),
        sa.Column("alegra_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("percentage", sa.Numeric(precision=9, scale=4), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind in ('contact', 'tax', 'retention', 'category', 'item')", name=op.f("ck_alegra_references_kind")
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_alegra_references_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alegra_references")),
        sa.UniqueConstraint(
            "company_id", "kind", "alegra_id", name=op.f("uq_alegra_references_company_id_kind_alegra_id")
        ),
    )
    op.create_index("ix_alegra_references_key", "alegra_references", ["company_id", "kind", "key"], unique=False)
    op.create_table(
        "alegra_documents",
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="bill", nullable=False),
        sa.Column("state", sa.Text(), server_default="sending", nullable=False),
        sa.Column("alegra_id", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind in ('bill', 'invoice')", name=op.f("ck_alegra_documents_kind")),
        sa.CheckConstraint(
            "state in ('sending', 'synced', 'unknown', 'failed')", name=op.f("ck_alegra_documents_state")
        ),
        sa.CheckConstraint("(state = 'synced') = (alegra_id is not null)", name=op.f("ck_alegra_documents_alegra_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_alegra_documents_company_id_invoice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_alegra_documents_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alegra_documents")),
        sa.UniqueConstraint("company_id", "invoice_id", name=op.f("uq_alegra_documents_company_id_invoice_id")),
    )
    op.create_index(
        "ix_alegra_documents_waiting",
        "alegra_documents",
        ["retry_at"],
        unique=False,
        postgresql_where=sa.text("retry_at is not null"),
    )
    for table in TABLES:
        for statement in raise_wall(table):
            op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
