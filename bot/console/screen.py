"""The interview at a terminal: what was said scrolls away above, the input and the bar stay below.

What is said is printed, so that the terminal's own scrolling, searching and copying work on it. Only what changes
is drawn: the message that a slot holds, the buttons, the input, the bar.
"""

import asyncio
import signal
from asyncio import Queue
from contextlib import suppress

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText, StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import ConditionalContainer, Dimension, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import Output
from prompt_toolkit.renderer import print_formatted_text
from prompt_toolkit.widgets import TextArea

from bot.console import rendering
from bot.console import wording as w
from bot.console.bar import bar
from bot.console.conversation import Conversation
from bot.console.typed import goes_on
from evaluators.text import Language
from interview_flow.database import DatabaseProblem
from interview_flow.message import Message
from interview_flow.service import Service

TALLEST_INPUT = 8
"""Lines of the input that are shown at once."""
COUNTDOWN = "countdown"
"""The slot of what the bar shows anyway."""
REDRAW_EVERY = 0.5
"""Seconds."""


class Screen:
    """A terminal with one candidate before it."""

    def __init__(self, locale: str, source: Input | None = None, out: Output | None = None) -> None:
        self.conversation = Conversation(self, locale)
        self._held: Message | None = None
        """The message in a slot, which a later one takes the place of."""
        self._typed: Queue[str] = Queue()
        self._warned = False
        self._service: Service | None = None
        self._input = TextArea(
            multiline=True,
            wrap_lines=True,
            height=Dimension(min=1, max=TALLEST_INPUT),
            dont_extend_height=True,
            get_line_prefix=rendering.prefix,
            accept_handler=self._accept,
        )
        self._application: Application[bool] = Application(
            layout=Layout(self._container()),
            key_bindings=self._keys(),
            style=rendering.STYLE,
            erase_when_done=True,
            input=source,
            output=out,
        )

    async def hold(self, service: Service) -> bool:
        """Hold the interview until the candidate leaves; True where they broke it off with Ctrl-C."""
        self._service = service
        work = [asyncio.create_task(self._work(service)), asyncio.create_task(self._redraw())]
        # A terminal that is left as it is drawn on cannot be typed in.
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, lambda: self._leave(broken_off=False))
        try:
            return await self._application.run_async()
        except EOFError:
            # The terminal has gone.
            return False
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)

    async def show(self, message: Message, language: Language) -> None:
        """What the interviewer says: above the input, or in its slot."""
        if message.slot.partition(":")[0] == COUNTDOWN:
            return
        if message.slot:
            self._held = message
        else:
            self._held = None if message.buttons else self._held
            self._print(rendering.message(message, self._width, language))
        self._application.invalidate()

    async def tell(self, text: str) -> None:
        """A sentence of the terminal's own."""
        self._print(rendering.notice(text, self._width))

    @property
    def _width(self) -> int:
        # A sign in the last column makes some terminals begin a new line.
        return max(10, self._application.output.get_size().columns - 1)

    def _print(self, shown: StyleAndTextTuples) -> None:
        """Print above what is drawn.

        `in_terminal` would leave raw mode meanwhile, and what is typed in that moment would go astray.
        """
        renderer = self._application.renderer
        renderer.erase()
        print_formatted_text(self._application.output, FormattedText(shown), rendering.STYLE)
        renderer.reset()
        renderer.request_absolute_cursor_position()
        self._application.invalidate()

    async def _work(self, service: Service) -> None:
        """Do what is typed and pressed, in order."""
        try:
            await self.conversation.begin(service)
            while True:
                await self._do(await self._typed.get())
        except Exception as error:
            if not self._application.is_done:
                self._application.exit(exception=error)
            raise

    async def _do(self, given: str) -> None:
        try:
            self._print(rendering.own(self.conversation.echo(given), self._width))
            if not await self.conversation.hear(given):
                self._leave(broken_off=False)
        except DatabaseProblem as problem:
            await self.tell(str(problem))
            if not self._input.text:
                # Nothing was stored: it is there to be sent again.
                self._input.text = given

    async def _redraw(self) -> None:
        """Let the countdown go on."""
        while True:
            await asyncio.sleep(REDRAW_EVERY)
            with suppress(DatabaseProblem):
                await self.conversation.look()
            self._application.invalidate()

    def _leave(self, *, broken_off: bool) -> None:
        if self._application.is_running and not self._application.is_done:
            self._application.exit(result=broken_off)

    def _accept(self, buffer: Buffer) -> bool:
        """Send what was typed; whether the input keeps it."""
        self._warned = False
        if buffer.text.strip():
            self._typed.put_nowait(buffer.text)
        return False

    def _container(self) -> HSplit:
        held = Window(FormattedTextControl(self._held_text), dont_extend_height=True)
        board = Window(FormattedTextControl(self._board_text), dont_extend_height=True)
        return HSplit(
            [
                ConditionalContainer(held, Condition(lambda: self._held is not None)),
                ConditionalContainer(board, Condition(lambda: bool(self.conversation.board.rows))),
                self._input,
                Window(FormattedTextControl(self._bar_text), height=1, style="class:bar"),
            ]
        )

    def _held_text(self) -> StyleAndTextTuples:
        if self._held is None:
            return []
        # Its last line break would be a second empty line above the buttons.
        return rendering.message(self._held, self._width, self.conversation.language)[:-1]

    def _board_text(self) -> StyleAndTextTuples:
        return rendering.board(self.conversation.board.rows, self._width)

    def _bar_text(self) -> StyleAndTextTuples:
        if self._service is None or not self.conversation.begun:
            return []
        return bar(self.conversation.state, self._service.now(), self._width + 1)

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()

        # What was typed before the terminal was ours ends its lines with a line feed.
        @keys.add("enter")
        @keys.add("c-j")
        def _(event: KeyPressEvent) -> None:
            buffer = event.current_buffer
            going = goes_on(buffer.text)
            if going is None:
                buffer.validate_and_handle()
            else:
                buffer.text = going
                buffer.cursor_position = len(going)

        @keys.add("escape", "enter")
        @keys.add("escape", "c-j")
        def _(event: KeyPressEvent) -> None:
            event.current_buffer.insert_text("\n")

        @keys.add("c-c")
        def _(_event: KeyPressEvent) -> None:
            if self._warned:
                self._leave(broken_off=True)
                return
            self._warned = True
            state = self.conversation.state
            told = w.LEAVING_RUNNING if state.phase_of == "running" and not state.paused else w.LEAVING
            self._print(rendering.notice(self.conversation.text(told), self._width))

        @keys.add("c-d", filter=Condition(lambda: not self._input.text))
        def _(_event: KeyPressEvent) -> None:
            self._leave(broken_off=False)

        for number in range(1, 13):

            @keys.add(f"f{number}")
            def _(_event: KeyPressEvent, number: int = number) -> None:
                self._warned = False
                self._typed.put_nowait(f":{number}")

        return keys
