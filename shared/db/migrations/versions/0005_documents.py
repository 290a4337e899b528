"""Create invoices and assessments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.tenancy import raise_wall

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("invoices", "assessments")


def upgrade() -> None:
    op.create_table(
        "invoices",
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("object_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), server_default="received", nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("cufe", sa.Text(), nullable=True),
        sa.Column("issuer_tax_id", sa.Text(), nullable=True),
        sa.Column("issuer_name", sa.Text(), nullable=True),
        sa.Column("buyer_tax_id", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("subtotal", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("tax_total", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("total", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("extracted", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("total is null or currency is not null", name=op.f("ck_invoices_currency")),
        sa.ForeignKeyConstraint(
            ["company_id", "user_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_invoices_company_id_user_id"),
            ondelete="SET NULL (user_id)",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_invoices_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoices")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_invoices_company_id_id")),
        sa.UniqueConstraint("company_id", "object_key", name=op.f("uq_invoices_company_id_object_key")),
    )
    op.create_index("ix_invoices_status", "invoices", ["company_id", "status"], unique=False)
    op.create_table(
        "assessments",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Uuid(), nullable=True),
        sa.Column("definition_version", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("answers_ciphertext", sa.LargeBinary(), nullable=False),
        sa.Column("scores_ciphertext", sa.LargeBinary(), nullable=False),
        sa.Column("supersedes", sa.Uuid(), nullable=True),
        sa.Column("quality", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "supersedes"],
            ["assessments.company_id", "assessments.id"],
            name=op.f("fk_assessments_company_id_supersedes"),
            ondelete="SET NULL (supersedes)",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "user_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_assessments_company_id_user_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_assessments_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_assessments_company_id_id")),
    )
    op.create_index("ix_assessments_user", "assessments", ["company_id", "user_id", "created_at"], unique=False)
    for table in TABLES:
        for statement in raise_wall(table):
            op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
