"""Sealed copies of kits that hold names can be removed, and say when and why."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("hand_overs", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("hand_overs", sa.Column("removed_for", sa.String(24), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("hand_overs") as table:
        table.drop_column("removed_for")
        table.drop_column("removed_at")
