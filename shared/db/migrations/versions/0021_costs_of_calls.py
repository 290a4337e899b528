"""Keep what calls cost, how long their words are kept, how a company calls without a campaign, and lists as files."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.tenancy import raise_wall

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def of_calls() -> list[sa.Column[Any]]:
    return [
        sa.Column("number_hash", sa.Text(), nullable=True),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words_removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carrier_erasure", sa.Text(), nullable=True),
        sa.Column("most_seconds", sa.Integer(), nullable=True),
        sa.Column("minute_rate", sa.Numeric(precision=12, scale=6), nullable=True),
        sa.Column("price", sa.Numeric(precision=12, scale=6), nullable=True),
        sa.Column("cost_currency", sa.Text(), nullable=True),
        sa.Column("price_asked_at", sa.DateTime(timezone=True), nullable=True),
    ]


def of_lists() -> list[sa.Column[Any]]:
    return [
        sa.Column("file_key", sa.Text(), nullable=True),
        sa.Column("failed_because", sa.Text(), nullable=True),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
    ]


CHECKS = {
    "forgotten": "to_number is not null or forgotten_at is not null",
    "carrier_erasure": "carrier_erasure in ('recordings', 'record')",
}
INDICES = {
    "ix_call_sessions_words": ("words_until", "transcript_key is not null"),
    "ix_call_sessions_erasure": ("id", "carrier_erasure is not null"),
    "ix_call_sessions_unpriced": (
        "ended_at",
        "price is null and answered_at is not null and announced_at is not null",
    ),
}
KEPT_BEFORE = "interval '180 days'"


def upgrade() -> None:
    for column in of_calls():
        op.add_column("call_sessions", column)
    for listed in of_lists():
        op.add_column("registry_snapshots", listed)
    op.alter_column("call_sessions", "to_number", nullable=True)
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_call_sessions_{name}"), "call_sessions", condition)
    for name, (indexed, condition) in INDICES.items():
        op.create_index(name, "call_sessions", [indexed], unique=False, postgresql_where=sa.text(condition))
    op.execute(
        f"UPDATE call_sessions SET words_until = coalesce(ended_at, created_at) + {KEPT_BEFORE}"  # noqa: S608 - ours
        " WHERE transcript_key IS NOT NULL"
    )
    op.create_table(
        "company_calls",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), server_default="es", nullable=False),
        sa.Column("settings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("script", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("costs", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("language in ('es', 'en')", name=op.f("ck_company_calls_language")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_company_calls_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_calls")),
        sa.UniqueConstraint("company_id", "version", name=op.f("uq_company_calls_company_id_version")),
    )
    for statement in raise_wall("company_calls"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("company_calls")
    for name in INDICES:
        op.drop_index(name, table_name="call_sessions")
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_call_sessions_{name}"), "call_sessions", type_="check")
    op.execute("UPDATE call_sessions SET to_number = '' WHERE to_number IS NULL")
    op.alter_column("call_sessions", "to_number", nullable=False)
    for listed in of_lists():
        op.drop_column("registry_snapshots", listed.name)
    for column in of_calls():
        op.drop_column("call_sessions", column.name)
