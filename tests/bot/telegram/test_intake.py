"""No update is acknowledged before it is stored, and none is stored twice."""

import asyncio
import contextlib
from types import SimpleNamespace

import pytest
from fake_api import TOKEN

from bot.clock import real
from bot.telegram.api import connect
from bot.telegram.intake import MOST_FILES, Intake
from bot.telegram.polling import Polling
from interview_flow.commands import SendFile
from interview_flow.database import DatabaseProblem


class Storing:
    """In the place of the service: keeps what it is given, while its chat's gate is open."""

    def __init__(self):
        self.stored = []
        self.gates = {}
        self.problems = []

    async def accept(self, received):
        """Store, or fail as told."""
        if received.candidate in self.gates:
            await self.gates[received.candidate].wait()
        if self.problems:
            raise self.problems.pop(0)
        self.stored.append(received)

    def texts(self):
        return [received.command.text for received in self.stored]


@pytest.fixture
async def polled(api, monkeypatch):
    """A loop over the fake API, which stores into `storing`."""
    monkeypatch.setattr("bot.telegram.intake.FIRST_PAUSE", 0.0)
    bot = connect(TOKEN, api.address)
    await bot.initialize()
    storing = Storing()
    intake = Intake(storing, bot, real)
    polling = Polling(bot, intake, real)
    task = asyncio.create_task(polling.run())
    yield SimpleNamespace(storing=storing, intake=intake, polling=polling, task=task)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    await intake.stop()
    await bot.shutdown()


async def test_updates_are_stored_and_then_acknowledged(api, polled):
    for number in range(250):
        api.person(chat=number % 7 + 1).say(f"{number}")
    await api.until(lambda: not api.updates)
    assert sorted(polled.storing.texts(), key=int) == [str(number) for number in range(250)]
    for chat in range(1, 8):
        own = [received for received in polled.storing.stored if received.candidate == f"telegram:{chat}"]
        assert own == sorted(own, key=lambda received: int(received.command.text))
    assert len({received.id for received in polled.storing.stored}) == 250


async def test_what_is_not_stored_is_not_acknowledged_and_holds_up_no_other_chat(api, polled):
    polled.storing.gates["telegram:42"] = gate = asyncio.Event()
    slow = api.person().say("slow")
    api.person(chat=7).say("first")
    await api.until(lambda: polled.storing.texts() == ["first"])
    api.person(chat=7).say("second")
    await api.until(lambda: polled.storing.texts() == ["first", "second"])
    assert slow in api.updates
    gate.set()
    await api.until(lambda: not api.updates)
    assert polled.storing.texts() == ["first", "second", "slow"]


async def test_a_locked_database_is_waited_for(api, polled):
    polled.storing.problems = [DatabaseProblem("locked")] * 3
    api.person().say("kept")
    await api.until(lambda: not api.updates)
    assert polled.storing.texts() == ["kept"]


async def test_our_fault_is_told_and_holds_up_nothing(api, polled):
    polled.storing.problems = [RuntimeError("broken")]
    zoe = api.person(language="zh")
    zoe.say("lost")
    await zoe.hears("请再发一次")
    zoe.say("kept")
    await api.until(lambda: not api.updates)
    assert polled.storing.texts() == ["kept"]


async def test_an_update_of_an_unknown_shape_holds_up_nothing(api, polled):
    api.give(message={"message_id": "?"})
    api.give(message=5)
    api.give(novelty={})
    api.person().say("kept")
    await api.until(lambda: not api.updates)
    assert polled.storing.texts() == ["kept"]


async def test_a_command_in_a_group_is_refused_there_once(api, polled):
    group = {"id": -7, "type": "group", "title": "g"}
    entity = [{"type": "bot_command", "offset": 0, "length": 6}]
    eve = api.person()
    api.give(message=eve.message(text="/start", entities=entity) | {"chat": group})
    api.give(message=eve.message(text="hello") | {"chat": group})
    await api.until(lambda: not api.updates)
    (shown,) = api.chats[-7].values()
    assert "private" in shown["text"]
    assert polled.storing.stored == []


async def test_a_long_paste_arrives_whole(api, polled):
    long = "".join(chr(0x4E00 + number % 9000) for number in range(10_000))
    api.person().say(long)
    await api.until(lambda: not api.updates)
    assert polled.storing.texts() == [long]


async def test_a_caption_and_its_file_are_two_things_of_one_update(api, polled):
    api.person().send_file("a.py", b"x", caption="see here")
    await api.until(lambda: not api.updates)
    caption, file = polled.storing.stored
    assert caption.command.text == "see here"
    assert file.command == SendFile(name="a.py", content="x")
    assert caption.id != file.id


async def test_a_flood_of_files_is_refused_before_it_holds_up_the_others(api, polled):
    eve = api.person()
    polled.storing.gates["telegram:42"] = gate = asyncio.Event()
    for number in range(10):
        eve.send_file(f"{number}.py", b"x")
    bob = api.person(chat=7)
    bob.say("hi")
    await api.until(lambda: polled.storing.stored)
    gate.set()
    await api.until(lambda: not api.updates)
    contents = [received.command.content for received in polled.storing.stored if received.candidate == "telegram:42"]
    assert contents == ["x"] * MOST_FILES + [None] * (10 - MOST_FILES)
    eve.send_file("later.py", b"y")
    await api.until(lambda: not api.updates)
    assert polled.storing.stored[-1].command.content == "y"


async def test_the_last_updates_are_acknowledged_at_the_stop(api, polled):
    api.person().say("last")
    await api.until(lambda: polled.storing.stored)
    polled.task.cancel()
    await polled.intake.finish()
    await polled.polling.finish()
    assert not api.updates


@pytest.fixture
def hasty(monkeypatch):
    """Requests end soon where there is nothing."""
    monkeypatch.setattr("bot.telegram.polling.WAIT", 0.05)


@pytest.mark.usefixtures("hasty")
async def test_numbers_that_begin_anew_after_a_quiet_week_are_no_loss(api, polled):
    api.person().say("before")
    await api.until(lambda: not api.updates)
    asked = len(api.calls)
    await api.until(lambda: any("offset" not in fields for _, fields in api.calls[asked:]))
    api.next_update = 5
    api.person().say("after")
    await api.until(lambda: polled.storing.texts() == ["before", "after"])
