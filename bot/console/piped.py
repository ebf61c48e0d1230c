"""Plain lines, where there is no terminal: no escape codes, one message a line."""

from collections.abc import AsyncIterator, Sequence
from typing import BinaryIO, TextIO

from bot import lines
from bot.console import wording as w
from bot.console.conversation import Conversation
from bot.console.typed import goes_on
from bot.lines import BadLine
from bot.plain import clean, text_of
from evaluators.text import Language
from interview_flow.database import DatabaseProblem
from interview_flow.message import Button, Message
from interview_flow.phrasing import fill
from interview_flow.service import Service


class Piped:
    """Reads messages from one stream and writes to another."""

    def __init__(self, source: BinaryIO, out: TextIO, locale: str) -> None:
        self._source = source
        self._out = out
        self.conversation = Conversation(self, locale)

    async def hold(self, service: Service) -> bool:
        """Hold the interview until the input ends; True where it was broken off, which here it never is."""
        await self.conversation.begin(service)
        async for text in messages(self._source):
            try:
                if isinstance(text, BadLine):
                    await self.tell(str(text))
                elif not await self.conversation.hear(text):
                    break
            except DatabaseProblem as problem:
                await self.tell(str(problem))
            # Whoever wrote the next line in advance meant it as an answer to what comes next.
            await service.settle()
        await service.settle()
        return False

    async def show(self, message: Message, language: Language) -> None:
        """What the interviewer says, then its buttons."""
        self._write(text_of(message))
        if message.document:
            self._write(fill(w.SAVE_OFFERED.in_(language), {"name": message.document.name}))
        if message.buttons:
            self._write("\n".join(_row(row) for row in self.conversation.board.rows))
        self._write("")

    async def tell(self, text: str) -> None:
        """A sentence of the terminal's own."""
        self._write(text + "\n")

    def _write(self, text: str) -> None:
        self._out.write(clean(text) + "\n")
        self._out.flush()


def _row(row: Sequence[tuple[int, Button]]) -> str:
    return "  ".join(f"[{number}] {button.label}" for number, button in row)


async def messages(source: BinaryIO) -> AsyncIterator[str | BadLine]:
    """The messages in `source`: lines, or several where one goes on; blank ones between them are no messages."""
    begun = ""
    async for line in lines.incoming(source):
        if isinstance(line, BadLine):
            yield line
            continue
        begun += line.decode("utf-8", "replace").rstrip("\r\n")
        going = goes_on(begun)
        if going is not None:
            begun = going
            continue
        if begun.strip():
            yield begun
        begun = ""
    if begun.strip():
        yield begun
