"""The audit is a chain of hashes."""

import hashlib
import json
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

AT_ONCE = 1_000
GENESIS = "0" * 64

entries = sa.table(
    "audit_entries",
    sa.column("id", sa.Integer()),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("actor_id", sa.Integer()),
    sa.column("actor", sa.String()),
    sa.column("action", sa.String()),
    sa.column("subject", sa.String()),
    sa.column("details", sa.JSON()),
    sa.column("previous", sa.String()),
    sa.column("hash", sa.String()),
)
said = [column for column in entries.c if column.name not in {"previous", "hash"}]


def upgrade() -> None:
    with op.batch_alter_table("audit_entries") as table:
        table.add_column(sa.Column("previous", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("hash", sa.String(length=64), nullable=True))
    chain_what_is_there()
    with op.batch_alter_table("audit_entries") as table:
        table.alter_column("previous", existing_type=sa.String(length=64), nullable=False)
        table.alter_column("hash", existing_type=sa.String(length=64), nullable=False)
        table.create_unique_constraint(op.f("uq_audit_entries_previous"), ["previous"])


def downgrade() -> None:
    with op.batch_alter_table("audit_entries") as table:
        table.drop_constraint(op.f("uq_audit_entries_previous"), type_="unique")
        table.drop_column("hash")
        table.drop_column("previous")
    if op.get_bind().dialect.name == "postgresql":  # the chain gave the numbers; the sequence must know them again
        op.execute(
            "SELECT setval(pg_get_serial_sequence('audit_entries', 'id'), max(id)) FROM audit_entries HAVING max(id) > 0"
        )


def chain_what_is_there() -> None:
    """Chains the entries in the order of their numbers."""
    connection = op.get_bind()
    change = (
        sa.update(entries)
        .where(entries.c.id == sa.bindparam("number"))
        .values(previous=sa.bindparam("before"), hash=sa.bindparam("own"))
    )
    last, head = None, GENESIS
    while rows := connection.execute(next_ones(last)).mappings().all():
        links = []
        for row in rows:
            own = hash_of(row, head)
            links.append({"number": row["id"], "before": head, "own": own})
            head = own
        connection.execute(change, links)
        last = rows[-1]["id"]


def next_ones(last):
    query = sa.select(*said).order_by(entries.c.id).limit(AT_ONCE)
    return query if last is None else query.where(entries.c.id > last)


def hash_of(row, previous):
    """As press/audit/chain.py has it."""
    at = row["at"].replace(tzinfo=UTC) if row["at"].tzinfo is None else row["at"].astimezone(UTC)
    content = {**row, "at": at.isoformat(timespec="microseconds"), "previous": previous}
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()
