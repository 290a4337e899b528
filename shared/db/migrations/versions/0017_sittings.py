"""Let a link be exchanged for a sitting: what a browser carries while its person answers."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invitations", sa.Column("sitting_hash", sa.Text(), nullable=True))
    op.add_column("invitations", sa.Column("sitting_until", sa.DateTime(timezone=True), nullable=True))
    op.create_unique_constraint(op.f("uq_invitations_sitting_hash"), "invitations", ["sitting_hash"])


def downgrade() -> None:
    op.drop_constraint(op.f("uq_invitations_sitting_hash"), "invitations", type_="unique")
    op.drop_column("invitations", "sitting_until")
    op.drop_column("invitations", "sitting_hash")
