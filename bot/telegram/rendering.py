"""A message as Telegram's HTML, cut to what one Telegram message holds. Pure.

Limits: core.telegram.org/bots/api, "sendMessage" (4096 characters after parsing, counted in UTF-16 units) and
"Formatting options" (100 entities a message).
"""

import html
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from interview_flow.message import Block, Code, Heading, Message, Quote

LIMIT = 4096
"""UTF-16 units of text that one Telegram message holds."""
MOST_ENTITIES = 90
"""Formatted stretches in one message: Telegram shows a hundred, and drops the rest."""

# Telegram strips or refuses these; a backslash in an answer is safe, a NUL is not.
_UNSENDABLE = {code: "\ufffd" for code in range(32) if chr(code) not in "\t\n"} | {ord("\r"): None}


class Part(NamedTuple):
    """What fits into one Telegram message."""

    html: str
    text: str
    """The same without its markup."""

    @property
    def blank(self) -> bool:
        """Telegram refuses a message in which nothing is to be seen."""
        return not self.text.strip()


def units(text: str) -> int:
    """The length of `text` as Telegram counts it.

    >>> units("ab"), units("卷积"), units("😀")
    (2, 2, 2)
    """
    return len(text) + sum(character > "\uffff" for character in text)


def sendable(text: str) -> str:
    """`text` without what no message can carry: half a surrogate pair, control characters."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").translate(_UNSENDABLE)


def plain(message: Message) -> str:
    """What is read of `message` on the screen: all its parts together."""
    return "\n\n".join(sendable(block.text) for block in message.blocks)


def parts(message: Message) -> list[Part]:
    """`message` in as many pieces as it needs; a block is cut only where it does not fit into a piece of its own.

    No character of a block's text is ever read as markup.
    """
    filling = _Filling()
    for number, block in enumerate(message.blocks):
        opening, closing = _tags(block)
        text = sendable(block.text)
        needed = units(text) + (2 if number else 0)
        if needed > filling.room and units(text) <= LIMIT:
            filling.close()
        if number:
            filling.add("\n\n")
        filling.add(text, opening, closing)
    filling.close()
    return [part for part in filling.parts if not part.blank]


@dataclass
class _Filling:
    """The pieces so far and the one being filled."""

    parts: list[Part] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    room: int = LIMIT
    entities: int = 0

    def add(self, text: str, opening: str = "", closing: str = "") -> None:
        """Fill in `text` between its tags, which are closed and opened again wherever it is cut."""
        while text:
            if opening and self.entities == MOST_ENTITIES:
                self.close()
            end = _cut(text, self.room)
            if end == 0:
                self.close()
                continue
            piece, text = text[:end], text[end:]
            self.html.append(f"{opening}{html.escape(piece, quote=False)}{closing}")
            self.text.append(piece)
            self.room -= units(piece)
            self.entities += bool(opening)
            if text:
                self.close()

    def close(self) -> None:
        """Begin a new piece."""
        if self.text:
            self.parts.append(Part("".join(self.html), "".join(self.text)))
        self.html, self.text, self.room, self.entities = [], [], LIMIT, 0


def _cut(text: str, room: int) -> int:
    """How many characters of `text` go into `room` units: up to a line's end, else a word's, where one is near."""
    if len(text) <= room // 2 or units(text) <= room:
        return len(text)
    # A pair of units is one character: half of one is not taken.
    most = len(text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore"))
    for sign in ("\n", " "):
        end = text.rfind(sign, most // 2, most)
        if end >= 0:
            return end + 1
    return most


def _tags(block: Block) -> tuple[str, str]:
    match block:
        case Heading():
            return "<b>", "</b>"
        case Quote():
            return "<blockquote>", "</blockquote>"
        case Code(language=language) if re.fullmatch(r"[A-Za-z0-9+#-]{1,30}", language):
            return f'<pre><code class="language-{language}">', "</code></pre>"
        case Code():
            return "<pre>", "</pre>"
        case _:
            return "", ""
