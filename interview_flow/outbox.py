"""What is to be said, until the candidate has it: in order, by one process at a time, again where it did not arrive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from interview_flow.database import earliest, inserting, sentences, whole
from interview_flow.message import Message
from interview_flow.tables import of_channel, outbox, shown

LEASE = timedelta(seconds=60)
"""How long a message belongs to the process that is about to deliver it: longer than a delivery may take."""


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


class Outbox:
    """The messages of all candidates, as one process sees them.

    Every method raises `DatabaseProblem` where the database cannot be used.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self.owner = uuid4().hex
        # Marks without which a message is at worst said again.
        self._light = engine.execution_options(durable=False)
        self._insert = inserting(engine)

    async def put(self, connection: AsyncConnection, candidate: str, messages: Sequence[Message], at: datetime) -> None:
        """Add messages within the transaction that stores what led to them; this process is to deliver them."""
        letters = [
            {
                "candidate": candidate,
                "body": message.model_dump_json(),
                "attempts": 0,
                "owner": self.owner,
                "not_before": at + LEASE,
            }
            for message in messages
        ]
        await connection.execute(insert(outbox), letters)

    async def forget(self, connection: AsyncConnection, candidate: str) -> None:
        """Delete all that was to be said to a candidate, and what is known of what was."""
        for table in (outbox, shown):
            await connection.execute(delete(table).where(table.c.candidate == candidate))

    async def next_mail(self, channel: str) -> datetime | None:
        """The moment from which the next message may be delivered, or tried again."""
        return await earliest(self._light, select(func.min(outbox.c.not_before)).where(_first_of_each(channel)))

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
            .where(of_channel(outbox, channel), or_(outbox.c.owner != self.owner, outbox.c.owner == ""))
            .values(owner="", not_before=at_once)
        )

    @whole
    async def _execute(self, statement: Any) -> None:
        with sentences():
            async with self._light.begin() as connection:
                await connection.execute(statement)


def _first_of_each(channel: str) -> Any:
    """Each candidate's next message: those behind it wait for it."""
    return outbox.c.id.in_(
        select(func.min(outbox.c.id)).where(of_channel(outbox, channel)).group_by(outbox.c.candidate)
    )
