"""Create what a company keeps of models: those it registered, who let which speak, its own level, what monitors found."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.tenancy import raise_wall

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("model_decisions", "model_registry", "model_calibrations", "model_checks")
NAMES = "name in ('turnover_intention', 'burnout')"


def upgrade() -> None:
    op.create_table(
        "model_registry",
        *_texts("name", "version", "sha256", "object_key", "object_version"),
        sa.Column("manifest", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        *_identity("model_registry"),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_model_registry_company_id_id")),
        sa.CheckConstraint(NAMES, name=op.f("ck_model_registry_name")),
    )
    op.create_index("uq_model_registry_version", "model_registry", ["company_id", "name", "version"], unique=True)
    op.create_table(
        "model_decisions",
        *_texts("name", "role", "act"),
        sa.Column("registered_id", sa.Uuid(), nullable=True),
        *_texts("version", "sha256"),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        *_texts("reason"),
        sa.Column("findings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        *_identity("model_decisions"),
        sa.ForeignKeyConstraint(
            ["company_id", "registered_id"],
            ["model_registry.company_id", "model_registry.id"],
            name=op.f("fk_model_decisions_company_id_registered_id"),
            ondelete="CASCADE",
        ),
        sa.CheckConstraint(NAMES, name=op.f("ck_model_decisions_name")),
        sa.CheckConstraint("role in ('champion', 'shadow')", name=op.f("ck_model_decisions_role")),
        sa.CheckConstraint(
            "act in ('promoted', 'rolled_back', 'shadowed', 'unshadowed')", name=op.f("ck_model_decisions_act")
        ),
    )
    op.create_index("ix_model_decisions_newest", "model_decisions", ["company_id", "name", "role", "id"], unique=False)
    op.create_table(
        "model_calibrations",
        *_texts("sha256"),
        sa.Column("slope", sa.Float(), nullable=False),
        sa.Column("shift", sa.Float(), nullable=False),
        sa.Column("labels", sa.Integer(), nullable=False),
        sa.Column("fitted_at", sa.DateTime(timezone=True), nullable=False),
        *_identity("model_calibrations"),
        sa.CheckConstraint("slope > 0", name=op.f("ck_model_calibrations_slope")),
        sa.CheckConstraint("labels >= 200", name=op.f("ck_model_calibrations_labels")),
    )
    op.create_index("ix_model_calibrations_newest", "model_calibrations", ["company_id", "sha256", "id"], unique=False)
    op.create_table(
        "model_checks",
        *_texts("sha256", "state"),
        sa.Column("report", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        *_identity("model_checks"),
        sa.CheckConstraint("state in ('ok', 'watch', 'retrain')", name=op.f("ck_model_checks_state")),
    )
    op.create_index("ix_model_checks_newest", "model_checks", ["company_id", "sha256", "id"], unique=False)
    for table in TABLES:
        for statement in raise_wall(table):
            op.execute(statement)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _identity(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f(f"fk_{table}_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]
