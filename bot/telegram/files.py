"""Files that candidates send: fetched within bounds, and read as text."""

import asyncio
import logging
import sys
import unicodedata
from pathlib import Path
from typing import Literal

from telegram import Bot
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.telegram.updates import Upload
from interview_flow.commands import SendFile

log = logging.getLogger(__name__)

LARGEST_TEXT = 1 << 20
LARGEST_PDF = 5 << 20
"""Bytes; a CV with pictures in it is larger than its words."""
PDF_WITHIN = 10.0
"""Seconds for the whole of reading a PDF."""
PAUSES = (1.0, 4.0)
"""Seconds between attempts to fetch a file."""
LONGEST_NAME = 100
PDF_TEXT = Path(__file__).with_name("pdf_text.py")


class Files:
    """Fetches files, a few at a time."""

    def __init__(self, bot: Bot, at_once: int = 4) -> None:
        self._bot = bot
        self._room = asyncio.Semaphore(at_once)

    async def fetch(self, upload: Upload) -> SendFile:
        """The file's text, or why there is none."""
        name = name_of(upload)
        largest = LARGEST_PDF if name.lower().endswith(".pdf") else LARGEST_TEXT
        if upload.size > largest:
            return _without(name, "too_large")
        async with self._room:
            content = await self._download(upload.id)
            if content is None:
                return _without(name, "not_text")
            if len(content) > largest:
                return _without(name, "too_large")
            text = await pdf_text(content) if content.startswith(b"%PDF-") else decode(content)
        return _without(name, "not_text") if text is None else SendFile(name=name, content=text)

    async def _download(self, file: str) -> bytes | None:
        """The file's bytes; None where Telegram does not give them."""
        for pause in (*PAUSES, None):
            try:
                return bytes(await (await self._bot.get_file(file)).download_as_bytearray())
            except BadRequest as problem:
                # PTB counts these as trouble on the way; they are an answer.
                log.warning("a file cannot be had: %s", problem.message)
                return None
            except NetworkError as problem:
                log.warning("a file could not be fetched: %s", problem.message)
            except TelegramError as problem:
                log.warning("a file was refused: %s", problem.message)
            if pause is not None:
                await asyncio.sleep(pause)
        return None


def decode(content: bytes) -> str | None:
    """The text that `content` holds; None where it holds something else.

    UTF-8 and UTF-16 are what editors write, GB18030 what Chinese Windows does.
    """
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(sign) in ("Cc", "Cn", "Co", "Cs") and sign not in "\t\n\r\f" for sign in text):
            return text.replace("\r\n", "\n")
    return None


async def pdf_text(content: bytes) -> str | None:
    """The text of a PDF, read by a process of its own that is killed when it takes too long; None: there is none."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(PDF_TEXT),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
        cwd="/",
    )
    try:
        async with asyncio.timeout(PDF_WITHIN):
            text, _ = await process.communicate(content)
    except TimeoutError:
        return None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return text.decode("utf-8", "replace") if process.returncode == 0 else None


def name_of(upload: Upload) -> str:
    """The last part of the name that the sender's client gives: no folder, no control characters, not endless."""
    last = upload.name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[-LONGEST_NAME:].strip() or "file"


def _without(name: str, problem: Literal["too_large", "not_text"]) -> SendFile:
    return SendFile(name=name, content=None, problem=problem)
