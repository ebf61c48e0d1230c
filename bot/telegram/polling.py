"""Asks Telegram for updates, and acknowledges each only when it is stored.

Asking from an offset on acknowledges everything before it, so the offset is the first update that is not stored yet.
While one is slow, updates after it are handed out again with it; those that are known are left alone.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram.error import BadRequest, Conflict

from bot.problem import Problem
from bot.telegram.api import Api, patiently
from bot.telegram.intake import Intake

log = logging.getLogger(__name__)

WAIT = 50
"""Seconds that Telegram holds a request open while there is nothing."""
LOOK_AGAIN = 0.2
"""Seconds after which further updates are asked for although some are still being stored: no chat waits for another."""
TAKEN = (
    "Another program is fetching this bot's updates: stop it, or give this one a token of its own, then start again."
)


class Polling:
    """The loop and what it has in hand."""

    def __init__(self, bot: Api, intake: Intake, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._intake = intake
        self._now = now
        self._window: dict[int, asyncio.Future[None]] = {}
        """What was fetched and is not acknowledged."""
        self._offset: int | None = None
        self._acknowledged: int | None = None
        self.last_answer: datetime | None = None
        """When Telegram last answered."""

    async def run(self) -> None:
        """Fetch until cancelled.

        Raises:
            Problem: the token is refused, or another program fetches the same bot's updates.

        """
        while True:
            fetched = await patiently(self._fetch)
            self.last_answer = self._now()
            for raw in fetched:
                number = int(raw["update_id"])
                if number not in self._window:
                    self._window[number] = self._intake.put(raw)
            if self._window:
                await asyncio.wait(self._window.values(), timeout=LOOK_AGAIN)
                self._advance()
            else:
                # Numbers begin anew after a quiet week: without an offset, the earliest there is comes next.
                self._offset = None

    async def finish(self) -> None:
        """Acknowledge what has been stored since the last request."""
        self._advance()
        if self._offset is not None and self._offset != self._acknowledged:
            await self._bot.fetch(self._offset, 0, limit=1)

    async def _fetch(self) -> list[dict[str, Any]]:
        offset = self._offset
        # With something in hand, nobody waits at the other end: what is there is there.
        try:
            fetched = await self._bot.fetch(offset, 0 if self._window else WAIT)
        except Conflict as conflict:
            raise Problem(TAKEN) from conflict
        except BadRequest as refused:
            raise Problem(f"Telegram refuses to hand out updates: {refused.message}.") from refused
        self._acknowledged = offset
        return fetched

    def _advance(self) -> None:
        """Move the offset past all that is stored, up to the first that is not."""
        for number in sorted(self._window):
            taken = self._window[number]
            if not taken.done() or taken.cancelled():
                break
            self._offset = number + 1
            del self._window[number]
