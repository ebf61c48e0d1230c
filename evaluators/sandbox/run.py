"""The sandbox's one call: a program and its judge, each in a locked-down process of its own."""

import json
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from evaluators.sandbox.channel import ANSWER, BRIEF, CALL, FRESH, GONE, READY, REPORT, START
from evaluators.sandbox.limits import MIB, Limits, default_limits
from evaluators.sandbox.probe import probe
from evaluators.sandbox.server import Child, ForkServer, Gone, OurFault, ServerLost, now

CAUSES = {
    "time": "it did not answer in time",
    "left": "it left the process without answering",
    "crash": "it crashed the interpreter",
    "forbidden": "it asked the system for something that no program here may do",
    "output": "it printed without end",
    "frame": "it sent too much",
    "forged": "it wrote to the grading process itself",
    "starts": "it was started too often",
}
"""Why a program gave no answer."""


LOCK_DOWN = 15.0
"""Seconds that a child may take until it is locked down and has read what to work on: our own time, not the
program's."""


class JudgeFailed(OurFault):
    """The judge raised, hung or broke; the message is what it said last."""


class Unavailable(Exception):  # noqa: N818 - reads as what it says
    """The machine cannot confine a program; the message says what it lacks."""


@dataclass(frozen=True)
class Part:
    """One of the two processes."""

    entry: str
    """Module whose ``main(channel)`` it runs."""
    body: bytes
    """What it is told first, after the lock-down."""


@dataclass(frozen=True)
class RunResult:
    """What came out: the judge's report, and what the program printed."""

    report: Any
    """JSON values, written by the judge alone."""
    printed: str
    ended: tuple[str, ...] = field(default=())
    """How the program ended, each time it ended without answering (keys of `CAUSES`)."""


class Sandbox:
    """Runs programs beside their judges; safe to use from several threads.

    The fork server starts with the first run, and again when it has died. As many runs go on at once as there are
    processors.
    """

    def __init__(self, entries: Sequence[str]) -> None:
        """Prepare for parts whose entry is one of `entries`; nothing is started yet."""
        self._entries = tuple(entries)
        self._starting = threading.Lock()
        self._slots = threading.BoundedSemaphore(
            len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
        )
        self._server: ForkServer | None = None

    def run(self, candidate: Part, judge: Part, limits: Limits | None = None) -> RunResult:
        """Let `judge` question `candidate` until it reports.

        Raises:
            Unavailable: the machine cannot confine a program, so none was run.
            OurFault: the fork server or the judge failed twice.

        """
        with self._slots:
            try:
                return self._once(candidate, judge, limits or default_limits())
            except OurFault:
                return self._once(candidate, judge, limits or default_limits())

    def stop(self) -> None:
        """End the fork server; the next run starts another."""
        with self._starting:
            if self._server:
                self._server.stop()
            self._server = None

    @property
    def server_pid(self) -> int | None:
        """Process id of the fork server, None where none runs."""
        return self._server.pid if self._server and self._server.alive else None

    def _once(self, candidate: Part, judge: Part, limits: Limits) -> RunResult:
        server = self._ready()
        exchange = _Exchange(server, candidate, judge, limits)
        try:
            return exchange.run()
        except ServerLost:
            self._discard(server)
            raise
        finally:
            exchange.close()

    def _discard(self, server: ForkServer) -> None:
        """Have nobody use `server` again: a process that was just killed still looks alive."""
        with self._starting:
            if self._server is server:
                server.stop()
                self._server = None

    def _ready(self) -> ForkServer:
        with self._starting:
            if self._server is None or not self._server.alive:
                found = probe()
                if not found.runs_programs:
                    raise Unavailable(found.summary)
                self._server = ForkServer(self._entries, found.usable)
            return self._server


class _Exchange:
    """One grading: relays the judge's calls and the program's answers, and keeps the time."""

    def __init__(self, server: ForkServer, candidate: Part, judge: Part, limits: Limits) -> None:
        self._server = server
        self._limits = limits
        self._candidate_part = candidate
        self._judge_part = judge
        self._starts = 0
        self._printed = ""
        self._ended: list[str] = []
        self._end = now() + limits.wall
        self._program: Child | None = None
        self._judge: Child | None = None

    def run(self) -> RunResult:
        judge = self._judge = self._child(self._judge_part.entry)
        last = self._end + self._limits.judging
        program = self._order_program()  # both are born and locked down side by side
        try:
            self._begin(judge, self._judge_part.body)
            self._begin(program, self._candidate_part.body)
            while True:
                kind, body = judge.receive(last)
                if kind == REPORT:
                    break
                if kind == FRESH:
                    self._end_program()
                elif kind in (CALL, BRIEF):
                    limit = self._limits.call if kind == CALL else self._limits.brief
                    judge.send(*self._ask(body, limit), last)
                else:
                    raise JudgeFailed(body.decode("utf-8", "replace")[-600:])
        except Gone as gone:
            raise JudgeFailed(f"it is gone: {gone.cause}") from gone
        self._end_program()
        return RunResult(json.loads(body), self._printed, tuple(self._ended))

    def close(self) -> None:
        """Leave nothing running."""
        for child in (self._program, self._judge):
            if child:
                child.close()
        self._program = self._judge = None

    def _ask(self, body: bytes, limit: float) -> tuple[bytes, bytes]:
        """Put one call to the program, which has `limit` seconds; what the judge is told of it."""
        deadline = min(now() + limit, self._end)
        try:
            if now() >= self._end:
                raise Gone("time")  # noqa: TRY301 - one way to be gone
            program = self._program
            if program is None:
                program = self._order_program()
                self._begin(program, self._candidate_part.body)
            if program.spoke_unasked():
                raise Gone("forged")  # noqa: TRY301 - one way to be gone
            program.send(CALL, body, deadline)
            kind, answer = program.receive(deadline)
            if kind != ANSWER:
                raise Gone("forged")  # noqa: TRY301 - one way to be gone
        except Gone as gone:
            self._ended.append(gone.cause)
            self._end_program()
            return GONE, gone.cause.encode()
        return ANSWER, answer

    def _order_program(self) -> Child:
        if self._starts >= self._limits.starts:
            raise Gone("starts")
        self._starts += 1
        self._program = self._child(self._candidate_part.entry)
        return self._program

    @staticmethod
    def _begin(child: Child, body: bytes) -> None:
        """Wait until `child` is locked down, and only then tell it what to work on."""
        deadline = now() + LOCK_DOWN
        try:
            kind, said = child.receive(deadline)
            if kind != READY:
                raise ServerLost(f"a child could not be locked down: {said.decode('utf-8', 'replace')[:400]}")
        except Gone as gone:
            raise ServerLost(f"a child ended before it was locked down: {gone.cause}") from gone
        child.send(START, body, deadline)

    def _end_program(self) -> None:
        program, self._program = self._program, None
        if program:
            program.close()
            self._printed = self._printed or program.printed

    def _child(self, entry: str) -> Child:
        limits = self._limits
        bounds = {
            "memory": limits.memory,
            "stack": limits.stack,
            "cpu": limits.cpu,
            "descriptors": limits.descriptors,
        }
        return self._server.child(
            entry,
            bounds,
            output_kept=int(limits.output_kept * MIB),
            output_max=int(limits.output * MIB),
            frame_max=int(limits.frame * MIB),
        )
