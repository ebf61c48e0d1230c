"""Shows the interview's messages in a Telegram chat."""

import asyncio
import logging
from collections.abc import Awaitable
from datetime import timedelta
from typing import NamedTuple

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram import Message as Sent
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError, TimedOut

from bot.telegram.rendering import Part, parts
from interview_flow.message import Document, Message, NotDelivered

log = logging.getLogger(__name__)

NAME = "telegram"
AT_ONCE = 16
"""Requests under way: httpx slows down with many more, and Telegram takes some thirty a second."""
WITHIN = 50.0
"""Seconds in which one message is delivered or counts as not delivered; less than the store's `LEASE`."""
UNSURE = 30.0
"""Seconds before a message is sent again that may have arrived: there is no way to ask, and while Telegram is slow,
each attempt would be one more copy."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
"""An address in an answer is an answer, not a picture of a page."""
GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "bot was blocked")
"""What Telegram says, in lower case, of a chat that cannot be reached any more."""
NO_LONGER_EDITABLE = ("message to edit not found", "message can't be edited", "message_id_invalid")


class Progress(NamedTuple):
    """How far a message of several pieces has come."""

    message: Message
    sent: int


class TelegramChannel:
    """The chat's messages; a candidate is ``telegram:<id of the private chat>``."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._room = asyncio.Semaphore(AT_ONCE)
        self._begun: dict[str, Progress] = {}
        """By candidate: of a message that failed half-way, the pieces that need not be sent again."""

    async def deliver(self, candidate: str, message: Message, edits: str | None) -> str | None:
        """Send `message`, or put it in the place of the message `edits`; the id of what it was sent as.

        A message that needs several of Telegram's has no id: it cannot be edited as a whole.

        Raises:
            NotDelivered: Telegram did not take it, or did not say that it did.

        """
        chat = chat_of(candidate)
        pieces: list[Part | Document] = [*parts(message)]
        if message.document:
            pieces.append(message.document)
        try:
            async with self._room, asyncio.timeout(WITHIN):
                only = pieces[0] if len(pieces) == 1 else None
                if edits and isinstance(only, Part) and await self._edit(chat, int(edits), only, message):
                    return edits
                return await self._send(candidate, chat, pieces, message)
        except TimeoutError:
            raise NotDelivered("Telegram did not answer in time", retry_after=UNSURE) from None
        except TelegramError as problem:
            failure = _not_delivered(problem)
            if failure.gone:
                self._begun.pop(candidate, None)
            raise failure from None

    async def _send(self, candidate: str, chat: int, pieces: list[Part | Document], message: Message) -> str | None:
        begun = self._begun.pop(candidate, None)
        done = begun.sent if begun and begun.message == message else 0
        shown = None
        try:
            while done < len(pieces):
                keyboard = _keyboard(message) if done == len(pieces) - 1 else None
                shown = await self._send_piece(chat, pieces[done], keyboard)
                done += 1
        finally:
            if 0 < done < len(pieces):
                self._begun[candidate] = Progress(message, done)
        return str(shown.message_id) if shown and len(pieces) == 1 else None

    async def _send_piece(
        self, chat: int, piece: Part | Document, keyboard: InlineKeyboardMarkup | None
    ) -> Sent | None:
        if isinstance(piece, Document):
            file = InputFile(piece.content.encode(), filename=piece.name)
            return await self._bot.send_document(chat, file, reply_markup=keyboard)
        try:
            return await self._bot.send_message(
                chat, piece.html, ParseMode.HTML, reply_markup=keyboard, link_preview_options=NO_PREVIEW
            )
        except BadRequest as problem:
            if "can't parse entities" not in problem.message.lower():
                raise
            log.warning("Telegram could not read our markup: %s", problem.message)
            return await self._bot.send_message(
                chat, piece.text, reply_markup=keyboard, link_preview_options=NO_PREVIEW
            )

    async def _edit(self, chat: int, edited: int, part: Part, message: Message) -> bool:
        """Whether `part` stands in the place of the message `edited`; False where that can no longer be edited."""
        try:
            await self._bot.edit_message_text(
                part.html,
                chat,
                edited,
                parse_mode=ParseMode.HTML,
                reply_markup=_keyboard(message),
                link_preview_options=NO_PREVIEW,
            )
        except BadRequest as problem:
            said = problem.message.lower()
            if "message is not modified" in said:
                return True
            if any(sign in said for sign in NO_LONGER_EDITABLE):
                return False
            raise
        return True


def candidate_of(chat: int) -> str:
    """The candidate who writes in a private chat."""
    return f"{NAME}:{chat}"


def chat_of(candidate: str) -> int:
    """The private chat in which a candidate writes."""
    return int(candidate.removeprefix(f"{NAME}:"))


async def quietly(request: Awaitable[object]) -> None:
    """Send what may as well not arrive."""
    try:
        await request
    except TelegramError as problem:
        log.info("Telegram did not take a courtesy: %s", problem.message)


def seconds_of(problem: RetryAfter) -> float:
    """How long Telegram wants to be left alone."""
    after = problem.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    rows = [[InlineKeyboardButton(button.label, callback_data=button.id) for button in row] for row in message.buttons]
    return InlineKeyboardMarkup(rows)


def _not_delivered(problem: TelegramError) -> NotDelivered:
    if isinstance(problem, RetryAfter):
        return NotDelivered("Telegram asks for a pause", retry_after=seconds_of(problem))
    if isinstance(problem, TimedOut) and not isinstance(problem.__cause__, httpx.ConnectTimeout | httpx.PoolTimeout):
        return NotDelivered("Telegram did not answer in time", retry_after=UNSURE)
    said = problem.message.lower()
    gone = isinstance(problem, Forbidden) or (isinstance(problem, BadRequest) and any(sign in said for sign in GONE))
    if isinstance(problem, BadRequest) and not gone:
        log.error("Telegram refuses a message: %s", problem.message)
    return NotDelivered(problem.message, gone=gone)
