"""From an update to the reply, through the real bot: updates a second and latency, beside a bare echo bot.

Run it as ``python benchmarks/bench_telegram.py [SECONDS]``. A Bot API server on loopback hands out updates to
``mock-interviewer run`` (decided, stored on disk, acknowledged, delivered from the outbox) and, in the same run, to
python-telegram-bot's own loop with a handler that only echoes and keeps nothing. Every chat sends its next message when
it has heard the reply. The server shares the machine with the bot, so what counts is the ratio.
"""

import asyncio
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "bot" / "telegram"))

from fake_api import TOKEN, FakeApi

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
ECHO = """
import sys
from telegram.ext import Application, MessageHandler, filters

async def echo(update, context):
    await update.message.reply_text(update.message.text)

builder = Application.builder().token(sys.argv[1]).base_url(sys.argv[2] + "/bot")
application = builder.build()
application.add_handler(MessageHandler(filters.ALL, echo))
application.run_polling()
"""


class Listening(FakeApi):
    """Tells each chat of every message that it gets."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: dict[int, asyncio.Event] = {}

    def _show(self, fields: dict, content: dict) -> dict:
        shown = super()._show(fields, content)
        self.heard.setdefault(int(fields["chat_id"]), asyncio.Event()).set()
        return shown


async def talk(api: Listening, chats: int) -> tuple[float, list[float]]:
    """Updates a second, and the seconds of each."""
    took: list[float] = []

    async def converse(chat: int) -> None:
        person = api.person(chat)
        while time.perf_counter() < end:
            event = api.heard[chat] = asyncio.Event()
            begun = time.perf_counter()
            person.say("/repeat")
            await event.wait()
            took.append(time.perf_counter() - begun)

    begun = time.perf_counter()
    end = begun + SECONDS
    await asyncio.gather(*(converse(chat) for chat in range(1, chats + 1)))
    return len(took) / (time.perf_counter() - begun), took


def peak_memory(process: int) -> int:
    """The most memory that a process has had, in MiB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


async def measure(name: str, arguments: list[str], chats: int, ready: str) -> float:
    """Print a line for one bot; its updates a second."""
    async with Listening() as api:
        environment = os.environ | {"MOCK_INTERVIEWER_TOKEN": TOKEN, "MOCK_INTERVIEWER_BOT_API": api.address}
        filled = [argument.replace("API", api.address) for argument in arguments]
        bot = await asyncio.create_subprocess_exec(
            sys.executable, *filled, env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        for chat in range(1, chats + 1):
            api.person(chat).say("/start cv en full exam")
        for chat in range(1, chats + 1):
            await api.person(chat).hears(ready)
        rate, took = await talk(api, chats)
        peak = peak_memory(bot.pid)
        bot.terminate()
        await bot.wait()
    cuts = statistics.quantiles(took, n=100)
    print(f"{name:34}{chats:6}{rate:12.0f}{1000 * cuts[49]:10.1f}{1000 * cuts[98]:10.1f}{peak:10}")
    return rate


async def main() -> None:
    """Both bots, with one chat and with many."""
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'':34}{'chats':>6}{'updates/s':>12}{'p50 ms':>10}{'p99 ms':>10}{'MiB':>10}")
    for chats in (1, 50):
        echo = await measure("python-telegram-bot, echo", ["-c", ECHO, TOKEN, "API"], chats, "/start")
        with tempfile.TemporaryDirectory() as folder:
            run = ["-m", "bot", "run", "--database", f"sqlite:///{folder}/i.db"]
            ours = await measure("mock-interviewer run, on disk", run, chats, "Question 1")
        print(f"{'ratio':34}{chats:6}{ours / echo:12.2f}")


if __name__ == "__main__":
    asyncio.run(main())
