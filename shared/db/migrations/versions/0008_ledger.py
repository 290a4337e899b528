"""Create the books: entries that balance when they are committed, and that nobody can change."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.core.resources import APP_ROLE, SYSTEM_ROLE
from shared.db.tenancy import raise_wall

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("financial_reports", "payments", "journal_entries", "journal_lines")

# Called with the entry's id in the column that its argument names.
BALANCED = """
    CREATE FUNCTION assert_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      entry uuid := to_jsonb(NEW) ->> TG_ARGV[0];
      off numeric;
      lines integer;
    BEGIN
      SELECT coalesce(sum(debit - credit), 0), count(*) INTO off, lines FROM journal_lines WHERE entry_id = entry;
      IF off <> 0 OR lines = 0 THEN
        RAISE EXCEPTION 'journal entry % is off by % in % lines', entry, off, lines
          USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_journal_entries_balanced';
      END IF;
      RETURN NULL;
    END $$
"""
CHECKED = {"journal_entries": "id", "journal_lines": "entry_id"}


def upgrade() -> None:
    op.create_table(
        "financial_reports",
        sa.Column("report_type", sa.Text(), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column(
            "parameters", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("totals", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_financial_reports_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_financial_reports")),
    )
    op.create_index("ix_financial_reports_newest", "financial_reports", ["company_id", "id"], unique=False)
    op.create_table(
        "payments",
        sa.Column("invoice_id", sa.Uuid(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("memo", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("direction in ('purchase', 'sale')", name=op.f("ck_payments_direction")),
        sa.CheckConstraint("means in ('cash', 'bank')", name=op.f("ck_payments_means")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payments_amount")),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_payments_company_id_invoice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_payments_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_payments_company_id_id")),
    )
    op.create_index("ix_payments_invoice", "payments", ["company_id", "invoice_id"], unique=False)
    op.create_index("ix_payments_paid_on", "payments", ["company_id", "paid_on"], unique=False)
    op.create_table(
        "journal_entries",
        sa.Column("kind", sa.Text(), server_default="document", nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=True),
        sa.Column("payment_id", sa.Uuid(), nullable=True),
        sa.Column("reverses", sa.Uuid(), nullable=True),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(kind = 'reversal') = (reverses is not null)", name=op.f("ck_journal_entries_reverses")),
        sa.CheckConstraint("kind in ('document', 'payment', 'reversal')", name=op.f("ck_journal_entries_kind")),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_journal_entries_company_id_invoice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "payment_id"],
            ["payments.company_id", "payments.id"],
            name=op.f("fk_journal_entries_company_id_payment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "reverses"],
            ["journal_entries.company_id", "journal_entries.id"],
            name=op.f("fk_journal_entries_company_id_reverses"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_journal_entries_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entries")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_journal_entries_company_id_id")),
        sa.UniqueConstraint("company_id", "reverses", name=op.f("uq_journal_entries_company_id_reverses")),
    )
    op.create_index("ix_journal_entries_booked_on", "journal_entries", ["company_id", "booked_on", "id"], unique=False)
    op.create_index(
        "uq_journal_entries_invoice",
        "journal_entries",
        ["company_id", "invoice_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'document'"),
    )
    op.create_index(
        "uq_journal_entries_payment",
        "journal_entries",
        ["company_id", "payment_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'payment'"),
    )
    op.create_table(
        "journal_lines",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("debit", sa.Numeric(precision=18, scale=2), server_default="0", nullable=False),
        sa.Column("credit", sa.Numeric(precision=18, scale=2), server_default="0", nullable=False),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "debit >= 0 and credit >= 0 and (debit = 0) <> (credit = 0)", name=op.f("ck_journal_lines_one_side")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["journal_entries.company_id", "journal_entries.id"],
            name=op.f("fk_journal_lines_company_id_entry_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_journal_lines_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_lines")),
        sa.UniqueConstraint("entry_id", "position", name=op.f("uq_journal_lines_entry_id_position")),
    )
    op.create_index("ix_journal_lines_account", "journal_lines", ["company_id", "account"], unique=False)
    op.create_index("ix_journal_lines_entry", "journal_lines", ["company_id", "entry_id"], unique=False)
    for table in TABLES:
        for statement in raise_wall(table):
            op.execute(statement)
    op.execute(BALANCED)
    for table, column in CHECKED.items():
        op.execute(
            f"CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED"
            f" FOR EACH ROW EXECUTE FUNCTION assert_balanced('{column}')"
        )
        op.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {APP_ROLE}, {SYSTEM_ROLE}")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.execute("DROP FUNCTION assert_balanced()")
