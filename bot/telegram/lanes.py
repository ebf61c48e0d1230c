"""Each chat's updates one after another, all chats beside one another.

Clients cut a text of more than 4096 characters into several messages that come some 50 ms apart. Those are put together
again here, by waiting for a moment after a text that is nearly as long as a message can be.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.telegram.updates import Heard
from interview_flow.commands import Say
from interview_flow.waiting import wait

QUIET = 1.0
"""Seconds without a further message after which a long text counts as whole."""
MOST_PARTS = 30
"""Messages that are put together: about what an answer may hold."""


class Waiting(NamedTuple):
    """An update in its lane, and what is told when it has been taken."""

    heard: Heard
    taken: asyncio.Future[None]


@dataclass
class _Lane:
    waiting: deque[Waiting] = field(default_factory=deque)
    came: asyncio.Event = field(default_factory=asyncio.Event)


class Lanes:
    """Hands every chat's updates, in order, to `take`."""

    def __init__(self, take: Callable[[Heard], Awaitable[None]], quiet: float = QUIET) -> None:
        """`take` must not fail; `quiet` 0 puts nothing together."""
        self._take = take
        self._quiet = quiet
        self._lanes: dict[int, _Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, heard: Heard) -> asyncio.Future[None]:
        """Queue an update; the result says when it has been taken. It is cancelled where that never happens."""
        waiting = Waiting(heard, asyncio.get_running_loop().create_future())
        lane = self._lanes.get(heard.chat)
        if lane is None:
            lane = self._lanes[heard.chat] = _Lane()
            task = asyncio.create_task(self._work(heard.chat, lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        lane.waiting.append(waiting)
        lane.came.set()
        return waiting.taken

    async def finish(self) -> None:
        """Wait until everything has been taken."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def stop(self) -> None:
        """Take nothing more."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self, chat: int, lane: _Lane) -> None:
        whole: list[Waiting] = []
        try:
            while lane.waiting:
                whole = [lane.waiting.popleft()]
                while whole[-1].heard.unfinished and len(whole) < MOST_PARTS and await self._continued(lane):
                    whole.append(lane.waiting.popleft())
                await self._take(joined([waiting.heard for waiting in whole]))
                for waiting in whole:
                    if not waiting.taken.done():
                        waiting.taken.set_result(None)
        finally:
            del self._lanes[chat]
            for waiting in [*whole, *lane.waiting]:
                waiting.taken.cancel()

    async def _continued(self, lane: _Lane) -> bool:
        """Whether the next message, which may still be on its way, continues the one before it."""
        if not lane.waiting and self._quiet:
            lane.came.clear()
            await wait(lane.came, self._quiet)
        return bool(self._quiet and lane.waiting and lane.waiting[0].heard.part)


def joined(parts: Iterable[Heard]) -> Heard:
    """The parts of one paste as one message.

    It has no id: an edit of one of its messages could say only a part of it, and must not take the place of the whole.
    """
    first, *rest = parts
    if not rest:
        return first
    texts = [ask.text for part in (first, *rest) for ask in part.asks if isinstance(ask, Say)]
    return first._replace(asks=(Say(text="".join(texts)),), message=None)
