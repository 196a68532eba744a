"""Who read which release, what its holders were told and who has seen it, and sealed copies of kits."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, MOMENT, nullable=nullable)


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "release_readings",
        *(number(name) for name in ("id", "account_id", "release_id", "number")),
        moment("at", nullable=False),
        to("release_readings", "account_id", "accounts"),
        to("release_readings", "release_id", "releases"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_readings")),
        sa.UniqueConstraint(
            *("release_id", "account_id", "number"), name=op.f("uq_release_readings_release_id_account_id_number")
        ),
    )
    op.create_index(op.f("ix_release_readings_account_id"), "release_readings", ["account_id"])
    make_notices()
    op.create_table(
        "hand_overs",
        number("id"),
        number("kit_id"),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("with_names", sa.Boolean(), nullable=False),
        number("revision_number"),
        moment("asked_at", nullable=False),
        number("asked_by_id", nullable=True),
        moment("made_at"),
        text("sha256"),
        sa.Column("size", sa.BigInteger(), nullable=False),
        text("fault"),
        to("hand_overs", "kit_id", "kits"),
        to("hand_overs", "asked_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
    )
    op.create_index(op.f("ix_hand_overs_kit_id_asked_at"), "hand_overs", ["kit_id", "asked_at"])


def make_notices() -> None:
    op.create_table(
        "notices",
        number("id"),
        number("kit_id"),
        sa.Column("kind", sa.String(24), nullable=False),
        number("cause_id"),
        number("release_id", nullable=True),
        text("note_th"),
        text("note_en"),
        moment("at", nullable=False),
        to("notices", "kit_id", "kits"),
        to("notices", "release_id", "releases"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("kind", "cause_id", name=op.f("uq_notices_kind_cause_id")),
    )
    op.create_index(op.f("ix_notices_kit_id_at"), "notices", ["kit_id", "at"])
    op.create_table(
        "notice_receipts",
        number("id"),
        number("notice_id"),
        number("account_id"),
        text("nonce"),
        text("token_hash"),
        *(moment(name) for name in ("told_at", "opened_at", "telephoned_at")),
        number("telephoned_by_id", nullable=True),
        text("remark"),
        to("notice_receipts", "notice_id", "notices"),
        to("notice_receipts", "account_id", "accounts"),
        to("notice_receipts", "telephoned_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_receipts")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_notice_receipts_token_hash")),
        sa.UniqueConstraint("notice_id", "account_id", name=op.f("uq_notice_receipts_notice_id_account_id")),
    )
    op.create_index(op.f("ix_notice_receipts_account_id"), "notice_receipts", ["account_id"])


def downgrade() -> None:
    for name in ("hand_overs", "notice_receipts", "notices", "release_readings"):
        op.drop_table(name)
