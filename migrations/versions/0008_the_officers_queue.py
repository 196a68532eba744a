"""What the officers' queue finds, keeps and remembers."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MADE_OF_OTHERS = (
    "sounds",
    "sort_name_th",
    "sort_name_en",
    "sort_outlet_th",
    "sort_outlet_en",
    "person_key_th",
    "person_key_en",
    "phone_key",
)
INDEXES = {
    "ix_applications_name_th": ["event_id", "sort_name_th", "id"],
    "ix_applications_name_en": ["event_id", "sort_name_en", "id"],
    "ix_applications_outlet_th": ["event_id", "sort_outlet_th", "id"],
    "ix_applications_outlet_en": ["event_id", "sort_outlet_en", "id"],
    "ix_applications_person_th": ["event_id", "person_key_th"],
    "ix_applications_person_en": ["event_id", "person_key_en"],
    "ix_applications_phone": ["event_id", "phone_key"],
    "ix_applications_claim": ["claimed_by_id", "claimed_at"],
}


def upgrade() -> None:
    with op.batch_alter_table("applications") as table:
        for name in MADE_OF_OTHERS:
            table.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("claimed_by_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
        table.create_foreign_key("fk_applications_claimed_by_id_accounts", "accounts", ["claimed_by_id"], ["id"])
    with op.batch_alter_table("applications") as table:
        for name in MADE_OF_OTHERS:
            table.alter_column(name, existing_type=sa.String(), existing_nullable=False, server_default=None)
        for name, columns in INDEXES.items():
            table.create_index(name, columns)
    queue_tables()
    note_tables()
    fill_later()


def downgrade() -> None:
    for table in ("reason_templates", "note_mentions", "notes", "flags", "looks", "saved_views"):
        op.drop_table(table)
    op.execute("DELETE FROM jobs WHERE kind = 'accreditation.make_findable'")
    with op.batch_alter_table("applications") as table:
        for name in reversed(INDEXES):
            table.drop_index(name)
        table.drop_constraint("fk_applications_claimed_by_id_accounts", type_="foreignkey")
        for name in ("claimed_at", "claimed_by_id", *reversed(MADE_OF_OTHERS)):
            table.drop_column(name)


def fill_later() -> None:
    """What names sound like is for today's code to say: the worker fills the columns of the rows that are there."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM applications")):
        jobs = sa.table(
            "jobs",
            sa.column("kind", sa.String()),
            sa.column("payload", sa.JSON()),
            sa.column("created_at", sa.DateTime(timezone=True)),
            sa.column("run_at", sa.DateTime(timezone=True)),
            sa.column("attempts", sa.Integer()),
        )
        # A naive moment in UTC for SQLite, which keeps no zone.
        at = datetime.now(UTC)
        at = at if op.get_bind().dialect.name == "postgresql" else at.replace(tzinfo=None)
        kind = "accreditation.make_findable"
        op.execute(jobs.insert().values(kind=kind, payload={}, created_at=at, run_at=at, attempts=0))


def foreign(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def queue_tables() -> None:
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        foreign("saved_views", "account_id", "accounts"),
        foreign("saved_views", "event_id", "events"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
    )
    op.create_index(
        op.f("ix_saved_views_event_id_account_id_name"), "saved_views", ["event_id", "account_id", "name"], unique=True
    )
    op.create_table(
        "looks",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        foreign("looks", "account_id", "accounts"),
        foreign("looks", "application_id", "applications"),
        sa.PrimaryKeyConstraint("account_id", "application_id", name=op.f("pk_looks")),
    )
    op.create_index(op.f("ix_looks_application_id"), "looks", ["application_id"])
    op.create_table(
        "flags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        foreign("flags", "application_id", "applications"),
        foreign("flags", "other_id", "applications"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flags")),
    )
    op.create_index(op.f("ix_flags_application_id_settled_at_kind"), "flags", ["application_id", "settled_at", "kind"])
    op.create_index(op.f("ix_flags_other_id"), "flags", ["other_id"])


def note_tables() -> None:
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("written_by", sa.String(), nullable=False),
        foreign("notes", "application_id", "applications"),
        foreign("notes", "written_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_application_id"), "notes", ["application_id"])
    op.create_table(
        "note_mentions",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        foreign("note_mentions", "note_id", "notes"),
        foreign("note_mentions", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("note_id", "account_id", name=op.f("pk_note_mentions")),
    )
    op.create_index(op.f("ix_note_mentions_account_id_seen_at"), "note_mentions", ["account_id", "seen_at"])
    op.create_table(
        "reason_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text_th", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        foreign("reason_templates", "event_id", "events"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason_templates")),
    )
    op.create_index(op.f("ix_reason_templates_event_id"), "reason_templates", ["event_id"])
