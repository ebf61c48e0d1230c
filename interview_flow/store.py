"""What is stored of a decision: what happened, what is to be said (`outbox`), what falls due, together or not at all.

No other modules than this and `outbox` read and write the database.

Every `append` is one transaction over all of them. Three keys carry the guarantees: an event's
``(session_id, version)`` and a session's ``version`` let only one of two writers win; ``(candidate, id)`` of what was
received makes a second delivery of the same update a no-op; the outbox's growing id keeps what is said in order.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from interview_flow.database import earliest, inserting, open_database, sentences, whole
from interview_flow.events import Event, read_event, write_event
from interview_flow.message import Message
from interview_flow.outbox import Outbox
from interview_flow.tables import events, of_channel, received, sessions, timers


class Conflict(Exception):  # noqa: N818 - reads as what it says
    """Another process has written to the session since it was read: read it again, decide again."""


class Duplicate(Exception):  # noqa: N818 - reads as what it says
    """The same update was received before: nothing is to be done."""


class Which(NamedTuple):
    """Names a session."""

    candidate: str
    session: str


@dataclass(frozen=True)
class Stored:
    """A session as the database has it."""

    id: str
    number: int
    """The candidate's first session is 1."""
    version: int
    """How many events it has."""
    started_at: datetime
    grading: bool
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Entry:
    """One decision, to be stored as a whole or not at all."""

    candidate: str
    at: datetime
    """Now."""
    received: str | None = None
    """The id of the update that was decided on; None where time or a verdict led to it."""
    session: str | None = None
    """None where the candidate has no session and opens none."""
    number: int = 0
    version: int = 0
    """The session's version that was decided on; 0 opens it."""
    events: Sequence[Event] = ()
    says: Sequence[Message] = ()
    timers: Mapping[str, datetime | None] = field(default_factory=dict)
    """By name: the moment at which it falls due, or None to cancel it."""
    woken: datetime | None = None
    """Where time led to it: the moment up to which what fell due has been seen to."""
    grading: bool = False
    """Whether an answer now waits for its verdict."""
    forget: bool = False
    """Delete all that is stored of the candidate; only `says` remain, until they are delivered."""


class Store:
    """Sessions in a database, as one process sees them.

    Every method raises `DatabaseProblem` where the database cannot be used.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.outbox = Outbox(engine)
        # For reading, and for what may be lost without harm.
        self._light = engine.execution_options(durable=False)
        self._insert = inserting(engine)

    @classmethod
    async def open(cls, address: str, *, create: bool = True) -> "Store":
        """The store at `address`, a database URL; its schema is brought up to date.

        Without `create` a file that is not there is not made: whoever only reads has mistyped its name.

        Raises:
            DatabaseProblem: it cannot be used.

        """
        return cls(await open_database(address, create=create))

    async def close(self) -> None:
        """Let go of the database."""
        await self.engine.dispose()

    @whole
    async def append(self, entry: Entry) -> None:
        """Store a decision: its events, what is to be said, its timers and the update's id, together.

        Raises:
            Duplicate: the update was received before.
            Conflict: the session has changed since it was read.

        """
        try:
            with sentences():
                async with self.engine.begin() as connection:
                    await self._append(connection, entry)
        except IntegrityError as error:
            raise Conflict from error
        if entry.forget:
            await self._scrub()

    async def _append(self, connection: AsyncConnection, entry: Entry) -> None:
        if entry.forget:
            await self._forget(connection, entry.candidate)
        else:
            if entry.received is not None:
                values = {"candidate": entry.candidate, "id": entry.received, "at": entry.at}
                added = await connection.execute(self._insert(received).values(values).on_conflict_do_nothing())
                if not added.rowcount:
                    raise Duplicate
            if entry.session is not None:
                await self._append_events(connection, entry, entry.session)
                await self._set_timers(connection, entry, entry.session)
        if entry.says:
            await self.outbox.put(connection, entry.candidate, entry.says, entry.at)

    async def _append_events(self, connection: AsyncConnection, entry: Entry, session: str) -> None:
        after = entry.version + len(entry.events)
        if entry.version == 0:
            row = {
                "id": session,
                "candidate": entry.candidate,
                "number": entry.number,
                "version": after,
                "started_at": entry.at,
                "grading": entry.grading,
            }
            await connection.execute(insert(sessions).values(row))
        else:
            # Also where nothing happened: a decision over an old state may not speak either.
            changed = await connection.execute(
                update(sessions)
                .where(sessions.c.id == session, sessions.c.version == entry.version)
                .values(version=after, grading=entry.grading)
            )
            if not changed.rowcount:
                raise Conflict
        if entry.events:
            rows = [
                {"session_id": session, "version": version, "body": json.dumps(write_event(event), ensure_ascii=False)}
                for version, event in enumerate(entry.events, entry.version + 1)
            ]
            await connection.execute(insert(events), rows)

    async def _set_timers(self, connection: AsyncConnection, entry: Entry, session: str) -> None:
        of_session = timers.c.session_id == session
        if entry.woken:
            await connection.execute(delete(timers).where(of_session, timers.c.due_at <= entry.woken))
        for name, due_at in entry.timers.items():
            if due_at is None:
                await connection.execute(delete(timers).where(of_session, timers.c.name == name))
                continue
            row = {"session_id": session, "name": name, "candidate": entry.candidate, "due_at": due_at}
            await connection.execute(
                self._insert(timers)
                .values(row)
                .on_conflict_do_update(index_elements=["session_id", "name"], set_={"due_at": due_at})
            )

    async def _forget(self, connection: AsyncConnection, candidate: str) -> None:
        own = select(sessions.c.id).where(sessions.c.candidate == candidate)
        await connection.execute(delete(events).where(events.c.session_id.in_(own)))
        for table in (timers, received, sessions):
            await connection.execute(delete(table).where(table.c.candidate == candidate))
        await self.outbox.forget(connection, candidate)

    async def _scrub(self) -> None:
        """SQLite keeps a copy of recent pages beside the file: fold it in, so that what was deleted is gone."""
        if self.engine.dialect.name != "sqlite":
            return
        with sentences():
            async with self.engine.connect() as connection:
                # Past SQLAlchemy, which would begin a transaction: a checkpoint cannot run within one.
                driver: Any = (await connection.get_raw_connection()).driver_connection
                await (await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")).close()

    async def sessions(self, candidate: str, last: int) -> list[Stored]:
        """The candidate's latest sessions, newest first, at most `last`."""
        of_candidate = select(sessions).where(sessions.c.candidate == candidate)
        return await self._stored(of_candidate.order_by(sessions.c.number.desc()).limit(last))

    async def sessions_with(self, event: str) -> list[Stored]:
        """The sessions, of all candidates, in which an event of that name happened, oldest first."""
        # Within a candidate's text these quotes would be escaped.
        mark = events.c.body.contains(f'"event": "{event}"', autoescape=True)
        named = sessions.c.id.in_(select(events.c.session_id).where(mark))
        return await self._stored(select(sessions).where(named).order_by(sessions.c.started_at, sessions.c.id))

    @whole
    async def _stored(self, query: Any) -> list[Stored]:
        """The sessions that `query` selects, in its order, with their events."""
        with sentences():
            async with self._light.begin() as connection:
                found = (await connection.execute(query)).all()
                bodies: dict[str, list[Event]] = {row.id: [] for row in found}
                if found:
                    history = await connection.execute(
                        select(events.c.session_id, events.c.body)
                        .where(events.c.session_id.in_(list(bodies)))
                        .order_by(events.c.session_id, events.c.version)
                    )
                    for session, body in history:
                        bodies[session].append(read_event(json.loads(body)))
        return [
            Stored(
                id=row.id,
                number=row.number,
                version=row.version,
                started_at=row.started_at,
                grading=row.grading,
                events=tuple(bodies[row.id]),
            )
            for row in found
        ]

    async def due(self, channel: str, now: datetime) -> list[Which]:
        """The sessions of a channel in which something falls due by `now`, earliest first."""
        return await self._sessions(
            select(timers.c.candidate, timers.c.session_id)
            .where(of_channel(timers, channel), timers.c.due_at <= now)
            .group_by(timers.c.candidate, timers.c.session_id)
            .order_by(func.min(timers.c.due_at))
        )

    async def next_due(self, channel: str) -> datetime | None:
        """The moment at which something next falls due for a candidate of a channel."""
        return await earliest(self._light, select(func.min(timers.c.due_at)).where(of_channel(timers, channel)))

    async def grading(self, channel: str) -> list[Which]:
        """The sessions of a channel with an answer that waits for its verdict."""
        return await self._sessions(
            select(sessions.c.candidate, sessions.c.id).where(of_channel(sessions, channel), sessions.c.grading)
        )

    @whole
    async def forget_received(self, before: datetime) -> None:
        """Forget the ids of updates older than `before`: no channel delivers those again."""
        with sentences():
            async with self._light.begin() as connection:
                await connection.execute(delete(received).where(received.c.at < before))

    @whole
    async def _sessions(self, query: Any) -> list[Which]:
        with sentences():
            async with self._light.begin() as connection:
                return [Which(candidate, session) for candidate, session in await connection.execute(query)]
