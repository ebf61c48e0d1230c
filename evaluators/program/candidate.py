"""What runs beside a candidate's program: loads it and carries out the judge's calls on it.

This process is the candidate's once the program is loaded: everything in it may have been replaced. So nothing here
decides anything, no reference answer is here, and all that leaves is plain values.
"""

import ast
import json
import random
import sys
import types
import warnings
from typing import Any

import numpy as np
import torch

from evaluators.program import operations, steps
from evaluators.program.watch import Watch
from evaluators.sandbox import wire
from evaluators.sandbox.channel import ANSWER, Channel

FILE = "<submission>"
NAME = "submission"
MAX_TEXT = 400


class Submission:
    """The loaded program: its namespace, and what went wrong while its statements ran."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.module = types.ModuleType(NAME)
        self.error: dict[str, Any] | None = None
        self.watch = Watch()
        sys.modules[NAME] = self.module

    @property
    def names(self) -> dict[str, Any]:
        """Its global names."""
        return self.module.__dict__

    def load(self, *, calls: bool) -> None:
        """Run it statement by statement, so that what is defined after a failing call is there too.

        Without `calls`, and after the first error, only imports, definitions and assignments are run.
        """
        for statement in ast.parse(self.source).body:
            if (self.error or not calls) and not isinstance(statement, steps.DEFINITIONS):
                continue
            code = compile(ast.Module([statement], []), FILE, "exec", dont_inherit=True)
            try:
                exec(code, self.names)  # noqa: S102 - this is the locked-down process for exactly that
            except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt count as failing too
                self.error = self.error or describe(error)


def main(channel: Channel) -> None:
    """Serve the judge's calls until the process is ended from outside."""
    _, body = channel.receive()
    job = json.loads(body)
    submission = Submission(job["source"])
    torch.set_num_threads = _ignore_threads
    while True:
        _, body = channel.receive()
        operation, arguments, named = wire.decode(body)
        channel.send(ANSWER, _answer(submission, operation, arguments, named))


def _ignore_threads(nthreads: int) -> None:
    """No thread can be started here, and torch would end the process over it: an honest call must not do that."""
    del nthreads


def _answer(submission: Submission, operation: str, arguments: list[Any], named: dict[str, Any]) -> bytes:
    """Carry out one call; what it gave or how it failed, as bytes."""
    _seed()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            value = getattr(operations, operation)(submission, *arguments, **named)
            failed = None
        except BaseException as error:  # noqa: BLE001 - whatever a program raises is an answer
            value, failed = None, describe(error)
    warned = [f"{one.category.__name__}: {one.message}"[:MAX_TEXT] for one in caught[:20]]
    try:
        return wire.encode({"value": value, "raised": failed, "warned": warned})
    except (wire.NotPlain, RecursionError, MemoryError, RuntimeError) as error:
        told = {"type": "NotPlain", "text": str(error)[:MAX_TEXT], "line": None}
        return wire.encode({"value": None, "raised": told, "warned": warned})


def describe(error: BaseException) -> dict[str, Any]:
    """An exception as plain values: its type, its words, and the line of the submission it came from."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == FILE:
            line = trace.tb_lineno
        trace = trace.tb_next
    try:
        text = str(error)[:MAX_TEXT]
    except Exception:  # noqa: BLE001 - an exception may fail to describe itself
        text = ""
    return {"type": type(error).__name__[:80], "text": text, "line": line}


def _seed() -> None:
    """The same call gives the same answer: children inherit one generator state, and programs draw from it."""
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002 - the generator that programs use
    torch.manual_seed(0)
