"""Brings what is to be said from the outbox to the candidates, in order, again where it did not arrive."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from interview_flow.database import DatabaseProblem
from interview_flow.message import Channel, NotDelivered
from interview_flow.outbox import Outbox, Shown

log = logging.getLogger(__name__)

FIRST_RETRY, LAST_RETRY = timedelta(seconds=1), timedelta(minutes=5)
GIVE_UP_AFTER = 25
"""Attempts, about an hour and a half, after which a message that the channel does not take is dropped."""


class Delivery:
    """Delivers over one channel; without one nothing is delivered, and whoever shows the messages fetches them."""

    def __init__(
        self, outbox: Outbox, channel: Channel | None, now: Callable[[], datetime], changed: Callable[[], None]
    ) -> None:
        """`changed` is called when it may be time to look into the outbox again."""
        self._outbox = outbox
        self._channel = channel
        self._now = now
        self._changed = changed
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def deliver(self, candidate: str) -> None:
        """Deliver what waits for a candidate; once this is done, nothing that can be delivered now is left."""
        if self._channel is None:
            return
        async with self._turns.setdefault(candidate, asyncio.Lock()):
            done: Shown | None = None
            while letter := await self._outbox.take(candidate, self._now(), done):
                done = None
                try:
                    shown = await self._channel.deliver(candidate, letter.message, letter.edits)
                except NotDelivered as problem:
                    if problem.gone:
                        await self._outbox.unreachable(candidate)
                        return
                    pause = timedelta(seconds=problem.retry_after) if problem.retry_after else None
                except Exception:
                    log.exception("a message could not be rendered or sent")
                    pause = None
                else:
                    done = Shown(letter, shown)
                    continue
                if letter.attempts + 1 >= GIVE_UP_AFTER:
                    log.error("a message was dropped after %d attempts", GIVE_UP_AFTER)
                    await self._outbox.drop(letter)
                    continue
                await self._outbox.postponed(letter, self._now() + (pause or _backoff(letter.attempts)))
                self._changed()
                return

    def start(self, candidate: str) -> None:
        """Deliver beside everything else: whoever is slow to reach makes nobody else wait."""
        if self._channel is None or candidate in self._under_way:
            return
        task = asyncio.create_task(self._deliver_quietly(candidate))
        self._under_way[candidate] = task
        task.add_done_callback(lambda _: self._ended(candidate))

    def stop(self) -> list[asyncio.Task[None]]:
        """Cancel what is under way; the tasks, to wait for."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        return tasks

    def _ended(self, candidate: str) -> None:
        del self._under_way[candidate]
        # Something may have been stored for them since the last look.
        self._changed()

    async def _deliver_quietly(self, candidate: str) -> None:
        try:
            await self.deliver(candidate)
        except DatabaseProblem as problem:
            log.warning("%s", problem)


def _backoff(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts and one more: doubling, with a bound."""
    doublings: int = 2 ** min(attempts, 16)
    return min(FIRST_RETRY * doublings, LAST_RETRY)
