"""Waiting for an event, for a while."""

import asyncio
from contextlib import suppress


async def wait(event: asyncio.Event, seconds: float) -> None:
    """Wait until `event` is set, or `seconds` have passed.

    Not `asyncio.wait_for`: before Python 3.12 that swallows a cancellation which comes just as the event is set, and
    whoever waits in a loop goes on for ever.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
