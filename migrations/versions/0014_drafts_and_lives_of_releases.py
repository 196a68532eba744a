"""The clock at the kit, drafts of its next revision, the folder of each, and how releases end."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    give_kits_their_clock()
    extend_revisions_and_assets()
    make_drafts()
    make_lives()


def give_kits_their_clock() -> None:
    with op.batch_alter_table("kits") as table:
        table.add_column(sa.Column("available_from", MOMENT, nullable=True))
        table.add_column(sa.Column("embargo_until", MOMENT, nullable=True))
    for column in ("available_from", "embargo_until"):
        op.execute(
            f"UPDATE kits SET {column} = (SELECT r.{column} FROM kit_revisions r "  # noqa: S608
            "WHERE r.kit_id = kits.id AND r.number = kits.current_number)"
        )
    with op.batch_alter_table("kits") as table:
        table.alter_column("available_from", existing_type=MOMENT, nullable=False)
        table.alter_column("embargo_until", existing_type=MOMENT, nullable=False)


def extend_revisions_and_assets() -> None:
    with op.batch_alter_table("kit_revisions") as table:
        table.add_column(sa.Column("emergency", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("approved_by_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("approved_at", MOMENT, nullable=True))
        table.create_foreign_key(
            op.f("fk_kit_revisions_approved_by_id_accounts"), "accounts", ["approved_by_id"], ["id"]
        )
    with op.batch_alter_table("kit_revisions") as table:
        table.alter_column("emergency", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
    with op.batch_alter_table("assets") as table:
        table.add_column(sa.Column("release_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_assets_release_id_releases"), "releases", ["release_id"], ["id"])
        table.create_index(op.f("ix_assets_release_id"), ["release_id"])
    words = ("creator", "copyright_notice", "caption_th", "caption_en")
    with op.batch_alter_table("asset_entries") as table:
        for word in words:
            table.add_column(sa.Column(word, sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("usable_until", MOMENT, nullable=True))
    with op.batch_alter_table("asset_entries") as table:
        for word in words:
            table.alter_column(word, existing_type=sa.String(), existing_nullable=False, server_default=None)
    op.create_table(
        "kit_revision_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kit_revision_id", sa.Integer(), nullable=False),
        *file_columns(),
        sa.ForeignKeyConstraint(
            ["kit_revision_id"], ["kit_revisions.id"], name=op.f("fk_kit_revision_files_kit_revision_id_kit_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_revision_files")),
        sa.UniqueConstraint("kit_revision_id", "path", name=op.f("uq_kit_revision_files_kit_revision_id_path")),
    )


def file_columns() -> list[sa.Column]:
    return [
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
    ]


def to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def account(column: str) -> sa.Column:
    return sa.Column(column, sa.Integer(), nullable=True)


def make_drafts() -> None:
    op.create_table(
        "kit_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kit_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=True),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        account("opened_by_id"),
        sa.Column("submitted_at", MOMENT, nullable=True),
        account("submitted_by_id"),
        sa.Column("approved_at", MOMENT, nullable=True),
        account("approved_by_id"),
        sa.Column("closed_at", MOMENT, nullable=True),
        to("kit_drafts", "kit_id", "kits"),
        *(to("kit_drafts", f"{act}_by_id", "accounts") for act in ("opened", "submitted", "approved")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_drafts")),
    )
    is_open = sa.text("closed_at IS NULL")
    op.create_index(
        "uq_kit_drafts_open", "kit_drafts", ["kit_id"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_table(
        "kit_draft_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        *file_columns(),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        account("changed_by_id"),
        to("kit_draft_files", "draft_id", "kit_drafts"),
        to("kit_draft_files", "changed_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_draft_files")),
        sa.UniqueConstraint("draft_id", "path", name=op.f("uq_kit_draft_files_draft_id_path")),
    )
    op.create_table(
        "kit_draft_authors",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        to("kit_draft_authors", "draft_id", "kit_drafts"),
        to("kit_draft_authors", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("draft_id", "account_id", name=op.f("pk_kit_draft_authors")),
    )


def make_lives() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("kit_revision_id", sa.Integer(), nullable=False),
        sa.Column("note_th", sa.String(), nullable=False),
        sa.Column("note_en", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        to("corrections", "release_id", "releases"),
        to("corrections", "kit_revision_id", "kit_revisions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sa.UniqueConstraint("release_id", "kit_revision_id", name=op.f("uq_corrections_release_id_kit_revision_id")),
    )
    op.create_table(
        "release_endings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("title_th", "title_en", "reason_th", "reason_en")),
        sa.Column("at", MOMENT, nullable=False),
        account("by_id"),
        to("release_endings", "release_id", "releases"),
        to("release_endings", "by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_endings")),
        sa.UniqueConstraint("release_id", name=op.f("uq_release_endings_release_id")),
    )
    op.create_table(
        "embargo_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kit_id", sa.Integer(), nullable=False),
        sa.Column("before", MOMENT, nullable=False),
        sa.Column("after", MOMENT, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        account("asked_by_id"),
        sa.Column("decided_at", MOMENT, nullable=True),
        account("decided_by_id"),
        to("embargo_changes", "kit_id", "kits"),
        to("embargo_changes", "asked_by_id", "accounts"),
        to("embargo_changes", "decided_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_embargo_changes")),
    )
    op.create_index(op.f("ix_embargo_changes_kit_id_asked_at"), "embargo_changes", ["kit_id", "asked_at"])


def downgrade() -> None:
    for name in (
        *("embargo_changes", "release_endings", "corrections"),
        *("kit_draft_authors", "kit_draft_files", "kit_drafts", "kit_revision_files"),
    ):
        op.drop_table(name)
    with op.batch_alter_table("asset_entries") as table:
        for word in ("creator", "copyright_notice", "caption_th", "caption_en", "usable_until"):
            table.drop_column(word)
    with op.batch_alter_table("assets") as table:
        table.drop_index(op.f("ix_assets_release_id"))
        table.drop_constraint(op.f("fk_assets_release_id_releases"), type_="foreignkey")
        table.drop_column("release_id")
    with op.batch_alter_table("kit_revisions") as table:
        table.drop_constraint(op.f("fk_kit_revisions_approved_by_id_accounts"), type_="foreignkey")
        for name in ("approved_at", "approved_by_id", "emergency"):
            table.drop_column(name)
    with op.batch_alter_table("kits") as table:
        table.drop_column("embargo_until")
        table.drop_column("available_from")
