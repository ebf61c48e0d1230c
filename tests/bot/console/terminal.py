"""A terminal without a terminal: keys from a pipe, what is drawn as text."""

import asyncio
import io
import re
from contextlib import asynccontextmanager, suppress

from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.formatted_text import fragment_list_to_text
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.color_depth import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output
from small_bank import small_bank

from bot.bootstrap import open_service
from bot.clock import ManualClock
from bot.console.screen import Screen
from bot.jsonl.chat import NAME
from interview_flow.events import Choices

ESCAPE = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07|[=>78])")
ENTER, NEW_LINE, CTRL_C, CTRL_D, F1, F2 = "\r", "\x1b\r", "\x03", "\x04", "\x1bOP", "\x1bOQ"


class Terminal:
    """What a candidate does and sees."""

    def __init__(self, screen, keys, drawn, service, clock):
        self.screen, self.keys, self.drawn, self.service, self.clock = screen, keys, drawn, service, clock
        self.holding = asyncio.create_task(screen.hold(service))
        self.read = 0

    @property
    def raw(self):
        """All that was sent to the terminal."""
        return self.drawn.getvalue()

    @property
    def seen(self):
        """All that was drawn, without colours and movements; blanks as they happen to be drawn count as one."""
        return " ".join(ESCAPE.sub(" ", self.raw).split())

    @property
    def below(self):
        """What is drawn anew as it changes: the message in its slot, the buttons, the bar."""
        parts = (self.screen._held_text(), self.screen._board_text(), self.screen._bar_text())
        return " ".join(" ".join(map(fragment_list_to_text, parts)).split())

    async def has_below(self, text):
        """Wait until `text` is among it."""
        await self.becomes(lambda: text in self.below)

    async def sees(self, text):
        """Wait until `text` is drawn, after what was waited for last."""
        wanted = " ".join(text.split())
        for _ in range(1000):
            place = self.seen.find(wanted, self.read)
            if place >= 0:
                self.read = place + len(wanted)
                return
            if self.holding.done():
                self.holding.result()
            await asyncio.sleep(0.01)
        raise AssertionError(f"{text!r} is not in {self.seen[self.read :]!r}")

    async def becomes(self, true):
        """Wait until `true()`."""
        for _ in range(1000):
            if true():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"it never came true; drawn: {self.seen[-500:]!r}")

    def type(self, text):
        self.keys.send_text(text)

    def paste(self, text):
        """As a terminal sends what is pasted."""
        self.keys.send_text(f"\x1b[200~{text}\x1b[201~")


@asynccontextmanager
async def terminal_over(address, bank=None, columns=80, locale="en", clock=None, **choices):
    """The program at a terminal, until the end of the block."""
    drawn = io.StringIO()
    out = Vt100_Output(
        drawn,
        lambda: Size(rows=24, columns=columns),
        term="xterm",
        default_color_depth=ColorDepth.DEPTH_4_BIT,
        enable_cpr=False,
    )
    clock = clock or ManualClock()
    with create_pipe_input() as keys, create_app_session(input=keys, output=out):
        screen = Screen(locale, keys, out)
        async with open_service(
            screen.conversation,
            name=NAME,
            database=address,
            bank=bank or small_bank(),
            clock=clock,
            choices=Choices(**choices),
            seed=7,
        ) as service:
            time = asyncio.create_task(service.run())
            terminal = Terminal(screen, keys, drawn, service, clock)
            try:
                yield terminal
            finally:
                for task in (terminal.holding, time):
                    task.cancel()
                    with suppress(asyncio.CancelledError):
                        await task
