"""`chat` as `bot.__main__` calls it: what it puts together, and what it leaves behind."""

import asyncio
import signal
import sys
from functools import partial

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from small_bank import RIGHT, small_bank

from bot.bootstrap import open_service
from bot.clock import ManualClock
from bot.console import chat as chat_function
from bot.console.screen import Screen
from evaluators.concept.reader import client
from interview_flow.events import Choices

CHOSEN = Choices(format="cv", language="en", length="short", mode="practice")


class Blank(DummyOutput):
    """A terminal that shows nothing."""

    def get_size(self):
        return Size(rows=24, columns=80)


@pytest.fixture(autouse=True)
def ctrl_c():
    """`chat` leaves Ctrl-C to the system for the end of its process; the tests go on."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def module():

    return sys.modules["bot.console.chat"]


@pytest.fixture
def keys():
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=Blank()):
        yield pipe


async def until(true):
    for _ in range(1000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came true")


async def test_deadlines_are_kept_while_the_prompt_is_open(address, module, keys, monkeypatch, capsys):
    """The clock moves, nobody types: the question is closed and the next one is asked; then Ctrl-C twice."""
    clock = ManualClock()
    screen = Screen("en", keys, Blank())
    monkeypatch.setattr(module, "_view", lambda choices: screen)  # noqa: ARG005
    monkeypatch.setattr(module, "open_service", partial(module.open_service, clock=clock))
    monkeypatch.setattr("interview_flow.service.LOOK_EVERY", type(clock() - clock())(milliseconds=20))
    talk = asyncio.create_task(_held(chat_function(small_bank(), database=address, choices=CHOSEN, seed=7)))
    state = lambda: screen.conversation.state  # noqa: E731
    await until(lambda: state().phase == "asking")
    clock.move_by(181)
    await until(lambda: len(state().items) == 2)
    assert state().items[0].reason == "deadline"
    keys.send_text(RIGHT + "\r")
    await until(lambda: state().items[1].reason == "answered")
    keys.send_text("\x03\x03")
    assert await talk == "broken off"
    assert "to go on where it was" in capsys.readouterr().out


async def test_leaving_does_not_wait_until_the_reader_has_read(address, monkeypatch):
    hanging = client.Worker([sys.executable, "-c", "import time; time.sleep(600)"], start_up=90)
    monkeypatch.setattr(client, "_worker", hanging)
    async with open_service(None, name="terminal", database=address, bank=small_bank()):
        reading = asyncio.create_task(asyncio.to_thread(hanging.read, "a", ["x"], [], []))
        await until(lambda: hanging._child is not None)
    assert await asyncio.wait_for(reading, 30) is None


async def _held(talk):
    """A `KeyboardInterrupt` in a task would end the loop."""
    try:
        await talk
    except KeyboardInterrupt:
        return "broken off"
    return "left"


@pytest.mark.parametrize(
    ("environment", "locale"),
    [
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, "zh_CN.UTF-8"),
        ({"LC_ALL": "en_GB.UTF-8", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, "en_GB.UTF-8"),
        ({"LC_ALL": "C.UTF-8", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, ""),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}, ""),
    ],
)
def test_the_locale_is_what_the_environment_says_first(module, monkeypatch, environment, locale):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert module._locale() == locale
