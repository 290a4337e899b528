"""Create teams, what was told of them, and the ledgers that guard it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.tenancy import raise_wall

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = ("hr_settings", "release_ledger", "teams", "team_alarms", "team_members", "team_results")


def upgrade() -> None:
    op.create_table(
        "hr_settings",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("smallest_group", sa.Integer(), server_default="5", nullable=False),
        sa.Column("people_salt", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("smallest_group between 5 and 10", name=op.f("ck_hr_settings_smallest_group")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_hr_settings_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_hr_settings")),
    )
    op.create_table(
        "release_ledger",
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("ledger", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("elements", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "wave_id"],
            ["waves.company_id", "waves.id"],
            name=op.f("fk_release_ledger_company_id_wave_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_release_ledger_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_ledger")),
    )
    op.create_index(
        "uq_release_ledger_group", "release_ledger", ["company_id", "wave_id", "ledger", "digest"], unique=True
    )
    op.create_table(
        "teams",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("criticality", sa.Integer(), server_default="3", nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("criticality between 1 and 5", name=op.f("ck_teams_criticality")),
        sa.ForeignKeyConstraint(
            ["company_id", "owner_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_teams_company_id_owner_id"),
            ondelete="SET NULL (owner_id)",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_teams_company_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_teams_company_id_id")),
    )
    op.create_index(
        "uq_teams_name",
        "teams",
        ["company_id", sa.literal_column("lower(name)")],
        unique=True,
        postgresql_where=sa.text("removed_at is null"),
    )
    op.create_table(
        "team_alarms",
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("wave_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("level in ('high', 'critical')", name=op.f("ck_team_alarms_level")),
        sa.ForeignKeyConstraint(
            ["company_id", "team_id"],
            ["teams.company_id", "teams.id"],
            name=op.f("fk_team_alarms_company_id_team_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "wave_id"],
            ["waves.company_id", "waves.id"],
            name=op.f("fk_team_alarms_company_id_wave_id"),
            ondelete="SET NULL (wave_id)",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_team_alarms_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_alarms")),
    )
    op.create_index("uq_team_alarms_team", "team_alarms", ["company_id", "team_id"], unique=True)
    op.create_table(
        "team_members",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "team_id"],
            ["teams.company_id", "teams.id"],
            name=op.f("fk_team_members_company_id_team_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "user_id"],
            ["users.company_id", "users.id"],
            name=op.f("fk_team_members_company_id_user_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_team_members_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("company_id", "team_id", "user_id", name=op.f("pk_team_members")),
    )
    op.create_index("ix_team_members_user", "team_members", ["company_id", "user_id"], unique=False)
    op.create_table(
        "team_results",
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("members", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("result", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("scoring_version", sa.Text(), nullable=False),
        sa.Column("model_version", sa.Text(), nullable=True),
        sa.Column("evaluated_by", sa.Uuid(), nullable=True),
        sa.Column("evaluated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "team_id"],
            ["teams.company_id", "teams.id"],
            name=op.f("fk_team_results_company_id_team_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "wave_id"],
            ["waves.company_id", "waves.id"],
            name=op.f("fk_team_results_company_id_wave_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_team_results_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_results")),
    )
    op.create_index("ix_team_results_newest", "team_results", ["company_id", "wave_id", "team_id", "id"], unique=False)
    op.create_index("ix_team_results_team", "team_results", ["company_id", "team_id", "id"], unique=False)
    for table in TABLES:
        for statement in raise_wall(table):
            op.execute(statement)


def downgrade() -> None:
    op.drop_index("ix_team_results_team", table_name="team_results")
    op.drop_index("ix_team_results_newest", table_name="team_results")
    op.drop_table("team_results")
    op.drop_index("ix_team_members_user", table_name="team_members")
    op.drop_table("team_members")
    op.drop_index("uq_team_alarms_team", table_name="team_alarms")
    op.drop_table("team_alarms")
    op.drop_index("uq_teams_name", table_name="teams", postgresql_where=sa.text("removed_at is null"))
    op.drop_table("teams")
    op.drop_index("uq_release_ledger_group", table_name="release_ledger")
    op.drop_table("release_ledger")
    op.drop_table("hr_settings")
