"""Recovery codes, passkeys, known browsers, what a session runs in, and what people ask about their data."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("sign_in_sessions") as table:
        table.add_column(sa.Column("device", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("sign_in_sessions") as table:
        table.alter_column("device", existing_type=sa.String(), existing_nullable=False, server_default=None)
    make_factors()
    make_data_requests()


def make_factors() -> None:
    of_account(
        "recovery_codes",
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_codes_code_hash")),
    )
    of_account(
        "passkeys",
        sa.Column("credential_id", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
    )
    of_account(
        "passkey_challenges",
        sa.Column("challenge_hash", sa.String(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.UniqueConstraint("challenge_hash", name=op.f("uq_passkey_challenges_challenge_hash")),
        optional=True,
    )
    of_account(
        "known_browsers",
        sa.Column("browser_hash", sa.String(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.UniqueConstraint("account_id", "browser_hash", name=op.f("uq_known_browsers_account_id_browser_hash")),
    )
    for table, column in (
        ("recovery_codes", "account_id"),
        ("passkeys", "account_id"),
        ("passkey_challenges", "expires_at"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def make_data_requests() -> None:
    of_account(
        "data_requests",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", sa.String(), nullable=False),
    )
    op.create_index(op.f("ix_data_requests_account_id"), "data_requests", ["account_id"])
    op.create_index(op.f("ix_data_requests_state_asked_at"), "data_requests", ["state", "asked_at"])
    op.create_index(
        "uq_data_requests_one_open",
        "data_requests",
        ["account_id", "kind"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def of_account(name: str, *columns: sa.Column | sa.Constraint, optional: bool = False) -> None:
    """A table whose rows belong to an account."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=optional),
        *columns,
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f(f"fk_{name}_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    for name in ("data_requests", "known_browsers", "passkey_challenges", "passkeys", "recovery_codes"):
        op.drop_table(name)
    with op.batch_alter_table("sign_in_sessions") as table:
        table.drop_column("device")
