"""What stands between the keyboard and the interview, whether at a terminal or in a pipe."""

import asyncio
import stat
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from bot import files
from bot.console import typed
from bot.console import wording as w
from bot.console.buttons import Board
from bot.jsonl.chat import CANDIDATE
from evaluators.text import Language, Text
from interview_flow.commands import Command, Press, Say, SendFile
from interview_flow.commands import Received as ReceivedCommand
from interview_flow.machine.setup import language_of
from interview_flow.message import Document, Message
from interview_flow.phrasing import fill
from interview_flow.service import Service
from interview_flow.state import State


class View(Protocol):
    """Where a conversation is shown."""

    async def show(self, message: Message, language: Language) -> None:
        """What the interviewer says."""
        ...

    async def tell(self, text: str) -> None:
        """A sentence of the terminal's own."""
        ...


class Conversation:
    """One run of the program; the interview's `Channel`, once `begin` has been called."""

    def __init__(self, view: View, locale: str) -> None:
        """`locale` is what the terminal announces, such as ``zh_CN.UTF-8``."""
        self.board = Board()
        self.state = State()
        self.begun = False
        """Whether this run has taken up an interview, or opened one; what was seen before is an earlier one's."""
        self._view = view
        self._locale = locale.replace("_", "-")
        self._run = uuid4().hex[:8]
        self._said = 0
        self._documents: dict[str, Document] = {}
        self._service: Service | None = None

    @property
    def language(self) -> Language:
        """The language that is spoken."""
        return self.state.language if self.state.at else language_of(self._locale) or "en"

    def text(self, text: Text, **values: object) -> str:
        """A wording of the terminal's in that language."""
        return fill(text.in_(self.language), values)

    async def begin(self, service: Service) -> None:
        """Go on with the interview that is running, or open one."""
        self._service = service
        await self.look()
        if self.state.phase_of == "running":
            await self._view.tell(self.text(w.KEYS))
            if self.state.phase == "asking":
                await self._view.tell(self.text(w.GOING_ON))
                await self._send(Say(text="/repeat"))
        elif self.state.phase_of != "wrapping":
            await self._send(Say(text="/start"))
            await self._view.tell(self.text(w.KEYS))
        self.begun = True

    async def deliver(self, candidate: str, message: Message, edits: str | None) -> str | None:
        """Show what the interviewer says; nothing that was shown is edited, so nothing needs an id."""
        del candidate, edits
        await self.look()
        self.board.offer(message)
        if message.document:
            self._documents[message.document.name] = message.document
        await self._view.show(message, self.language)
        return None

    async def look(self) -> None:
        """See where the interview stands."""
        if self._service:
            self.state = await self._service.state(CANDIDATE)
            current = None if self.state.phase == "grading" else self.state.current
            self.board.question = current.number if current else None

    async def hear(self, text: str) -> bool:
        """Do what the candidate typed; False where they want to leave.

        Raises:
            DatabaseProblem: nothing was stored, and the same may be said again.

        """
        match typed.read(text):
            case typed.Leave():
                return False
            case typed.Save():
                await self._save()
            case typed.File(path):
                await self._send_file(path)
            case typed.Pressed(number):
                await self._press(number)
            case _:
                await self._send(Say(text=text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")))
                if text.strip().lower() == "/help":
                    await self._view.tell(self.text(w.KEYS))
        return True

    def echo(self, text: str) -> str:
        """What was typed, as the transcript shows it: a button by its label."""
        given = typed.read(text)
        button = self.board.button(given.number) if isinstance(given, typed.Pressed) else None
        return f"[{text.strip(' :：')}] {button.label}" if button else text

    async def _press(self, number: int) -> None:
        """Press a button by its number."""
        button = self.board.button(number)
        if button is None:
            await self._view.tell(self.text(w.NO_BUTTON, number=number))
        else:
            await self._send(Press(button=button.id))

    async def _send(self, command: Command) -> None:
        if self._service is None:
            return
        self.board.react()
        self._said += 1
        name = f"{self._run}#{self._said}"
        received = ReceivedCommand(
            id=name,
            candidate=CANDIDATE,
            at=self._service.now(),
            command=command,
            message=name if isinstance(command, Say | SendFile) else None,
            locale=self._locale,
        )
        try:
            await self._service.receive(received)
        finally:
            await self.look()

    async def _send_file(self, named: str) -> None:
        if not named:
            await self._view.tell(self.text(w.FILE_HOW))
            return
        try:
            content = await asyncio.to_thread(_content, named)
        except FileNotFoundError:
            await self._view.tell(self.text(w.FILE_MISSING, path=named))
        except IsADirectoryError:
            await self._view.tell(self.text(w.FILE_NO_FILE, path=named))
        except (OSError, ValueError, RuntimeError) as error:
            # A path with a null in it, a home that is not known.
            reason = getattr(error, "strerror", None) or str(error)
            await self._view.tell(self.text(w.FILE_NOT_READ, path=named, reason=reason))
        else:
            file = await files.read(Path(named).name, content)
            if file.content is not None:
                await self._view.tell(self.text(w.FILE_SENT, name=file.name, size=len(file.content)))
            await self._send(file)

    async def _save(self) -> None:
        """Write what was offered into the current directory; what is there already stays."""
        if not self._documents:
            await self._view.tell(self.text(w.NOTHING_TO_SAVE))
        for document in self._documents.values():
            try:
                path = await asyncio.to_thread(_written, Path.cwd(), document)
            except OSError as error:
                reason = error.strerror or str(error)
                await self._view.tell(self.text(w.NOT_SAVED, path=document.name, reason=reason))
            else:
                await self._view.tell(self.text(w.SAVED, path=path))


def _content(named: str) -> bytes:
    """The bytes of an ordinary file: one more than may be, where there are more.

    Raises:
        OSError: it cannot be read; `IsADirectoryError` also for a device or a pipe, which might never end.

    """
    path = Path(named).expanduser()
    if not stat.S_ISREG(path.stat().st_mode):
        raise IsADirectoryError
    with path.open("rb") as file:
        return file.read(files.largest(path.name) + 1)


def _written(folder: Path, document: Document) -> Path:
    """The new file that `document` was written to, or one that holds the same already."""
    name = Path(document.name)
    for number in range(1, 1000):
        path = folder / (f"{name.stem} ({number}){name.suffix}" if number > 1 else name.name)
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(document.content)
        except FileExistsError:
            if path.is_file() and path.read_bytes() == document.content.encode():
                return path
        else:
            return path
    raise FileExistsError(17, "too many files of that name")
