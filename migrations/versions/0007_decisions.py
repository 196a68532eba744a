"""Recommendations and their release, limits, waiting list, merges, draws; one open credential an application."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=24)


def upgrade() -> None:
    with op.batch_alter_table("decisions") as table:
        table.add_column(sa.Column("limits", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("decisions") as table:
        table.alter_column("limits", existing_type=sa.String(), existing_nullable=False, server_default=None)
    with op.batch_alter_table("applications") as table:
        table.add_column(sa.Column("waitlisted_at", MOMENT, nullable=True))
        table.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_applications_merged_into_id_applications"), "applications", ["merged_into_id"], ["id"]
        )
        table.create_index(op.f("ix_applications_merged_into_id"), ["merged_into_id"])
    one_open("credentials", "uq_credentials_one_open", "revoked_at IS NULL")
    op.create_table(
        "recommendations",
        number("id"),
        number("application_id"),
        sa.Column("outcome", WORD, nullable=False),
        sa.Column("reason_code", WORD, nullable=True),
        text("reason"),
        text("limits"),
        number("version"),
        sa.Column("recommended_at", MOMENT, nullable=False),
        sa.Column("recommended_by_id", sa.Integer(), nullable=True),
        text("recommended_by"),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended", WORD, nullable=True),
        leads_to("recommendations", "application_id", "applications"),
        leads_to("recommendations", "recommended_by_id", "accounts"),
        key("recommendations"),
    )
    op.create_index(op.f("ix_recommendations_application_id"), "recommendations", ["application_id"])
    one_open("recommendations", "uq_recommendations_one_open", "ended_at IS NULL")
    op.create_table(
        "batches",
        number("id"),
        text("request_key"),
        number("event_id"),
        sa.Column("act", WORD, nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("done_at", MOMENT, nullable=False),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        text("done_by"),
        leads_to("batches", "event_id", "events"),
        leads_to("batches", "done_by_id", "accounts"),
        key("batches"),
        sa.UniqueConstraint("request_key", name=op.f("uq_batches_request_key")),
    )
    op.create_index(op.f("ix_batches_event_id"), "batches", ["event_id"])
    op.create_table(
        "merges",
        number("id"),
        number("application_id"),
        number("into_id"),
        sa.Column("merged_at", MOMENT, nullable=False),
        text("merged_by"),
        sa.Column("undone_at", MOMENT, nullable=True),
        leads_to("merges", "application_id", "applications"),
        leads_to("merges", "into_id", "applications"),
        key("merges"),
    )
    op.create_index(op.f("ix_merges_application_id"), "merges", ["application_id"])
    op.create_index(op.f("ix_merges_into_id"), "merges", ["into_id"])
    op.create_table(
        "draws",
        number("id"),
        text("request_key"),
        number("event_id"),
        number("places"),
        sa.Column("scope", WORD, nullable=False),
        sa.Column("medium", WORD, nullable=True),
        sa.Column("criteria", sa.JSON(), nullable=False),
        text("seed"),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("drawn_at", MOMENT, nullable=False),
        sa.Column("drawn_by_id", sa.Integer(), nullable=True),
        text("drawn_by"),
        sa.Column("published_at", MOMENT, nullable=True),
        leads_to("draws", "event_id", "events"),
        leads_to("draws", "drawn_by_id", "accounts"),
        key("draws"),
        sa.UniqueConstraint("request_key", name=op.f("uq_draws_request_key")),
    )
    op.create_index(op.f("ix_draws_event_id"), "draws", ["event_id"])


def downgrade() -> None:
    for table in ("draws", "merges", "batches", "recommendations"):
        op.drop_table(table)
    op.drop_index("uq_credentials_one_open", "credentials")
    with op.batch_alter_table("applications") as table:
        table.drop_index(op.f("ix_applications_merged_into_id"))
        table.drop_constraint(op.f("fk_applications_merged_into_id_applications"), type_="foreignkey")
        table.drop_column("merged_into_id")
        table.drop_column("waitlisted_at")
    with op.batch_alter_table("decisions") as table:
        table.drop_column("limits")


def number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False)


def key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def leads_to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def one_open(table: str, name: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, ["application_id"], unique=True, sqlite_where=where, postgresql_where=where)
