"""What went along when one application was merged into another, so that it comes back."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("merges") as table:
        table.add_column(sa.Column("moved", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("merges") as table:
        table.alter_column("moved", existing_type=sa.JSON(), existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("merges") as table:
        table.drop_column("moved")
