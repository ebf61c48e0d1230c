"""One line in, one line out, until the input ends.

A message counts as said once its line is put out: after a crash in between, the next run says it again.
"""

import asyncio
import math
from contextlib import suppress
from typing import Any, BinaryIO
from uuid import uuid4

from bot import lines
from bot.bootstrap import open_service
from bot.clock import ManualClock, real
from bot.lines import BadLine
from bot.plain import text_of
from interview_flow.commands import Command, Edit, Press, Received, Say, SendFile
from interview_flow.database import DatabaseProblem
from interview_flow.events import Choices
from interview_flow.message import Message
from interview_flow.outbox import Letter
from interview_flow.service import Service
from interview_flow.state import State
from question_bank.bank import Bank

NAME = "terminal"
CANDIDATE = "terminal:local"
LONGEST_ADVANCE = 366 * 24 * 3600.0
"""Seconds that one line may let pass."""


class Conversation:
    """Turns lines into commands and what follows into lines."""

    def __init__(self, service: Service, clock: ManualClock | None, run: str) -> None:
        """`run` names this run of the program, so that ids of an earlier one are not taken for ours."""
        self._service = service
        self._clock = clock
        self._run = run
        self._said = 0
        self._slots: dict[str, int] = {}
        """By slot: the number of the message that a later one takes the place of. Messages are numbered from 1."""
        self._letters: list[Letter] = []
        self._lines = 0
        self._own: list[str] = []
        """The ids of the candidate's own messages; number N is the N-th."""

    async def answer(self, line: bytes | BadLine) -> dict[str, Any]:
        """What is put out for a line."""
        self._lines += 1
        try:
            given = lines.read(line)
            if "advance" in given:
                await self._advance(given["advance"])
            else:
                await self._service.receive(self._received(given))
                if self._clock:
                    await self._service.settle()
        except BadLine as problem:
            return {"error": str(problem)}
        except DatabaseProblem as problem:
            return {"error": str(problem)}
        # What an earlier run had not put out is among them.
        self._letters = await self._service.store.outbox.letters(CANDIDATE)
        messages = [self._message(letter.message) for letter in self._letters]
        return {"messages": messages, "state": _state(await self._service.state(CANDIDATE))}

    async def written(self) -> None:
        """The line was put out: its messages have arrived. Until then a crash leaves them to the next run."""
        await self._service.store.outbox.fetched(self._letters)
        self._letters = []

    def _message(self, message: Message) -> dict[str, Any]:
        said: dict[str, Any] = {
            "text": text_of(message),
            "buttons": [[{"id": button.id, "label": button.label} for button in row] for row in message.buttons],
        }
        if message.document:
            said["document"] = message.document.model_dump()
        if message.slot in self._slots:
            said["edits"] = self._slots[message.slot]
            return said
        self._said += 1
        if message.slot:
            self._slots[message.slot] = self._said
        return said

    def _received(self, given: dict[str, Any]) -> Received:
        command = self._command(given)
        message = None
        if isinstance(command, Say | SendFile):
            message = f"{self._run}#{len(self._own) + 1}"
            self._own.append(message)
        # A driver that is not sure whether a line arrived may name it, and send it again without harm.
        known = given.get("id")
        return Received(
            id=lines.text(known, "id")[:100] if known is not None else f"{self._run}#{self._lines}",
            candidate=CANDIDATE,
            at=self._service.now(),
            command=command,
            message=message,
        )

    def _command(self, given: dict[str, Any]) -> Command:
        if "edit" in given:
            number = given["edit"]
            if type(number) is not int or not 1 <= number <= len(self._own):
                raise BadLine(f"`edit` must be the number of an own message, 1 to {len(self._own)}.")
            return Edit(message=self._own[number - 1], text=lines.text(given.get("text"), "text"))
        if "text" in given:
            return Say(text=lines.text(given["text"], "text"))
        if "button" in given:
            return Press(button=lines.text(given["button"], "button"))
        if "file" in given:
            file = given["file"]
            if not isinstance(file, dict):
                raise BadLine('`file` must be {"name": ..., "content": ...}.')
            name = lines.text(file.get("name"), "name")
            return SendFile(name=name, content=lines.text(file.get("content"), "content"))
        raise BadLine("The line needs one of the fields text, button, file, edit or advance.")

    async def _advance(self, seconds: Any) -> None:
        """Let time pass, and do what falls due at the moment at which it does."""
        if self._clock is None:
            raise BadLine("`advance` needs --clock manual.")
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= LONGEST_ADVANCE:
            raise BadLine(f"`advance` must be a number of seconds from 0 to {LONGEST_ADVANCE:.0f}.")
        end = ManualClock(self._clock())
        end.move_by(seconds if math.isfinite(seconds) else 0)
        done = None
        while (due := await self._service.store.next_due(NAME)) and due <= end() and due != done:
            self._clock.move_to(due)
            await self._catch_up()
            done = due
        self._clock.move_to(end())
        await self._catch_up()

    async def _catch_up(self) -> None:
        await self._service.tick()
        await self._service.settle()


async def chat(  # noqa: PLR0913 - the command's options
    bank: Bank,
    *,
    database: str,
    choices: Choices,
    seed: int | None,
    manual: bool,
    source: BinaryIO,
) -> None:
    """Hold the interview until `source` ends.

    Raises:
        Problem: the database cannot be used.

    """
    run = uuid4().hex[:8]
    clock = ManualClock() if manual else None
    async with open_service(
        None, name=NAME, database=database, bank=bank, clock=clock or real, choices=choices, seed=seed
    ) as service:
        if clock and (last := (await service.state(CANDIDATE)).at):
            # Time does not go back because the program was started again.
            clock.move_to(last)
        conversation = Conversation(service, clock, run)
        background = None
        if clock:
            await service.recover()
            await service.settle()
        else:
            background = asyncio.create_task(service.run())
        try:
            async for line in lines.incoming(source):
                lines.write(await conversation.answer(line))
                await conversation.written()
        finally:
            if background:
                background.cancel()
                with suppress(asyncio.CancelledError):
                    await background


def _state(state: State) -> dict[str, Any]:
    """Where the interview stands, as the protocol tells it."""
    return {
        "session": state.session or None,
        "stage": state.stage.id if state.stage and not state.ended else None,
        "item": state.current.item.partition("/")[2] if state.current else None,
        "phase": state.phase,
        "due_at": state.due_at.isoformat() if state.due_at else None,
        "ended": state.ended,
    }
