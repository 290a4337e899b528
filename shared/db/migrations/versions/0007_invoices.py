"""Let invoices come from files, be decided on by people and belong to counterparties."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.tenancy import raise_wall

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = ("invoice_batches", "document_files", "invoice_batch_files", "invoice_decisions")


ADDED = (
    "posted_at",
    "task_token",
    "duplicate_of",
    "automatic",
    "needs_admin",
    "approvers",
    "assessment",
    "remarks",
    "reasons",
    "accepted",
    "withheld",
    "total_cop",
    "payable",
    "exchange_rate",
    "counterparty_id",
    "direction",
    "part",
    "file_id",
)

STATES = (
    "received",
    "identified",
    "extracted",
    "validated",
    "needs_review",
    "ready",
    "approved",
    "posted",
    "synced",
    "sync_unknown",
    "sync_failed",
    "refused",
    "duplicate",
    "rejected",
    "voided",
)


def upgrade() -> None:
    op.create_table(
        "invoice_batches",
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.Text(), server_default="running", nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("status in ('running', 'finished', 'cancelled')", name=op.f("ck_invoice_batches_status")),
        sa.ForeignKeyConstraint(
            ["company_id", "user_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_invoice_batches_company_id_user_id"),
            ondelete="SET NULL (user_id)",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_invoice_batches_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_batches")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_invoice_batches_company_id_id")),
    )
    op.create_table(
        "document_files",
        sa.Column("bucket", sa.Text(), nullable=False),
        sa.Column("object_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "batch_id"],
            ["invoice_batches.company_id", "invoice_batches.id"],
            name=op.f("fk_document_files_company_id_batch_id"),
            ondelete="SET NULL (batch_id)",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "user_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_document_files_company_id_user_id"),
            ondelete="SET NULL (user_id)",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_document_files_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_files")),
        sa.UniqueConstraint(
            "company_id",
            "bucket",
            "object_key",
            "version",
            name=op.f("uq_document_files_company_id_bucket_object_key_version"),
        ),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_document_files_company_id_id")),
    )
    op.create_index("ix_document_files_batch", "document_files", ["company_id", "batch_id"], unique=False)
    op.create_index("ix_document_files_sha256", "document_files", ["company_id", "sha256"], unique=False)
    op.create_table(
        "invoice_batch_files",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("object_key", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "outcome in ('waiting', 'taken', 'missing', 'failed', 'cancelled')",
            name=op.f("ck_invoice_batch_files_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "batch_id"],
            ["invoice_batches.company_id", "invoice_batches.id"],
            name=op.f("fk_invoice_batch_files_company_id_batch_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "file_id"],
            ["document_files.company_id", "document_files.id"],
            name=op.f("fk_invoice_batch_files_company_id_file_id"),
            ondelete="SET NULL (file_id)",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_invoice_batch_files_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_batch_files")),
        sa.UniqueConstraint(
            "company_id", "batch_id", "position", name=op.f("uq_invoice_batch_files_company_id_batch_id_position")
        ),
    )
    op.create_table(
        "invoice_decisions",
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("edits", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "decision in ('approve', 'edit', 'reject', 'void')", name=op.f("ck_invoice_decisions_decision")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_invoice_decisions_company_id_invoice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "user_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_invoice_decisions_company_id_user_id"),
            ondelete="SET NULL (user_id)",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_invoice_decisions_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_decisions")),
    )
    op.create_index(
        "ix_invoice_decisions_invoice", "invoice_decisions", ["company_id", "invoice_id", "id"], unique=False
    )
    op.add_column("invoices", sa.Column("file_id", sa.Uuid(), nullable=True))
    op.add_column("invoices", sa.Column("part", sa.Integer(), server_default="0", nullable=False))
    op.add_column("invoices", sa.Column("direction", sa.Text(), nullable=True))
    op.add_column("invoices", sa.Column("counterparty_id", sa.Uuid(), nullable=True))
    op.add_column("invoices", sa.Column("exchange_rate", sa.Numeric(precision=18, scale=6), nullable=True))
    op.add_column("invoices", sa.Column("payable", sa.Numeric(precision=18, scale=2), nullable=True))
    op.add_column("invoices", sa.Column("total_cop", sa.Numeric(precision=18, scale=2), nullable=True))
    op.add_column("invoices", sa.Column("withheld", sa.Numeric(precision=18, scale=2), nullable=True))
    op.add_column("invoices", sa.Column("accepted", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column(
        "invoices",
        sa.Column("reasons", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
    )
    op.add_column(
        "invoices",
        sa.Column("remarks", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
    )
    op.add_column("invoices", sa.Column("assessment", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column("invoices", sa.Column("approvers", sa.Integer(), nullable=True))
    op.add_column("invoices", sa.Column("needs_admin", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("invoices", sa.Column("automatic", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("invoices", sa.Column("duplicate_of", sa.Uuid(), nullable=True))
    op.add_column("invoices", sa.Column("task_token", sa.Text(), nullable=True))
    op.add_column("invoices", sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint(op.f("uq_invoices_company_id_object_key"), "invoices", type_="unique")
    op.drop_index(op.f("ix_invoices_status"), table_name="invoices")
    op.create_index("ix_invoices_status", "invoices", ["company_id", "status", "id"], unique=False)
    op.create_index("ix_invoices_due", "invoices", ["company_id", "due_on"], unique=False)
    op.create_index("ix_invoices_newest", "invoices", ["company_id", "id"], unique=False)
    op.create_unique_constraint(
        op.f("uq_invoices_company_id_file_id_part"), "invoices", ["company_id", "file_id", "part"]
    )
    op.create_index(
        "uq_invoices_cufe",
        "invoices",
        ["company_id", "cufe"],
        unique=True,
        postgresql_where=sa.text("status not in ('refused', 'duplicate', 'rejected', 'voided')"),
    )
    op.create_index(
        "uq_invoices_number",
        "invoices",
        ["company_id", "issuer_tax_id", "kind", "number", "issued_on"],
        unique=True,
        postgresql_where=sa.text("status not in ('refused', 'duplicate', 'rejected', 'voided')"),
    )
    op.create_foreign_key(
        op.f("fk_invoices_company_id_counterparty_id"),
        "invoices",
        "counterparties",
        ["company_id", "counterparty_id"],
        ["company_id", "id"],
        ondelete="SET NULL (counterparty_id)",
    )
    op.create_foreign_key(
        op.f("fk_invoices_company_id_duplicate_of"),
        "invoices",
        "invoices",
        ["company_id", "duplicate_of"],
        ["company_id", "id"],
        ondelete="SET NULL (duplicate_of)",
    )
    op.create_foreign_key(
        op.f("fk_invoices_company_id_file_id"),
        "invoices",
        "document_files",
        ["company_id", "file_id"],
        ["company_id", "id"],
        ondelete="CASCADE",
    )
    op.create_check_constraint(op.f("ck_invoices_status"), "invoices", f"status in {STATES}")
    op.create_check_constraint(op.f("ck_invoices_direction"), "invoices", "direction in ('purchase', 'sale')")
    for table in TABLES:
        for statement in raise_wall(table):
            op.execute(statement)


def downgrade() -> None:
    op.drop_constraint(op.f("ck_invoices_direction"), "invoices", type_="check")
    op.drop_constraint(op.f("ck_invoices_status"), "invoices", type_="check")
    op.drop_constraint(op.f("fk_invoices_company_id_file_id"), "invoices", type_="foreignkey")
    op.drop_constraint(op.f("fk_invoices_company_id_duplicate_of"), "invoices", type_="foreignkey")
    op.drop_constraint(op.f("fk_invoices_company_id_counterparty_id"), "invoices", type_="foreignkey")
    op.drop_index(
        "uq_invoices_number",
        table_name="invoices",
        postgresql_where=sa.text("status not in ('refused', 'duplicate', 'rejected', 'voided')"),
    )
    op.drop_index(
        "uq_invoices_cufe",
        table_name="invoices",
        postgresql_where=sa.text("status not in ('refused', 'duplicate', 'rejected', 'voided')"),
    )
    op.drop_constraint(op.f("uq_invoices_company_id_file_id_part"), "invoices", type_="unique")
    op.drop_index("ix_invoices_newest", table_name="invoices")
    op.drop_index("ix_invoices_due", table_name="invoices")
    op.drop_index("ix_invoices_status", table_name="invoices")
    op.create_index(op.f("ix_invoices_status"), "invoices", ["company_id", "status"], unique=False)
    op.create_unique_constraint(
        op.f("uq_invoices_company_id_object_key"),
        "invoices",
        ["company_id", "object_key"],
        postgresql_nulls_not_distinct=False,
    )
    for column in ADDED:
        op.drop_column("invoices", column)
    for table in reversed(TABLES):
        op.drop_table(table)
