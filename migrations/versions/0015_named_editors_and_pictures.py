"""Which address an applicant named as the editor's and replaced; uploads that must be a picture of some size."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("confirmation_people") as table:
        table.add_column(sa.Column("named_at", MOMENT, nullable=True))
        table.add_column(sa.Column("replaced_at", MOMENT, nullable=True))
    with op.batch_alter_table("uploads") as table:
        table.add_column(sa.Column("least_side", sa.Integer(), nullable=True))
    # So far a person stood on a page of a few, or unanswered on a page of all, only when an applicant had named it.
    op.execute(
        "UPDATE confirmation_people SET named_at = (SELECT c.asked_at FROM confirmations c "
        "WHERE c.id = confirmation_people.confirmation_id) WHERE answer IS NULL OR EXISTS (SELECT 1 FROM confirmations c "
        "WHERE c.id = confirmation_people.confirmation_id AND NOT c.whole_outlet)"
    )


def downgrade() -> None:
    with op.batch_alter_table("uploads") as table:
        table.drop_column("least_side")
    with op.batch_alter_table("confirmation_people") as table:
        table.drop_column("replaced_at")
        table.drop_column("named_at")
