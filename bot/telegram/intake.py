"""Takes updates in: each is stored before whoever brought it acknowledges it to Telegram."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, NamedTuple

from telegram import Bot, Update

from bot.telegram import updates
from bot.telegram.channel import candidate_of, quietly
from bot.telegram.files import Files, name_of
from bot.telegram.lanes import QUIET, Lanes
from bot.telegram.updates import Elsewhere, Heard, Upload
from bot.telegram.wording import OUR_FAULT, PRIVATE_ONLY, spoken
from interview_flow.commands import Received, SendFile
from interview_flow.database import DatabaseProblem
from interview_flow.service import Service

log = logging.getLogger(__name__)

FIRST_PAUSE, LAST_PAUSE = 0.5, 30.0
"""Seconds between attempts to store while the database cannot be used."""
MOST_FILES = 3
"""Files of one chat that are fetched and read at a time."""


class InHand(NamedTuple):
    """An update on its way into the database."""

    heard: Heard
    at: datetime
    """When it came."""
    taken: asyncio.Future[None]


class Intake:
    """What comes in from Telegram, whichever way."""

    def __init__(self, service: Service, bot: Bot, now: Callable[[], datetime], quiet: float = QUIET) -> None:
        """`quiet`: how long to wait for the next part of a long paste, in seconds."""
        self._service = service
        self._bot = bot
        self._now = now
        self._files = Files(bot)
        self._lanes = Lanes(self._take, quiet)
        self._in_hand: dict[int, InHand] = {}
        """By the update's number: what is not stored yet."""
        self._courtesies: set[asyncio.Task[None]] = set()
        self.last_update: datetime | None = None

    def put(self, raw: dict[str, Any]) -> asyncio.Future[None]:
        """Take an update, as Telegram's JSON has it; the result says when it is stored and may be acknowledged."""
        number = int(raw["update_id"])
        if number in self._in_hand:
            return self._in_hand[number].taken
        at = self.last_update = self._now()
        heard = self._read(raw)
        if isinstance(heard, Elsewhere):
            text = PRIVATE_ONLY.in_(spoken(heard.locale))
            self._courteously(self._bot.send_message(heard.chat, text))
        if not isinstance(heard, Heard):
            done = asyncio.get_running_loop().create_future()
            done.set_result(None)
            return done
        if heard.pressed:
            self._courteously(self._bot.answer_callback_query(heard.pressed))
        heard = self._bounded(heard)
        taken = self._lanes.put(heard)
        self._in_hand[number] = InHand(heard, at, taken)
        taken.add_done_callback(lambda _: self._in_hand.pop(number))
        return taken

    async def finish(self) -> None:
        """Wait until everything that was put is stored."""
        await self._lanes.finish()

    async def stop(self) -> None:
        """Store nothing more."""
        await self._lanes.stop()
        for task in list(self._courtesies):
            task.cancel()

    def _read(self, raw: dict[str, Any]) -> Heard | Elsewhere | None:
        try:
            return updates.read(Update.de_json(raw, self._bot))
        except Exception:
            # Of a shape that is not known yet: it would come again and again, and hold up all others.
            log.exception("update %s could not be read", raw["update_id"])
            return None

    def _bounded(self, heard: Heard) -> Heard:
        """The same, its file refused unread where its sender has many under way: all who come later wait for them."""
        under_way = [held for held in self._in_hand.values() if held.heard.chat == heard.chat and held.heard.uploads]
        if not heard.uploads or len(under_way) < MOST_FILES:
            return heard
        refused = (
            SendFile(name=name_of(ask), content=None, problem="too_large") if isinstance(ask, Upload) else ask
            for ask in heard.asks
        )
        return heard._replace(asks=tuple(refused))

    async def _take(self, heard: Heard) -> None:
        try:
            await self._carry_out(heard)
        except Exception:
            # It would fail again, and hold up what comes after it; so it counts as taken, and they are told.
            log.exception("update %d could not be decided on", heard.update)
            self._courteously(self._bot.send_message(heard.chat, OUR_FAULT.in_(spoken(heard.locale))))

    async def _carry_out(self, heard: Heard) -> None:
        for number, ask in enumerate(heard.asks):
            command = await self._files.fetch(ask) if isinstance(ask, Upload) else ask
            received = Received(
                id=f"{heard.update}.{number}",
                candidate=candidate_of(heard.chat),
                at=self._in_hand[heard.update].at,
                command=command,
                message=heard.message,
                locale=heard.locale,
            )
            await self._store(received)

    async def _store(self, received: Received) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                await self._service.accept(received)
            except DatabaseProblem as problem:
                log.warning("update %s is not stored yet: %s", received.id, problem)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LAST_PAUSE)
            else:
                return

    def _courteously(self, request: Coroutine[Any, Any, object]) -> None:
        task = asyncio.create_task(quietly(request))
        self._courtesies.add(task)
        task.add_done_callback(self._courtesies.discard)
