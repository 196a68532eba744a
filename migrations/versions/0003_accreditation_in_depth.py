"""More states of an application, what each event chooses, roles for one event."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ONE_LIVE = {
    "before": "state IN ('submitted', 'in_review', 'approved', 'declined', 'revoked')",
    "after": (
        "state IN ('submitted', 'in_review', 'needs_info', 'recommended', 'approved', 'approved_limited', "
        "'waitlisted', 'declined', 'revoked')"
    ),
}
PRINTED = ["tv", "radio", "print", "magazine", "digital"]
PAPERS = [
    {"kinds": ["letter", "press_card", "editor"], "needed": 1, "media": [], "roles": []},
    {"kinds": ["work"], "needed": 1, "media": PRINTED, "roles": []},
    {"kinds": ["tear_sheets"], "needed": 0, "media": [], "roles": ["photographer"]},
    {"kinds": ["registration"], "needed": 0, "media": ["digital"], "roles": []},
    {"kinds": ["audience", "work"], "needed": 2, "media": ["social"], "roles": []},
    {"kinds": ["equipment"], "needed": 0, "media": ["tv", "radio"], "roles": []},
    {"kinds": ["photo"], "needed": 1, "media": [], "roles": []},
]
FIGURES = ["outlets", "owners", "people", "attended", "self_declared", "by_medium", "thai", "foreign"]
# name, type, what an event has that is there already
CHOSEN = [
    ("description_th", sa.String(), ""),
    ("description_en", sa.String(), ""),
    ("data_protection", sa.JSON(), "{}"),
    ("papers", sa.JSON(), json.dumps(PAPERS)),
    ("quotas", sa.JSON(), "{}"),
    ("targets", sa.JSON(), "{}"),
    ("public_figures", sa.JSON(), json.dumps(FIGURES)),
    ("two_officers", sa.Boolean(), sa.false()),
    ("promotes_by_itself", sa.Boolean(), sa.false()),
    ("appeal_days", sa.Integer(), "7"),
    ("retention_days", sa.Integer(), "30"),
    ("version", sa.Integer(), "1"),
]


def upgrade() -> None:
    with op.batch_alter_table("events") as table:
        for name, kind, value in CHOSEN:
            table.add_column(sa.Column(name, kind, nullable=False, server_default=value))
        table.add_column(sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("events") as table:
        for name, kind, _value in CHOSEN:
            table.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)
    index_of_live("before", "after")
    new_grants(by_event=True)


def downgrade() -> None:
    new_grants(by_event=False)
    index_of_live("after", "before")
    with op.batch_alter_table("events") as table:
        table.drop_column("edited_at")
        for name, _kind, _value in reversed(CHOSEN):
            table.drop_column(name)


def index_of_live(old: str, new: str) -> None:
    with op.batch_alter_table("applications") as table:
        table.drop_index("uq_applications_one_live")
        table.create_index(
            "uq_applications_one_live",
            ["event_id", "account_id"],
            unique=True,
            sqlite_where=sa.text(ONE_LIVE[new]),
            postgresql_where=sa.text(ONE_LIVE[new]),
        )


def new_grants(*, by_event: bool) -> None:
    """The key of the table changes, so it is made anew, with what it holds. A role for one event has no place in
    the old table."""
    grants = sa.table(
        "role_grants",
        sa.column("account_id", sa.Integer()),
        sa.column("role", sa.String()),
        sa.column("granted_at", sa.DateTime(timezone=True)),
        *([] if by_event else [sa.column("event_id", sa.Integer())]),
    )
    query = sa.select(grants.c.account_id, grants.c.role, grants.c.granted_at)
    rows = op.get_bind().execute(query if by_event else query.where(grants.c.event_id.is_(None))).mappings().all()
    op.drop_table("role_grants")
    columns = [
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_role_grants_account_id_accounts")),
    ]
    if by_event:
        columns += [
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("event_id", sa.Integer(), nullable=True),
            sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_role_grants_event_id_events")),
        ]
    key = ("id",) if by_event else ("account_id", "role")
    op.create_table("role_grants", *columns, sa.PrimaryKeyConstraint(*key, name=op.f("pk_role_grants")))
    if by_event:
        op.create_index("uq_role_grants_for_an_event", "role_grants", ["account_id", "event_id", "role"], unique=True)
        op.create_index(
            "uq_role_grants_for_all_events",
            "role_grants",
            ["account_id", "role"],
            unique=True,
            sqlite_where=sa.text("event_id IS NULL"),
            postgresql_where=sa.text("event_id IS NULL"),
        )
    if rows:
        op.bulk_insert(grants, [dict(row) for row in rows])
