"""Let a link lead to the pages about teams, too."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invitations", sa.Column("kind", sa.Text(), server_default="answer", nullable=False))
    op.create_check_constraint(op.f("ck_invitations_kind"), "invitations", "kind in ('answer', 'overview')")


def downgrade() -> None:
    op.execute("DELETE FROM invitations WHERE kind <> 'answer'")
    op.drop_constraint(op.f("ck_invitations_kind"), "invitations", type_="check")
    op.drop_column("invitations", "kind")
