"""The whole core on disk: messages a second, latency, time to the first question, memory.

Run it as ``python benchmarks/bench_core.py [SECONDS]``. One message is decided, stored with all that follows from it
and delivered to a channel that does nothing, over SQLite with every decision forced to disk; beside it stands the floor
that the same disk sets: a bare sqlite3 connection that commits one row a message.
"""

import asyncio
import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.bootstrap import open_bank, open_service
from interview_flow.commands import Received, Say
from interview_flow.events import Choices
from interview_flow.message import Message

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
PROBE = """
import json, resource, sys
from bot.__main__ import main
sys.argv[1:] = {arguments}
try:
    main()
finally:
    heavy = sorted({{"torch", "sympy", "numpy", "matplotlib", "alembic"}} & set(sys.modules))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({{"heavy": heavy, "MiB": round(peak)}}), file=sys.stderr)
"""


class Nowhere:
    """A channel that shows nothing, at once."""

    async def deliver(self, candidate: str, message: Message, edits: str | None) -> str:
        """Say that it was shown."""
        del candidate, message, edits
        return "1"


def now() -> datetime:
    """What time it is."""
    return datetime.now(UTC)


async def talk(sessions: int, folder: Path) -> tuple[float, list[float]]:
    """Messages a second, and the seconds of each, with so many candidates who each send one after another."""
    took: list[float] = []
    choices = Choices(format="deep_learning", language="en", length="full", mode="exam")
    database = f"sqlite:///{folder / f'{sessions}.db'}"
    async with open_service(Nowhere(), name="bench", database=database, bank=open_bank(), choices=choices) as service:
        end = 0.0

        async def send(candidate: str, number: int, text: str) -> None:
            given = Received(id=str(number), candidate=candidate, at=now(), command=Say(text=text), message=str(number))
            begun = time.perf_counter()
            await service.receive(given)
            took.append(time.perf_counter() - begun)

        async def one(candidate: str) -> None:
            number = 1
            while time.perf_counter() < end:
                # A part of a draft: heard, stored, acknowledged. Every tenth is a request.
                await send(candidate, number, "/repeat" if number % 10 == 0 else f"part {number} of an answer")
                number += 1

        names = [f"bench:{n}" for n in range(sessions)]
        for name in names:
            await send(name, 0, "/start")
        took.clear()
        begun = time.perf_counter()
        end = begun + SECONDS
        await asyncio.gather(*(one(name) for name in names))
        return len(took) / (time.perf_counter() - begun), took


def floor(folder: Path) -> float:
    """Commits a second of a bare connection, one row each, forced to disk alike."""
    connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)")
    begun, count = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS / 5:
        connection.execute("INSERT INTO t (body) VALUES (?)", ("x" * 200,))
        count += 1
    connection.close()
    return count / (time.perf_counter() - begun)


def first_question(folder: Path) -> tuple[float, dict[str, object]]:
    """Seconds from the start of the process to the first question's line, and what the process had in memory."""
    home = folder / "home"
    env = os.environ | {"XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache")}
    arguments = ["chat", "--jsonl", "--format", "cv", "--seed", "7", "--clock", "manual"]
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", PROBE.format(arguments=arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
    )
    if process.stdin is None or process.stdout is None:
        raise SystemExit("the program has no pipes")
    process.stdin.write(b'{"text": "/start"}\n')
    process.stdin.flush()
    first = process.stdout.readline()
    took = time.perf_counter() - begun
    _, told = process.communicate(b'{"text": "/delete_my_data"}\n{"text": "yes"}\n')
    if not first or json.loads(first)["state"]["phase"] != "asking":
        raise SystemExit(f"no question came: {told.decode()}")
    return took, json.loads(told.splitlines()[-1])


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
        print(f"{machine}, Python {platform.python_version()}")
        base = floor(folder)
        print(f"{'floor: bare sqlite3 commits':34}{base:8.0f}/s")
        for sessions in (1, 200):
            rate, took = asyncio.run(talk(sessions, folder))
            cuts = statistics.quantiles(took, n=100)
            print(
                f"{f'{sessions} sessions at once':34}{rate:8.0f}/s {rate / base:6.1%} of the floor   "
                f"p50 {cuts[49] * 1e3:7.1f} ms   p99 {cuts[98] * 1e3:7.1f} ms"
            )
        for what in ("start, nothing cached", "start", "start once more"):
            seconds, found = first_question(folder)
            told = f"peak {found['MiB']} MiB   heavy modules: {found['heavy'] or 'none'}"
            print(f"{f'{what}: first question':40}{seconds:8.2f} s   {told}")


main()
