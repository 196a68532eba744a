"""Crews, invitations into them, and the editor's confirmation; the domains of outlets."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def words(name: str, *, most: int | None = None, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=most), nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def create(table: str, *columns: sa.Column, refers: dict[str, str]) -> None:
    keys = [
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_{other}"))
        for name, other in refers.items()
    ]
    op.create_table(table, number("id"), *columns, *keys, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))


def index(table: str, *columns: str, unique: bool = False) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=unique)


def upgrade() -> None:
    index("outbox", "to_address", "queued_at")
    domains()
    confirmations()
    crews()
    invitations()


def downgrade() -> None:
    tables = ("crew_invitations", "crew_members", "crews", "confirmation_people", "confirmations", "outlet_domains")
    for table in tables:
        op.drop_table(table)
    op.drop_index(op.f("ix_outbox_to_address_queued_at"), table_name="outbox")


def domains() -> None:
    create(
        "outlet_domains",
        number("outlet_id"),
        words("domain"),
        words("source"),
        words("added_by"),
        moment("added_at"),
        refers={"outlet_id": "outlets"},
    )
    index("outlet_domains", "outlet_id", "domain", unique=True)


def confirmations() -> None:
    create(
        "confirmations",
        number("event_id"),
        number("outlet_id"),
        words("email"),
        sa.Column("whole_outlet", sa.Boolean(), nullable=False),
        words("nonce"),
        words("token_hash"),
        words("asked_by"),
        moment("asked_at"),
        moment("expires_at"),
        moment("mailed_at", nullable=True),
        moment("reminded_at", nullable=True),
        moment("answered_at", nullable=True),
        words("answered_name"),
        words("answered_function"),
        sa.Column("not_ours", sa.Boolean(), nullable=False),
        number("version"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_confirmations_token_hash")),
        refers={"event_id": "events", "outlet_id": "outlets"},
    )
    index("confirmations", "outlet_id", "event_id", "email", unique=True)
    index("confirmations", "answered_at", "asked_at")
    create(
        "confirmation_people",
        number("confirmation_id"),
        number("application_id"),
        words("answer", most=24, nullable=True),
        words("grade", most=24, nullable=True),
        moment("answered_at", nullable=True),
        refers={"confirmation_id": "confirmations", "application_id": "applications"},
    )
    index("confirmation_people", "application_id")
    index("confirmation_people", "confirmation_id", "application_id", unique=True)


def crews() -> None:
    create(
        "crews",
        number("event_id"),
        number("leader_id"),
        moment("created_at"),
        refers={"event_id": "events", "leader_id": "applications"},
    )
    index("crews", "event_id")
    create(
        "crew_members",
        number("crew_id"),
        number("application_id"),
        moment("joined_at"),
        sa.UniqueConstraint("application_id", name=op.f("uq_crew_members_application_id")),
        refers={"crew_id": "crews", "application_id": "applications"},
    )
    index("crew_members", "crew_id")


def invitations() -> None:
    create(
        "crew_invitations",
        number("event_id"),
        number("crew_id", nullable=True),
        number("confirmation_id", nullable=True),
        number("application_id", nullable=True),
        words("state", most=24),
        words("email"),
        words("name"),
        words("role", most=24),
        words("outlet_name"),
        words("medium", most=24),
        words("country"),
        words("nonce"),
        words("token_hash"),
        moment("created_at"),
        moment("mailed_at", nullable=True),
        moment("reminded_at", nullable=True),
        moment("answered_at", nullable=True),
        sa.UniqueConstraint("token_hash", name=op.f("uq_crew_invitations_token_hash")),
        refers={
            "event_id": "events",
            "crew_id": "crews",
            "confirmation_id": "confirmations",
            "application_id": "applications",
        },
    )
    index("crew_invitations", "application_id")
    index("crew_invitations", "crew_id", "email", unique=True)
    index("crew_invitations", "confirmation_id", "email", unique=True)
    index("crew_invitations", "state", "created_at")
