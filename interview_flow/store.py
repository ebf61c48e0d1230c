"""The only module that reads and writes the database: what happened, what is to be said, what falls due.

Every `append` is one transaction over all of them. Three keys carry the guarantees: an event's
``(session_id, version)`` and a session's ``version`` let only one of two writers win; ``(candidate, id)`` of what was
received makes a second delivery of the same update a no-op; the outbox's growing id keeps what is said in order.
"""

import asyncio
import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar
from uuid import uuid4

from sqlalchemy import Table, and_, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from interview_flow.database import open_database, sentences
from interview_flow.events import Event, read_event, write_event
from interview_flow.message import Message
from interview_flow.tables import events, outbox, received, sessions, shown, timers

LEASE = timedelta(seconds=60)
"""How long a message belongs to the process that is about to deliver it: longer than a delivery may take."""


Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def whole(
    method: Callable[Parameters, Coroutine[Any, Any, Result]],
) -> Callable[Parameters, Coroutine[Any, Any, Result]]:
    """Let a transaction that has begun come to its end, also where whoever waits for it is cancelled.

    A driver cut off in the middle would go on in its thread, over a loop that may be closed by then.
    """

    @wraps(method)
    async def run(*args: Parameters.args, **named: Parameters.kwargs) -> Result:
        transaction = asyncio.ensure_future(method(*args, **named))
        try:
            return await asyncio.shield(transaction)
        except asyncio.CancelledError:
            await asyncio.wait([transaction])
            # Looked at, so that it is not reported as overlooked.
            transaction.cancelled() or transaction.exception()
            raise

    return run


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


@dataclass(frozen=True)
class Letter:
    """A message on its way to a candidate."""

    id: int
    candidate: str
    message: Message
    attempts: int
    """How often it was tried before."""
    edits: str | None
    """The channel's id of the message whose place it takes."""


class Shown(NamedTuple):
    """A message that was delivered."""

    letter: Letter
    message: str | None
    """The channel's id of it."""


class Store:
    """Sessions in a database, as one process sees them.

    Every method raises `DatabaseProblem` where the database cannot be used.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.owner = uuid4().hex
        # For reading, and for marks without which a message is at worst said again.
        self._light = engine.execution_options(durable=False)
        self._insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert

    @classmethod
    async def open(cls, address: str) -> "Store":
        """The store at `address`, a database URL; its schema is brought up to date.

        Raises:
            DatabaseProblem: it cannot be used.

        """
        return cls(await open_database(address))

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
            await _forget(connection, entry.candidate)
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
            letters = [
                {
                    "candidate": entry.candidate,
                    "body": message.model_dump_json(),
                    "attempts": 0,
                    "owner": self.owner,
                    "not_before": entry.at + LEASE,
                }
                for message in entry.says
            ]
            await connection.execute(insert(outbox), letters)

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
            .where(_of(timers, channel), timers.c.due_at <= now)
            .group_by(timers.c.candidate, timers.c.session_id)
            .order_by(func.min(timers.c.due_at))
        )

    async def next_due(self, channel: str) -> datetime | None:
        """The moment at which something next falls due for a candidate of a channel."""
        return await self._earliest(select(func.min(timers.c.due_at)).where(_of(timers, channel)))

    async def next_mail(self, channel: str) -> datetime | None:
        """The moment from which the next message may be delivered, or tried again."""
        return await self._earliest(select(func.min(outbox.c.not_before)).where(_first_of_each(channel)))

    async def grading(self, channel: str) -> list[Which]:
        """The sessions of a channel with an answer that waits for its verdict."""
        return await self._sessions(
            select(sessions.c.candidate, sessions.c.id).where(_of(sessions, channel), sessions.c.grading)
        )

    @whole
    async def mail(self, channel: str, now: datetime) -> list[str]:
        """The candidates of a channel for whom a message waits that this process may deliver."""
        ours = or_(outbox.c.owner == self.owner, outbox.c.not_before <= now)
        query = select(outbox.c.candidate).where(_first_of_each(channel), ours)
        with sentences():
            async with self._light.begin() as connection:
                return list((await connection.execute(query)).scalars())

    @whole
    async def take(self, candidate: str, now: datetime, shown_before: Shown | None = None) -> Letter | None:
        """The candidate's next message, for this process to deliver; None while there is none or it is not its turn.

        `shown_before` is the one taken before, which has been delivered: both are told the database at once.
        """
        with sentences():
            async with self._light.begin() as connection:
                if shown_before:
                    await self._delivered(connection, *shown_before)
                first = select(outbox).where(outbox.c.candidate == candidate).order_by(outbox.c.id).limit(1)
                row = (await connection.execute(first)).one_or_none()
                if row is None:
                    return None
                if row.owner != self.owner:
                    ours = await connection.execute(
                        update(outbox)
                        .where(and_(outbox.c.id == row.id, outbox.c.owner == row.owner, outbox.c.not_before <= now))
                        .values(owner=self.owner, not_before=now + LEASE)
                    )
                    if not ours.rowcount:
                        return None
                message = Message.model_validate_json(row.body)
                edits = None
                if message.slot:
                    place = select(shown.c.message).where(shown.c.candidate == candidate, shown.c.slot == message.slot)
                    edits = (await connection.execute(place)).scalar()
                return Letter(row.id, candidate, message, row.attempts, edits)

    @whole
    async def letters(self, candidate: str) -> list[Letter]:
        """All that waits for a candidate, for a channel that fetches it instead of being told."""
        query = select(outbox).where(outbox.c.candidate == candidate).order_by(outbox.c.id)
        with sentences():
            async with self._light.begin() as connection:
                rows = (await connection.execute(query)).all()
        return [
            Letter(row.id, candidate, Message.model_validate_json(row.body), row.attempts, edits=None) for row in rows
        ]

    async def fetched(self, letters: Sequence[Letter]) -> None:
        """What was fetched has reached the candidate."""
        if letters:
            await self._execute(delete(outbox).where(outbox.c.id.in_([letter.id for letter in letters])))

    @whole
    async def delivered(self, letter: Letter, message: str | None) -> None:
        """A message was shown, under the channel's id `message`."""
        with sentences():
            async with self._light.begin() as connection:
                await self._delivered(connection, letter, message)

    async def _delivered(self, connection: AsyncConnection, letter: Letter, message: str | None) -> None:
        gone = await connection.execute(delete(outbox).where(outbox.c.id == letter.id))
        # Where the candidate's data was deleted meanwhile, nothing of it may come back.
        if not gone.rowcount or not letter.message.slot or message is None:
            return
        row = {"candidate": letter.candidate, "slot": letter.message.slot, "message": message}
        await connection.execute(
            self._insert(shown)
            .values(row)
            .on_conflict_do_update(index_elements=["candidate", "slot"], set_={"message": message})
        )

    async def postponed(self, letter: Letter, until: datetime) -> None:
        """A message did not arrive; it, and with it all behind it, waits until then."""
        later = update(outbox).where(outbox.c.id == letter.id)
        await self._execute(later.values(owner="", not_before=until, attempts=letter.attempts + 1))

    async def drop(self, letter: Letter) -> None:
        """A message cannot be delivered, ever."""
        await self._execute(delete(outbox).where(outbox.c.id == letter.id))

    async def unreachable(self, candidate: str) -> None:
        """The candidate can no longer be reached: what was to be said is dropped."""
        await self._execute(delete(outbox).where(outbox.c.candidate == candidate))

    async def release(self, channel: str) -> None:
        """Take over what an earlier process of a channel had not delivered.

        Only for the one process that serves the channel: replicas wait for one another's leases instead.
        """
        at_once = datetime(2000, 1, 1, tzinfo=UTC)
        await self._execute(
            update(outbox)
            .where(_of(outbox, channel), or_(outbox.c.owner != self.owner, outbox.c.owner == ""))
            .values(owner="", not_before=at_once)
        )

    async def forget_received(self, before: datetime) -> None:
        """Forget the ids of updates older than `before`: no channel delivers those again."""
        await self._execute(delete(received).where(received.c.at < before))

    @whole
    async def _sessions(self, query: Any) -> list[Which]:
        with sentences():
            async with self._light.begin() as connection:
                return [Which(candidate, session) for candidate, session in await connection.execute(query)]

    @whole
    async def _earliest(self, query: Any) -> datetime | None:
        with sentences():
            async with self._light.begin() as connection:
                found: datetime | None = (await connection.execute(query)).scalar()
                return found

    @whole
    async def _execute(self, statement: Any) -> None:
        with sentences():
            async with self._light.begin() as connection:
                await connection.execute(statement)


def _of(table: Table, channel: str) -> Any:
    """The rows of a channel's candidates."""
    return table.c.candidate.startswith(f"{channel}:", autoescape=True)


def _first_of_each(channel: str) -> Any:
    """Each candidate's next message: those behind it wait for it."""
    return outbox.c.id.in_(select(func.min(outbox.c.id)).where(_of(outbox, channel)).group_by(outbox.c.candidate))


async def _forget(connection: AsyncConnection, candidate: str) -> None:
    own = select(sessions.c.id).where(sessions.c.candidate == candidate)
    await connection.execute(delete(events).where(events.c.session_id.in_(own)))
    for table in (timers, outbox, shown, received, sessions):
        await connection.execute(delete(table).where(table.c.candidate == candidate))
