"""Create waves, keys of persons and drafts; what is said of an assessment goes into what only those keys open."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.tenancy import raise_wall

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = ("waves", "person_keys", "submission_keys", "drafts")


def upgrade() -> None:
    op.create_table(
        "waves",
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("configured", sa.Boolean(), nullable=False),
        sa.Column("definitions", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("roster", postgresql.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("roster_frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ledger_salt", sa.LargeBinary(), nullable=False),
        sa.Column("k", sa.Integer(), server_default="5", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(roster is null) = (roster_frozen_at is null)", name=op.f("ck_waves_roster")),
        sa.CheckConstraint("k between 5 and 10", name=op.f("ck_waves_k")),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_waves_period")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_waves_company_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waves")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_waves_company_id_id")),
    )
    op.create_index("uq_waves_opening", "waves", ["company_id", "opens_at"], unique=True)
    op.create_table(
        "person_keys",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(wrapped is null) = (destroyed_at is not null)", name=op.f("ck_person_keys_destroyed")),
        sa.ForeignKeyConstraint(
            ["company_id", "user_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_person_keys_company_id_user_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_person_keys_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_keys")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_person_keys_company_id_id")),
    )
    op.create_index(
        "uq_person_keys_in_use",
        "person_keys",
        ["company_id", "user_id"],
        unique=True,
        postgresql_where=sa.text("destroyed_at is null"),
    )
    op.create_table(
        "drafts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire_id", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("answers_ciphertext", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "key_id"],
            ["person_keys.company_id", "person_keys.id"],
            name=op.f("fk_drafts_company_id_key_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "user_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_drafts_company_id_user_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_drafts_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index("uq_drafts_questionnaire", "drafts", ["company_id", "user_id", "questionnaire_id"], unique=True)
    op.create_table(
        "submission_keys",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "assessment_id"],
            ["assessments.company_id", "assessments.id"],
            name=op.f("fk_submission_keys_company_id_assessment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_submission_keys_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_keys")),
    )
    op.create_index("ix_submission_keys_assessment", "submission_keys", ["company_id", "assessment_id"], unique=False)
    op.create_index("uq_submission_keys_digest", "submission_keys", ["company_id", "digest"], unique=True)
    op.add_column("assessments", sa.Column("key_id", sa.Uuid(), nullable=False))
    op.add_column("assessments", sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True))
    op.alter_column("assessments", "wave_id", existing_type=sa.UUID(), nullable=False)
    op.alter_column("assessments", "answers_ciphertext", existing_type=postgresql.BYTEA(), nullable=True)
    op.create_index("ix_assessments_key", "assessments", ["company_id", "key_id"], unique=False)
    op.create_index("ix_assessments_wave", "assessments", ["company_id", "wave_id"], unique=False)
    op.create_index(
        "uq_assessments_current",
        "assessments",
        ["company_id", "user_id", "wave_id", "definition_version"],
        unique=True,
        postgresql_where=sa.text("superseded_at is null"),
    )
    op.create_foreign_key(
        op.f("fk_assessments_company_id_key_id"),
        "assessments",
        "person_keys",
        ["company_id", "key_id"],
        ["company_id", "id"],
        ondelete="CASCADE",
    )
    op.create_foreign_key(
        op.f("fk_assessments_company_id_wave_id"),
        "assessments",
        "waves",
        ["company_id", "wave_id"],
        ["company_id", "id"],
        ondelete="CASCADE",
    )
    op.drop_column("assessments", "quality")
    for table in TABLES:
        for statement in raise_wall(table):
            op.execute(statement)


def downgrade() -> None:
    op.add_column(
        "assessments",
        sa.Column("quality", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    )
    op.drop_constraint(op.f("fk_assessments_company_id_wave_id"), "assessments", type_="foreignkey")
    op.drop_constraint(op.f("fk_assessments_company_id_key_id"), "assessments", type_="foreignkey")
    op.drop_index("uq_assessments_current", table_name="assessments", postgresql_where=sa.text("superseded_at is null"))
    op.drop_index("ix_assessments_wave", table_name="assessments")
    op.drop_index("ix_assessments_key", table_name="assessments")
    op.execute("DELETE FROM assessments WHERE answers_ciphertext IS NULL")
    op.alter_column("assessments", "answers_ciphertext", existing_type=postgresql.BYTEA(), nullable=False)
    op.alter_column("assessments", "wave_id", existing_type=sa.UUID(), nullable=True)
    op.drop_column("assessments", "superseded_at")
    op.drop_column("assessments", "key_id")
    op.drop_table("submission_keys")
    op.drop_table("drafts")
    op.drop_table("person_keys")
    op.drop_table("waves")
