"""The database's tables, as SQLAlchemy Core describes them; `interview_flow.migrations` creates them."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, with its zone on both sides: SQLite would drop it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Into the database: UTC."""
        del dialect
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Out of it: what has no zone was stored in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite numbers rows by itself only where the key is exactly INTEGER.
Serial = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData()

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("candidate", String(128), nullable=False),
    # Counts the candidate's sessions from 1: of two processes that open one at once, one wins.
    Column("number", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("started_at", Moment, nullable=False),
    # Whether an answer waits for its verdict: after a crash its grading is started again.
    Column("grading", Boolean, nullable=False),
    UniqueConstraint("candidate", "number", name="one_session_per_number"),
)

events = Table(
    "events",
    metadata,
    Column("session_id", String(64), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)

received = Table(
    "received",
    metadata,
    Column("candidate", String(128), primary_key=True),
    Column("id", String(128), primary_key=True),
    Column("at", Moment, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("candidate", String(128), nullable=False),
    Column("body", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    # The process that delivers it, and the moment from which any other may.
    Column("owner", String(64), nullable=False),
    Column("not_before", Moment, nullable=False),
    Index("outbox_by_candidate", "candidate", "id"),
    # A row's number is never used again: order within a candidate is the order of deciding.
    sqlite_autoincrement=True,
)

# The message that a later one with the same slot takes the place of.
shown = Table(
    "shown",
    metadata,
    Column("candidate", String(128), primary_key=True),
    Column("slot", String(64), primary_key=True),
    Column("message", String(128), nullable=False),
)

timers = Table(
    "timers",
    metadata,
    Column("session_id", String(64), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("candidate", String(128), nullable=False, index=True),
    Column("due_at", Moment, nullable=False, index=True),
)


def of_channel(table: Table, channel: str) -> ColumnElement[bool]:
    """Which rows of `table` are of a channel's candidates."""
    return table.c.candidate.startswith(f"{channel}:", autoescape=True)
