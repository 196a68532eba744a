"""How to use a mark, requests for certification emblems, and reports of where a mark is used."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("logo_packs") as table:
        table.add_column(sa.Column("guide", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("logo_packs") as table:
        table.alter_column("guide", existing_type=sa.JSON(), existing_nullable=False, server_default=None)
    make_emblem_requests()
    make_adoption_reports()


def to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def make_emblem_requests() -> None:
    name = "emblem_requests"
    words = ("contact_name", "phone", "organisation_th", "organisation_en", "purpose")
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kit_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        *(sa.Column(word, sa.String(), nullable=False) for word in words),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("valid_from", MOMENT, nullable=True),
        sa.Column("valid_until", MOMENT, nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        to(name, "kit_id", "kits"),
        to(name, "account_id", "accounts"),
        to(name, "decided_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emblem_requests")),
        sa.UniqueConstraint("code", name=op.f("uq_emblem_requests_code")),
    )
    op.create_index(op.f("ix_emblem_requests_account_id"), name, ["account_id"])
    op.create_index(op.f("ix_emblem_requests_kit_id_asked_at"), name, ["kit_id", "asked_at"])


def make_adoption_reports() -> None:
    name = "adoption_reports"
    words = ("organisation", "place", "url", "country")
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kit_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        *(sa.Column(word, sa.String(), nullable=False) for word in words),
        sa.Column("province", sa.String(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        to(name, "kit_id", "kits"),
        to(name, "account_id", "accounts"),
        to(name, "decided_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoption_reports")),
    )
    op.create_index(op.f("ix_adoption_reports_kit_id_state"), name, ["kit_id", "state"])


def downgrade() -> None:
    op.drop_table("adoption_reports")
    op.drop_table("emblem_requests")
    with op.batch_alter_table("logo_packs") as table:
        table.drop_column("guide")
