"""What an update of Telegram's asks for. Pure: nothing is fetched, sent or decided here."""

from typing import NamedTuple

from telegram import Document, Message, Update
from telegram.constants import ChatType, MessageEntityType

from bot.telegram.rendering import units
from interview_flow.commands import Command, Edit, Press, Say, SendOther

KINDS = ("message", "edited_message", "callback_query")
"""The kinds of update that are asked for."""
NEAR_THE_LIMIT = 3800
"""UTF-16 units from which a text may be the beginning of a longer paste, which clients cut at 4096."""

_OTHER = (
    "sticker", "photo", "voice", "audio", "video", "video_note", "animation", "location", "venue", "contact", "poll",
    "dice", "story", "game", "paid_media", "checklist",
)  # fmt: skip
"""What can be no answer here, by the name of its field."""


class Upload(NamedTuple):
    """A file that is still to be fetched."""

    id: str
    name: str
    """As the sender names it."""
    size: int
    """Bytes, as the sender's client counts them; 0 where unknown."""


class Heard(NamedTuple):
    """What somebody asks for in a private chat."""

    update: int
    chat: int
    asks: tuple[Command | Upload, ...]
    """In this order."""
    message: str | None = None
    """The id of their message."""
    locale: str = ""
    pressed: str | None = None
    """The id of a press of a button, which their client waits to have confirmed."""
    part: bool = False
    """Plain text, which may continue the message before it."""
    unfinished: bool = False
    """Plain text so long that the next message may continue it."""

    @property
    def uploads(self) -> bool:
        """Whether there is a file to be fetched."""
        return any(isinstance(ask, Upload) for ask in self.asks)


class Elsewhere(NamedTuple):
    """Somebody gave a command in a group."""

    chat: int
    locale: str


def read(update: Update) -> Heard | Elsewhere | None:
    """What `update` asks for; None where it asks for nothing: a pinned message, an edited location."""
    if query := update.callback_query:
        # A button below a message that the chat no longer has comes without the chat; private chats have the user's id.
        chat = query.message.chat if query.message else None
        if query.data is None or (chat and chat.type != ChatType.PRIVATE):
            return None
        return Heard(
            update=update.update_id,
            chat=chat.id if chat else query.from_user.id,
            asks=(Press(button=query.data),),
            locale=query.from_user.language_code or "",
            pressed=query.id,
        )
    message = update.message or update.edited_message
    if message is None:
        return None
    locale = (message.from_user.language_code if message.from_user else None) or ""
    if message.chat.type != ChatType.PRIVATE:
        return Elsewhere(message.chat.id, locale) if update.message and _is_command(message) else None
    asks = _edited(message) if update.edited_message else _sent(message)
    if not asks:
        return None
    text = message.text or ""
    is_part = bool(update.message and text) and not _is_command(message)
    return Heard(
        update=update.update_id,
        chat=message.chat.id,
        asks=asks,
        message=str(message.message_id),
        locale=locale,
        part=is_part,
        unfinished=is_part and units(text) >= NEAR_THE_LIMIT,
    )


def _sent(message: Message) -> tuple[Command | Upload, ...]:
    if message.text is not None:
        # Stretches marked as code keep their words, which is all of their meaning here.
        return (Say(text=message.text),)
    caption = message.caption or ""
    # An animation comes with a document as well.
    if message.document and not message.animation:
        return ((Say(text=caption),) if caption else ()) + (_upload(message.document),)
    for name in _OTHER:
        if getattr(message, name):
            return (SendOther(what=f"{name}: {caption}" if caption else name),)
    return ()


def _edited(message: Message) -> tuple[Command | Upload, ...]:
    if message.text is not None:
        return (Edit(message=str(message.message_id), text=message.text),)
    # Another file or caption in the place of the one that was sent: taken as sent again, as no file can be edited.
    return (_upload(message.document),) if message.document and not message.animation else ()


def _upload(document: Document) -> Upload:
    return Upload(document.file_id, document.file_name or "file", document.file_size or 0)


def _is_command(message: Message) -> bool:
    return any(entity.type == MessageEntityType.BOT_COMMAND and entity.offset == 0 for entity in message.entities)
