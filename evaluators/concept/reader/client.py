"""Our side of the worker: it starts when first asked, and is ended when it does not answer in time."""

import atexit
import contextlib
import json
import logging
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar, get_args

log = logging.getLogger(__name__)
T = TypeVar("T")

FOLDER = Path(__file__).parent / "model"
"""Where the trained reader lies."""
START_UP = 60.0
"""Seconds until a worker that does not come up is given up: torch takes a few to import, on a busy machine many."""
SECONDS = 10.0
"""Seconds until a worker that does not answer is ended; a long answer takes one on a core of its own."""
LENGTH = 6_000
"""Characters beyond which an answer is too long whatever they are."""
COMMAND = (sys.executable, "-m", "evaluators.concept.reader.worker")
FAULTS = (OSError, ValueError, KeyError, TypeError)
"""What a worker that dies, hangs or talks nonsense is noticed by."""


Branch = Literal["contradictions", "facts"]
"""What is read by upper layers of its own."""
Subject = Literal["answers", Branch]
STANCES = "stances"
"""What a request asks for that is of no statement."""
Taken = dict[str, dict[str, float]]
"""How probably a sentence takes each stance on a matter, by matter and stance."""


class Opinion(NamedTuple):
    """What the reader makes of one statement."""

    probability: float
    """That the answer states it: calibrated, 0 to 1."""
    clause: int | None
    """The clause that this rests on most, where there is one."""


class Worker:
    """A child that reads; safe to use from several threads, which it serves one after another."""

    def __init__(
        self, command: Sequence[str] = COMMAND, *, start_up: float = START_UP, seconds: float = SECONDS
    ) -> None:
        """Nothing is started yet."""
        self._command = tuple(command)
        self._start_up = start_up
        self._seconds = seconds
        self._turn = threading.Lock()
        self._stopped = False
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self.version = ""
        """Version of the weights, known once it has answered."""

    def read(
        self,
        answer: str,
        statements: Sequence[str],
        clauses: Sequence[tuple[int, int]] = (),
        seek: Sequence[int] = (),
        of: Subject = "answers",
    ) -> list[Opinion] | None:
        """An opinion on each of `statements`; none where the answer is too long to be read whole.

        None where the worker failed, and has been ended.

        Args:
            answer: what the candidate wrote.
            statements: what it is held against.
            clauses: offsets (start, end) into `answer`, among which evidence is chosen.
            seek: places of the statements for which it is.
            of: what is read: an answer beside statements, or a reply beside what it may contradict, which is either
                something else that was said or a known fact.

        """
        if len(answer) > LENGTH:
            return []
        request = {"of": of, "answer": _whole(answer), "statements": statements, "clauses": clauses, "seek": seek}
        return self._answered(
            request,
            lambda found: [
                Opinion(probability, clause if clause >= 0 else None)
                for probability, clause in zip(found["probabilities"], found["clauses"], strict=True)
            ],
        )

    def stances(self, sentences: Sequence[str]) -> list[Taken] | None:
        """The stances that each of `sentences` takes; None where the worker failed, and has been ended."""
        request = {"of": STANCES, "sentences": [_whole(sentence) for sentence in sentences]}
        return self._answered(request, lambda found: list(found[STANCES]))

    def _answered(self, request: Mapping[str, Any], made: Callable[[dict[str, Any]], T]) -> T | None:
        """What is `made` of the answer to `request`; None where the worker failed, and has been ended."""
        with self._turn:
            try:
                with self._exchange():
                    return made(self._ask(request))
            except FAULTS as fault:
                if not self._stopped:
                    log.warning("the learned reader failed, the rules grade alone: %r", fault)
                return None

    def warm(self) -> None:
        """Have the child come up, so that the first answer need not wait for it."""
        with self._turn, contextlib.suppress(*FAULTS), self._exchange():
            self._running()

    @contextlib.contextmanager
    def _exchange(self) -> Iterator[None]:
        """Where it is broken off the child is ended, lest a line that comes late be taken for the next answer."""
        try:
            yield
        except BaseException:
            self._end()
            raise

    def _ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        child = self._running()
        if child.stdin is None:
            raise BrokenPipeError("the worker has no input")
        child.stdin.write(json.dumps(request).encode() + b"\n")
        child.stdin.flush()
        return _line(child, self._seconds)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._owner != os.getpid():  # forked: the child is the parent's
            self._child, self._owner = None, os.getpid()
        if self._child and self._child.poll() is None:
            return self._child
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and code
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        atexit.register(self.stop)
        if self._stopped:
            raise BrokenPipeError("the worker was stopped")
        self.version = _line(self._child, self._start_up)["version"]
        return self._child

    def stop(self) -> None:
        """End the child for good, also while it is waited for."""
        self._stopped = True
        child = self._child
        if child and self._owner == os.getpid():
            child.kill()  # whoever waits for it lets go of the turn
        with self._turn:
            self._end()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return
        atexit.unregister(self.stop)
        child.kill()
        with contextlib.suppress(OSError):
            child.communicate()


_worker: Worker | None = None


def start(*, warm: bool = True) -> bool:
    """Have a `worker` from now on, by default already on its way; False where there is no trained reader.

    Without ``warm`` no thread is started, so that the process may be forked.
    """
    global _worker  # noqa: PLW0603 - one child serves the whole process
    if not present():
        log.warning("there is no learned reader: concept answers are graded by the rules alone")
        return False
    if _worker is None:
        _worker = Worker()
        if warm:
            threading.Thread(target=_worker.warm, name="reader", daemon=True).start()
    return True


def present() -> bool:
    """Whether a trained reader, and what it needs, is installed."""
    files = all((FOLDER / f"{name}.safetensors").is_file() for name in ("reader", *get_args(Branch), STANCES))
    return files and all(map(find_spec, ("tokenizers", "safetensors", "torch")))


def worker() -> Worker | None:
    """The worker, if the program has started one; without it the rules grade alone."""
    return _worker


def stop() -> None:
    """End the worker, if there is one."""
    global _worker  # noqa: PLW0603 - as above
    if _worker is not None:
        _worker.stop()
        _worker = None


def _whole(text: str) -> str:
    """`text` without halves of surrogate pairs, which cannot be cut into pieces; as long as it was."""
    return text.encode("utf-8", "replace").decode()


def _line(child: "subprocess.Popen[bytes]", seconds: float) -> dict[str, Any]:
    """The next line that `child` writes.

    Raises:
        OSError: it has ended, or `seconds` have passed.
        ValueError: it is no JSON.

    """
    if child.stdout is None:
        raise BrokenPipeError("the worker has no output")
    read = child.stdout.fileno()
    end = time.monotonic() + seconds
    data = b""
    while not data.endswith(b"\n"):
        ready, _, _ = select.select([read], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            raise TimeoutError(f"no answer within {seconds:g} s")
        part = os.read(read, 1 << 16)
        if not part:
            raise BrokenPipeError("the worker has ended")
        data += part
    found: dict[str, Any] = json.loads(data)
    return found
