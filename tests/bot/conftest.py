"""Drives a whole interview, line by line, as ``chat --jsonl`` does."""

import json
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from small_bank import small_bank

from bot.bootstrap import open_service
from bot.clock import ManualClock
from bot.jsonl.chat import CANDIDATE, NAME, Conversation
from interview_flow.events import Choices


class Talk:
    """One run of the program: says lines, keeps all that was answered."""

    def __init__(self, conversation, service, clock):
        self.conversation = conversation
        self.service = service
        self.clock = clock
        self.state = {}
        self.heard = []

    async def __call__(self, line=None, **fields):
        """What is answered to a line: a text alone, or fields."""
        fields |= {"text": line} if line is not None else {}
        return await self.raw(json.dumps(fields).encode() + b"\n")

    async def raw(self, line):
        """What is answered to a line of bytes."""
        out = await self.conversation.answer(line)
        await self.conversation.written()
        self.state = out.get("state", self.state)
        self.heard += out.get("messages", [])
        return out

    async def texts(self, line=None, **fields):
        """All that is said to a line, as one text."""
        out = await self(line, **fields)
        assert "error" not in out, out
        return "\n".join(message["text"] for message in out["messages"])

    def button(self, name):
        """The latest button whose id begins so."""
        for message in reversed(self.heard):
            for row in message["buttons"]:
                for button in row:
                    if button["id"].startswith(name):
                        return button["id"]
        raise AssertionError(f"no button {name!r}")


@asynccontextmanager
async def talk_over(address, bank=None, run="run1", seed=7, clock=None, **choices):
    """The program over a database, until the end of the block."""
    clock = clock or ManualClock()
    async with open_service(
        None, name=NAME, database=address, bank=bank or small_bank(), clock=clock, choices=Choices(**choices), seed=seed
    ) as service:
        if (last := (await service.state(CANDIDATE)).at) is not None:
            clock.move_to(last)
        await service.recover()
        await service.settle()
        yield Talk(Conversation(service, clock, run), service, clock)


@pytest.fixture
def address(tmp_path):
    return f"sqlite:///{tmp_path / 'i.db'}"


@pytest.fixture
async def talk(address):
    """A program with the small bank, an English short interview of the first format."""
    async with talk_over(address, format="cv", language="en", length="short", mode="practice") as found:
        yield found
