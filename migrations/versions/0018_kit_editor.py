"""Uploads on their way into a draft, and when a text was said to agree with its translation."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kit_draft_uploads",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_kit_draft_uploads_upload_id_uploads")),
        sa.ForeignKeyConstraint(["draft_id"], ["kit_drafts.id"], name=op.f("fk_kit_draft_uploads_draft_id_kit_drafts")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_kit_draft_uploads_by_id_accounts")),
        sa.PrimaryKeyConstraint("upload_id", name=op.f("pk_kit_draft_uploads")),
    )
    op.create_index(op.f("ix_kit_draft_uploads_draft_id"), "kit_draft_uploads", ["draft_id"])
    with op.batch_alter_table("kit_draft_files") as table:
        table.add_column(sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("kit_draft_files") as table:
        table.drop_column("agreed_at")
    op.drop_table("kit_draft_uploads")
