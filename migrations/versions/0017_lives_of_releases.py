"""The change notes of each revision, files that are taken back, and which of the two clocks a move is of."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    add_text("kit_revisions", sa.Column("changelog_md", sa.Text(), nullable=False, server_default=""))
    add_text("embargo_changes", sa.Column("clock", sa.String(24), nullable=False, server_default="embargo"))
    op.create_table(
        "asset_endings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("title_th", "title_en", "reason_th", "reason_en")),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_asset_endings_asset_id_assets")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_asset_endings_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_endings")),
        sa.UniqueConstraint("asset_id", name=op.f("uq_asset_endings_asset_id")),
    )


def add_text(name: str, column: sa.Column) -> None:
    with op.batch_alter_table(name) as table:
        table.add_column(column)
    with op.batch_alter_table(name) as table:
        table.alter_column(column.name, existing_type=column.type, existing_nullable=False, server_default=None)


def downgrade() -> None:
    op.drop_table("asset_endings")
    with op.batch_alter_table("embargo_changes") as table:
        table.drop_column("clock")
    with op.batch_alter_table("kit_revisions") as table:
        table.drop_column("changelog_md")
