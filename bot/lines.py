"""JSON Lines over standard input and output: one object a line, an answer in the place of each."""

import asyncio
import json
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import Any, BinaryIO

LONGEST_LINE = 8 * 1024 * 1024
"""Bytes; a longer line is skipped to its end and answered by an error."""


class BadLine(Exception):  # noqa: N818 - reads as what it says
    """A line cannot be used; the message is one sentence that says what to do."""


def standard_input() -> BinaryIO:
    """Standard input, under a buffer of our own: the interpreter's may not be held by a thread while it shuts down."""
    return open(sys.stdin.fileno(), "rb", closefd=False)


def lines(stream: BinaryIO) -> Iterator[bytes | BadLine]:
    """Each line of `stream`, as it comes; in place of one that is too long, the reason."""
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE)
        yield BadLine(f"The line is longer than {LONGEST_LINE // 1024 // 1024} MB: send less in one line.")


async def incoming(source: BinaryIO) -> AsyncIterator[bytes | BadLine]:
    """`lines` of `source`, read in a thread that does not keep the program alive: Ctrl-C ends it at once."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[bytes | BadLine | None] = asyncio.Queue(maxsize=16)

    def fetch() -> None:
        with suppress(RuntimeError, CancelledError):
            # The loop is closed when the program ends before its input does.
            for line in lines(source):
                asyncio.run_coroutine_threadsafe(queue.put(line), loop).result()
            asyncio.run_coroutine_threadsafe(queue.put(None), loop).result()

    threading.Thread(target=fetch, name="standard input", daemon=True).start()
    while (line := await queue.get()) is not None:
        yield line


def read(line: bytes | BadLine) -> dict[str, Any]:
    """The JSON object in `line`.

    Raises:
        BadLine: there is none.

    """
    if isinstance(line, BadLine):
        raise line
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadLine("The line is not UTF-8: encode it so.") from None
    except (ValueError, RecursionError):
        raise BadLine("The line is no JSON: write one JSON object a line.") from None
    if not isinstance(value, dict):
        raise BadLine("The line is no JSON object: write {...}.")
    return value


def text(value: Any, name: str, longest: int = LONGEST_LINE) -> str:
    """The text in field `name`, of at most `longest` characters.

    Raises:
        BadLine: it is none, or too long.

    """
    if not isinstance(value, str):
        raise BadLine(f"`{name}` must be a text.")
    if len(value) > longest:
        raise BadLine(
            f"`{name}` has {len(value)} characters and at most {longest} are read: send the part that matters."
        )
    # Half a surrogate pair is valid in JSON and in no text.
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def write(value: dict[str, Any]) -> None:
    """Put `value` out as a line, at once."""
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()
