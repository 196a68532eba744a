"""When the holder of an emblem was last told until when it holds."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("emblem_requests", sa.Column("end_told_at", sa.DateTime(timezone=True), nullable=True))
    # Nobody is told of what has come due before: it may be long ago.
    rows = sa.table(
        "emblem_requests",
        sa.column("valid_until", sa.DateTime(timezone=True)),
        sa.column("end_told_at", sa.DateTime(timezone=True)),
    )
    op.execute(rows.update().where(rows.c.valid_until.is_not(None)).values(end_told_at=datetime.now(UTC)))


def downgrade() -> None:
    with op.batch_alter_table("emblem_requests") as table:
        table.drop_column("end_told_at")
