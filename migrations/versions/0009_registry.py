"""The registry of outlets: platforms, evidence, owners over time, merges that can be undone."""

from datetime import UTC, timedelta, timezone

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BANGKOK = timezone(timedelta(hours=7))
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    make_tables()
    with op.batch_alter_table("outlets") as table:
        table.add_column(sa.Column("state_reason", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("outlets") as table:
        table.alter_column("state_reason", existing_type=sa.String(), existing_nullable=False, server_default=None)
        table.alter_column("version", existing_type=sa.Integer(), existing_nullable=False, server_default=None)
    with op.batch_alter_table("outlet_aliases") as table:
        table.add_column(sa.Column("platform_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("added_at", MOMENT, nullable=True))
        table.add_column(sa.Column("added_by", sa.String(), nullable=True))
        table.create_foreign_key(
            op.f("fk_outlet_aliases_platform_id_outlet_platforms"), "outlet_platforms", ["platform_id"], ["id"]
        )
        table.create_index(op.f("ix_outlet_aliases_platform_id"), ["platform_id"])
    owners_of_today()


def downgrade() -> None:
    with op.batch_alter_table("outlet_aliases") as table:
        table.drop_index(op.f("ix_outlet_aliases_platform_id"))
        table.drop_constraint(op.f("fk_outlet_aliases_platform_id_outlet_platforms"), type_="foreignkey")
        table.drop_column("added_by")
        table.drop_column("added_at")
        table.drop_column("platform_id")
    with op.batch_alter_table("outlets") as table:
        table.drop_column("version")
        table.drop_column("state_reason")
    for name in ("outlets_apart", "outlet_merges", "outlet_owners", "outlet_evidence", "outlet_platforms"):
        op.drop_table(name)


def make_tables() -> None:
    of_an_outlet(
        "outlet_platforms",
        sa.Column("medium", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("followers", sa.Integer(), nullable=True),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
    )
    of_an_outlet(
        "outlet_evidence",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("grade", sa.String(length=24), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("checked_at", MOMENT, nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
    )
    of_an_outlet(
        "outlet_owners",
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_outlet_owners_owner_id_owners")),
    )
    op.create_index(op.f("ix_outlet_owners_owner_id"), "outlet_owners", ["owner_id"])
    make_merges()
    op.create_table(
        "outlets_apart",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["outlets.id"], name=op.f("fk_outlets_apart_first_id_outlets")),
        sa.ForeignKeyConstraint(["second_id"], ["outlets.id"], name=op.f("fk_outlets_apart_second_id_outlets")),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_outlets_apart")),
    )


def make_merges() -> None:
    op.create_table(
        "outlet_merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("survivor_id", sa.Integer(), nullable=False),
        sa.Column("from_state", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("merged_at", MOMENT, nullable=False),
        sa.Column("merged_by", sa.String(), nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("undone_why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["merged_id"], ["outlets.id"], name=op.f("fk_outlet_merges_merged_id_outlets")),
        sa.ForeignKeyConstraint(["survivor_id"], ["outlets.id"], name=op.f("fk_outlet_merges_survivor_id_outlets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlet_merges")),
    )
    op.create_index(op.f("ix_outlet_merges_merged_id"), "outlet_merges", ["merged_id"])
    op.create_index(op.f("ix_outlet_merges_survivor_id"), "outlet_merges", ["survivor_id"])
    op.create_index(
        "uq_outlet_merges_one_standing",
        "outlet_merges",
        ["merged_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )


def of_an_outlet(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name=op.f(f"fk_{name}_outlet_id_outlets")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_outlet_id"), name, ["outlet_id"])


def owners_of_today() -> None:
    """Each outlet's owner is known since it was checked; what was before nobody noted."""
    outlets = sa.table(
        "outlets",
        sa.column("id", sa.Integer()),
        sa.column("owner_id", sa.Integer()),
        sa.column("verified_by", sa.String()),
        sa.column("verified_at", MOMENT),
        sa.column("created_at", MOMENT),
    )
    history = sa.table(
        "outlet_owners",
        sa.column("outlet_id", sa.Integer()),
        sa.column("owner_id", sa.Integer()),
        sa.column("since", sa.Date()),
        sa.column("noted_at", MOMENT),
        sa.column("noted_by", sa.String()),
    )
    owned = sa.select(
        outlets.c.id, outlets.c.owner_id, outlets.c.verified_by, outlets.c.verified_at, outlets.c.created_at
    ).where(outlets.c.owner_id.is_not(None))
    rows = []
    for each in op.get_bind().execute(owned):
        at = each.verified_at or each.created_at
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
        row = {"outlet_id": each.id, "owner_id": each.owner_id, "since": at.astimezone(BANGKOK).date()}
        rows.append({**row, "noted_at": at, "noted_by": each.verified_by or "system"})
    if rows:
        op.bulk_insert(history, rows)
