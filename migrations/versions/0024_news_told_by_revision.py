"""News by mail go by the revisions of which somebody was told, not by moments."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "told_kits",
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("kit_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kit_id"], ["kits.id"], name=op.f("fk_told_kits_kit_id_kits")),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscriptions.id"], name=op.f("fk_told_kits_subscription_id_subscriptions")
        ),
        sa.PrimaryKeyConstraint("subscription_id", "kit_id", name=op.f("pk_told_kits")),
    )
    # What was told, or was there before, by the moments that were noted so far.
    op.execute(
        "INSERT INTO told_kits (subscription_id, kit_id, number)"
        " SELECT subscriptions.id, kits.id, MAX(kit_revisions.number) FROM subscriptions"
        " JOIN kits ON kits.event_id = subscriptions.event_id"
        " JOIN kit_revisions ON kit_revisions.kit_id = kits.id"
        " WHERE kits.available_from <= subscriptions.told_until AND kits.embargo_until <= subscriptions.told_until"
        " AND kit_revisions.published_at <= subscriptions.told_until GROUP BY subscriptions.id, kits.id"
    )


def downgrade() -> None:
    op.drop_table("told_kits")
