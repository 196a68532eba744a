"""Quotes of a kit, to be copied by themselves, and what its pictures were drawn from."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("kit_revisions") as table:
        table.add_column(sa.Column("quotes", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("kit_revisions") as table:
        table.alter_column("quotes", existing_type=sa.JSON(), existing_nullable=False, server_default=None)
    with op.batch_alter_table("asset_revisions") as table:
        table.add_column(sa.Column("recipe", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("asset_revisions") as table:
        table.drop_column("recipe")
    with op.batch_alter_table("kit_revisions") as table:
        table.drop_column("quotes")
