"""Mails in an event's own words, with what they said before."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("events") as table:
        table.add_column(sa.Column("mails_edited", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("events") as table:
        table.alter_column("mails_edited", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
    op.create_table(
        "mail_texts",
        *text_columns("mail_texts"),
        sa.UniqueConstraint("event_id", "name", "language", name=op.f("uq_mail_texts_event_id_name_language")),
    )
    op.create_table(
        "former_mail_texts",
        *text_columns("former_mail_texts"),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(
        op.f("ix_former_mail_texts_event_id_name_language"), "former_mail_texts", ["event_id", "name", "language"]
    )


def downgrade() -> None:
    op.drop_table("former_mail_texts")
    op.drop_table("mail_texts")
    with op.batch_alter_table("events") as table:
        table.drop_column("mails_edited")


def text_columns(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("edited_by", sa.String(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f(f"fk_{table}_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]
