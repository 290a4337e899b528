"""Create what calls need beside their row: tokens, news, campaigns with scripts and queues, and who listened."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.tenancy import raise_wall

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = ("call_accesses", "call_campaigns", "call_events", "call_scripts", "call_streams", "campaign_leads")

COLUMNS = (
    "idempotency_key",
    "requested_by",
    "correlation_id",
    "purpose",
    "language",
    "script_version",
    "provider",
    "decision_id",
    "must_end_by",
    "reason",
    "claimed_at",
    "sent_at",
    "dials",
    "answered_by",
    "streamed_at",
    "stream_sid",
    "resumes",
    "next_verb",
    "finished_at",
    "announced_at",
    "callback_at",
    "meeting_at",
    "recording_until",
    "task_token",
)


def upgrade() -> None:
    op.create_table(
        "call_campaigns",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), server_default="es", nullable=False),
        sa.Column("script_version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("settings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("paused_because", sa.Text(), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dialled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("language in ('es', 'en')", name=op.f("ck_call_campaigns_language")),
        sa.ForeignKeyConstraint(
            ["company_id", "campaign_id"],
            ["campaigns.company_id", "campaigns.id"],
            name=op.f("fk_call_campaigns_company_id_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_call_campaigns_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_call_campaigns")),
        sa.UniqueConstraint("company_id", "campaign_id", name=op.f("uq_call_campaigns_company_id_campaign_id")),
    )
    op.create_table(
        "call_scripts",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "campaign_id"],
            ["campaigns.company_id", "campaigns.id"],
            name=op.f("fk_call_scripts_company_id_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_call_scripts_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_scripts")),
        sa.UniqueConstraint(
            "company_id", "campaign_id", "version", name=op.f("uq_call_scripts_company_id_campaign_id_version")
        ),
    )
    op.create_table(
        "campaign_leads",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_call_id", sa.Uuid(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("reasons", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "status in ('waiting', 'dialling', 'reached', 'given_up')", name=op.f("ck_campaign_leads_status")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "campaign_id"],
            ["campaigns.company_id", "campaigns.id"],
            name=op.f("fk_campaign_leads_company_id_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "lead_id"],
            ["leads.company_id", "leads.id"],
            name=op.f("fk_campaign_leads_company_id_lead_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_campaign_leads_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_leads")),
        sa.UniqueConstraint(
            "company_id", "campaign_id", "lead_id", name=op.f("uq_campaign_leads_company_id_campaign_id_lead_id")
        ),
    )
    op.create_index(
        "ix_campaign_leads_due",
        "campaign_leads",
        ["company_id", "campaign_id", "status", "next_attempt_at"],
        unique=False,
    )
    op.create_table(
        "call_accesses",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("caller_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "call_id"],
            ["call_sessions.company_id", "call_sessions.id"],
            name=op.f("fk_call_accesses_company_id_call_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_call_accesses_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_accesses")),
    )
    op.create_index("ix_call_accesses_call", "call_accesses", ["company_id", "call_id", "id"], unique=False)
    op.create_table(
        "call_events",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("call_sid", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("became", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "call_id"],
            ["call_sessions.company_id", "call_sessions.id"],
            name=op.f("fk_call_events_company_id_call_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_call_events_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_events")),
        sa.UniqueConstraint(
            "company_id",
            "call_sid",
            "status",
            "sequence",
            name=op.f("uq_call_events_company_id_call_sid_status_sequence"),
        ),
    )
    op.create_table(
        "call_streams",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), server_default="first", nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stream_sid", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "call_id"],
            ["call_sessions.company_id", "call_sessions.id"],
            name=op.f("fk_call_streams_company_id_call_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_call_streams_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_streams")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_call_streams_token_digest")),
    )
    op.add_column("call_sessions", sa.Column("idempotency_key", sa.Text(), nullable=True))
    op.add_column("call_sessions", sa.Column("requested_by", sa.Uuid(), nullable=True))
    op.add_column("call_sessions", sa.Column("correlation_id", sa.Text(), server_default="", nullable=False))
    op.add_column("call_sessions", sa.Column("purpose", sa.Text(), server_default="marketing", nullable=False))
    op.add_column("call_sessions", sa.Column("language", sa.Text(), server_default="es", nullable=False))
    op.add_column("call_sessions", sa.Column("script_version", sa.Integer(), nullable=True))
    op.add_column("call_sessions", sa.Column("provider", sa.Text(), server_default="twilio", nullable=False))
    op.add_column("call_sessions", sa.Column("decision_id", sa.Uuid(), nullable=True))
    op.add_column("call_sessions", sa.Column("must_end_by", sa.DateTime(timezone=True), nullable=True))
    op.add_column("call_sessions", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("call_sessions", sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("call_sessions", sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("call_sessions", sa.Column("dials", sa.Integer(), server_default="0", nullable=False))
    op.add_column("call_sessions", sa.Column("answered_by", sa.Text(), nullable=True))
    op.add_column("call_sessions", sa.Column("streamed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("call_sessions", sa.Column("stream_sid", sa.Text(), nullable=True))
    op.add_column("call_sessions", sa.Column("resumes", sa.Integer(), server_default="0", nullable=False))
    op.add_column("call_sessions", sa.Column("next_verb", sa.Text(), nullable=True))
    op.add_column("call_sessions", sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("call_sessions", sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("call_sessions", sa.Column("callback_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("call_sessions", sa.Column("meeting_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("call_sessions", sa.Column("recording_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("call_sessions", sa.Column("task_token", sa.Text(), nullable=True))
    op.create_index("ix_call_sessions_campaign", "call_sessions", ["company_id", "campaign_id", "id"], unique=False)
    op.create_index("ix_call_sessions_newest", "call_sessions", ["company_id", "id"], unique=False)
    op.create_index(
        "ix_call_sessions_open",
        "call_sessions",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("announced_at is null"),
    )
    op.create_unique_constraint(
        op.f("uq_call_sessions_company_id_idempotency_key"), "call_sessions", ["company_id", "idempotency_key"]
    )

    for table in TABLES:
        for statement in raise_wall(table):
            op.execute(statement)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    op.drop_index("ix_call_sessions_campaign", table_name="call_sessions")
    op.drop_index("ix_call_sessions_newest", table_name="call_sessions")
    op.drop_index("ix_call_sessions_open", table_name="call_sessions")
    op.drop_constraint(op.f("uq_call_sessions_company_id_idempotency_key"), "call_sessions", type_="unique")
    for column in COLUMNS:
        op.drop_column("call_sessions", column)
