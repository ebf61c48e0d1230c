"""``mock-interviewer chat``: an interview at the terminal, from start to leaving."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from bot import lines
from bot.bootstrap import open_service
from bot.console import wording as w
from bot.console.piped import Piped
from bot.jsonl.chat import NAME
from interview_flow.events import Choices
from question_bank.bank import Bank

if TYPE_CHECKING:
    from bot.console.screen import Screen


async def chat(bank: Bank, *, database: str, choices: Choices, seed: int | None) -> None:
    """Hold the interview until the candidate leaves, or until the input ends where that is no terminal.

    Raises:
        Problem: the database cannot be used.
        KeyboardInterrupt: the candidate broke it off.

    """
    view = _view(choices)
    async with open_service(
        view.conversation, name=NAME, database=database, bank=bank, choices=choices, seed=seed
    ) as service:
        clock = asyncio.create_task(service.run())
        try:
            broken_off = await view.hold(service)
        finally:
            # Another Ctrl-C ends what is left at once: the next start takes it up, as after a crash.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            clock.cancel()
            with suppress(asyncio.CancelledError):
                await clock
        state = view.conversation.state
        words = w.GOODBYE if state.phase_of != "running" else w.KEPT_PAUSED if state.paused else w.KEPT
        sys.stdout.write(view.conversation.text(words) + "\n")
        sys.stdout.flush()
    if broken_off:
        raise KeyboardInterrupt


def _view(choices: Choices) -> "Piped | Screen":
    locale = choices.language or _locale()
    if sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        # Drawing takes a while to import, and a pipe needs none.
        from bot.console.screen import Screen  # noqa: PLC0415

        return Screen(locale)
    return Piped(lines.standard_input(), sys.stdout, locale)


def _locale() -> str:
    """What the terminal announces, in the order in which programs look."""
    found = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((value for value in found if value), "")
    return "" if locale.split(".")[0] in ("C", "POSIX") else locale
