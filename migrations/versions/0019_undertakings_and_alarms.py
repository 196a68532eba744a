"""What readers accept before they read or take, and alarms."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    let_licences_ask()
    accepted_table(
        "undertakings",
        [sa.Column("embargo_until", MOMENT, nullable=False)],
        ["kit_id", "account_id", "version"],
    )
    accepted_table(
        "licence_acceptances",
        [sa.Column("licence", sa.String(), nullable=False)],
        ["kit_id", "account_id", "licence", "version"],
    )
    op.create_table(
        "alarms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.Column("wire", sa.String(), nullable=False),
        sa.Column("visitor", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarms")),
        sa.UniqueConstraint("hour", "wire", "visitor", name=op.f("uq_alarms_hour_wire_visitor")),
    )
    op.create_index(op.f("ix_alarms_last_at"), "alarms", ["last_at"])


def let_licences_ask() -> None:
    with op.batch_alter_table("licence_texts") as table:
        table.add_column(sa.Column("must_accept", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("licence_texts") as table:
        table.alter_column("must_accept", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)


def accepted_table(name: str, more: list[sa.Column], once: list[str]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kit_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("language", sa.String(24), nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=False),
        *more,
        sa.ForeignKeyConstraint(["kit_id"], ["kits.id"], name=op.f(f"fk_{name}_kit_id_kits")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f(f"fk_{name}_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint(*once, name=op.f(f"uq_{name}_{'_'.join(once)}")),
    )
    op.create_index(op.f(f"ix_{name}_account_id"), name, ["account_id"])


def downgrade() -> None:
    for table in ("alarms", "licence_acceptances", "undertakings"):
        op.drop_table(table)
    with op.batch_alter_table("licence_texts") as table:
        table.drop_column("must_accept")
