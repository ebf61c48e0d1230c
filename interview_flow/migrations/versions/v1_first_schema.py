"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "v1"
down_revision = None

serial = sa.BigInteger().with_variant(sa.Integer, "sqlite")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create all tables."""
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("candidate", sa.String(128), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("grading", sa.Boolean, nullable=False),
        sa.UniqueConstraint("candidate", "number", name="one_session_per_number"),
    )
    op.create_table(
        "events",
        sa.Column("session_id", sa.String(64), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "received",
        sa.Column("candidate", sa.String(128), primary_key=True),
        sa.Column("id", sa.String(128), primary_key=True),
        sa.Column("at", moment, nullable=False),
    )
    op.create_table(
        "outbox",
        sa.Column("id", serial, primary_key=True, autoincrement=True),
        sa.Column("candidate", sa.String(128), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("not_before", moment, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_by_candidate", "outbox", ["candidate", "id"])
    op.create_table(
        "shown",
        sa.Column("candidate", sa.String(128), primary_key=True),
        sa.Column("slot", sa.String(64), primary_key=True),
        sa.Column("message", sa.String(128), nullable=False),
    )
    op.create_table(
        "timers",
        sa.Column("session_id", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("candidate", sa.String(128), nullable=False),
        sa.Column("due_at", moment, nullable=False),
    )
    op.create_index("ix_timers_candidate", "timers", ["candidate"])
    op.create_index("ix_timers_due_at", "timers", ["due_at"])
