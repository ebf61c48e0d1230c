"""The real bot as a process, beside a Bot API server in this one."""

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

HERE = Path(__file__).parent
# Behind the folder above: its conftest is imported by name.
sys.path.append(str(HERE))

from fake_api import TOKEN, FakeApi  # noqa: E402 - only now can it be found


class Bot:
    """``mock-interviewer run``, which can be stopped, killed and started again."""

    def __init__(self, api, database, *arguments, program=(str(HERE.parent / "on_small_bank.py"),), **environment):
        self.command = [*program, "run", "--database", database, *arguments]
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("MOCK_")}
        self.environment |= {"MOCK_INTERVIEWER_TOKEN": TOKEN, "MOCK_INTERVIEWER_BOT_API": api.address}
        self.environment |= {f"MOCK_INTERVIEWER_{name.upper()}": value for name, value in environment.items()}
        self.process = None
        self.log = ""

    async def start(self):
        """Start the process."""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, *self.command, env=self.environment, stderr=asyncio.subprocess.PIPE
        )
        return self

    async def end(self, number=signal.SIGTERM):
        """Send a signal, wait for the end, return the exit code."""
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await self.ended()

    async def ended(self):
        """Wait until it ends by itself; the exit code."""
        async with asyncio.timeout(60):
            self.log += (await self.process.stderr.read()).decode()
            return await self.process.wait()


@pytest.fixture
async def api():
    async with FakeApi() as found:
        yield found


@pytest.fixture
def address(tmp_path):
    return f"sqlite:///{tmp_path / 'i.db'}"


@pytest.fixture
def bot_over(api, address):
    """Starts bots over the test's API and database, and ends them."""

    @asynccontextmanager
    async def run(*arguments, **more):
        bot = await Bot(api, address, *arguments, **more).start()
        try:
            yield bot
        finally:
            await bot.end(signal.SIGKILL)

    return run
