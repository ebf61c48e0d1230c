"""The Bot API, as python-telegram-bot calls it, with updates left as they came."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from telegram import Bot, BotCommand
from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.problem import Problem
from bot.telegram.channel import AT_ONCE, seconds_of
from bot.telegram.updates import KINDS
from bot.telegram.wording import MENU

log = logging.getLogger(__name__)

REFUSED = (
    "Telegram refuses the token: it was revoked or mistyped, or MOCK_INTERVIEWER_BOT_API names no Bot API server. Copy "
    "the token again from @BotFather."
)
ANSWER_WITHIN = 20.0
"""Seconds that Telegram may take to answer."""
FIRST_PAUSE, LAST_PAUSE = 1.0, 30.0

T = TypeVar("T")


class Api(Bot):
    """A bot whose updates can be fetched unread: one that cannot be read would else hide all that came with it."""

    async def fetch(self, offset: int | None, seconds: int, limit: int = 100) -> list[dict[str, Any]]:
        """Updates from `offset` on, waited for at most so long; all before it are thereby acknowledged."""
        asked = {"offset": offset, "timeout": seconds, "limit": limit, "allowed_updates": list(KINDS)}
        found = await self._post("getUpdates", asked, read_timeout=seconds + ANSWER_WITHIN)
        return list(found) if isinstance(found, list) else []


def connect(token: str, address: str) -> Api:
    """The API for the bot of that token, at the server of that address; nothing is sent yet."""
    # Durations as timedelta: the form that python-telegram-bot goes over to; it warns of the other.
    os.environ["PTB_TIMEDELTA"] = "1"
    return Api(
        token,
        base_url=f"{address}/bot",
        base_file_url=f"{address}/file/bot",
        request=_requests(2 * AT_ONCE),
        get_updates_request=_requests(1),
    )


def _requests(connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=10.0,
        read_timeout=ANSWER_WITHIN,
        write_timeout=ANSWER_WITHIN,
        pool_timeout=ANSWER_WITHIN,
    )


async def patiently(ask: Callable[[], Awaitable[T]]) -> T:
    """What Telegram answers, asked again while it cannot be reached.

    Raises:
        Problem: it refuses the token.
        BadRequest, Conflict: it refuses what was asked.

    """
    pause = FIRST_PAUSE
    while True:
        try:
            return await ask()
        except InvalidToken:
            # Its text holds the token.
            raise Problem(REFUSED) from None
        except RetryAfter as problem:
            wait = seconds_of(problem)
        except (BadRequest, Conflict):
            raise
        except TelegramError as problem:
            log.warning("Telegram cannot be reached (%s): trying again", problem.message)
            wait, pause = pause, min(2 * pause, LAST_PAUSE)
        await asyncio.sleep(wait)


async def show_menu(bot: Bot) -> None:
    """Have clients list the commands, in their language."""
    try:
        for language, code in (("en", None), ("zh", "zh")):
            menu = [BotCommand(name, text.zh if language == "zh" else text.en) for name, text in MENU.items()]
            await bot.set_my_commands(menu, language_code=code)
    except TelegramError as problem:
        log.warning("the menu of commands could not be set: %s", problem.message)
