"""The index of the queue holds the version too: "changed since I looked" is counted without reading applications."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INDEX = "ix_applications_queue"
COLUMNS = ["event_id", "state", "submitted_at", "id"]


def upgrade() -> None:
    op.drop_index(INDEX, "applications")
    op.create_index(INDEX, "applications", [*COLUMNS, "version"])


def downgrade() -> None:
    op.drop_index(INDEX, "applications")
    op.create_index(INDEX, "applications", COLUMNS)
