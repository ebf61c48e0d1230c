"""Fetches the files that candidates send, within bounds."""

import asyncio
import logging

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.files import largest, read
from bot.telegram.updates import Upload
from interview_flow.commands import SendFile

log = logging.getLogger(__name__)

PAUSES = (1.0, 4.0)
"""Seconds between attempts to fetch a file."""
LONGEST_NAME = 100


class Files:
    """Fetches files, a few at a time."""

    def __init__(self, bot: Bot, at_once: int = 4) -> None:
        self._bot = bot
        self._room = asyncio.Semaphore(at_once)

    async def fetch(self, upload: Upload) -> SendFile:
        """The file's text, or why there is none."""
        name = name_of(upload)
        if upload.size > largest(name):
            return SendFile(name=name, content=None, problem="too_large")
        async with self._room:
            content = await self._download(upload.id)
            if content is None:
                return SendFile(name=name, content=None, problem="not_text")
            return await read(name, content)

    async def _download(self, file: str) -> bytes | None:
        """The file's bytes; None where Telegram does not give them."""
        for pause in (*PAUSES, None):
            try:
                return bytes(await (await self._bot.get_file(file)).download_as_bytearray())
            except BadRequest as problem:
                # PTB counts these as trouble on the way; they are an answer.
                log.warning("a file cannot be had: %s", problem.message)
                return None
            except TelegramError as problem:
                log.warning("a file could not be fetched: %s", problem.message)
            if pause is not None:
                await asyncio.sleep(pause)
        return None


def name_of(upload: Upload) -> str:
    """The last part of the name that the sender's client gives: no folder, no control characters, not endless."""
    last = upload.name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[-LONGEST_NAME:].strip() or "file"
