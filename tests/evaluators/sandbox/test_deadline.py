"""A deadline is the program's: what a busy machine keeps from it does not count against it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from evaluators.sandbox import server
from evaluators.sandbox.channel import ANSWER, pack
from evaluators.sandbox.server import Child, Gone, now


@contextmanager
def child() -> Iterator[tuple[Child, socket.socket]]:
    """Our side of a process that only waits, and the end on which its frames are written."""
    ours, theirs = socket.socketpair()
    reports, _ = socket.socketpair()
    output, writes = os.pipe()
    os.close(writes)
    process = subprocess.Popen([sys.executable, "-I", "-c", "input()"], stdin=subprocess.PIPE)
    pidfd = os.pidfd_open(process.pid)
    try:
        yield Child(ours, output, reports, pidfd, output_kept=1, output_max=1, frame_max=99), theirs
    finally:
        process.kill()
        process.communicate()
        for end in (ours, theirs, reports):
            end.close()
        os.close(pidfd)


def test_time_in_which_no_processor_ran_it_moves_the_deadline(monkeypatch):
    monkeypatch.setattr(Child, "_starved", lambda _self: 5.0)
    with child() as (waiting, theirs):
        theirs.send(pack(ANSWER, b"late"))
        assert waiting.receive(now() - 1) == (ANSWER, b"late")


def test_a_program_that_waits_by_itself_gets_no_more_time():
    with child() as (waiting, theirs):
        theirs.send(pack(ANSWER, b"late"))
        with pytest.raises(Gone, match="time"):
            waiting.receive(now() - 60)


def test_the_grace_has_an_end(monkeypatch, tmp_path):
    """However busy the machine, a deadline moves by `GRACE` at most."""
    (tmp_path / "7").write_text("Pid:\t7\n", "ascii")
    (tmp_path / "schedstat").write_text("1 999000000000 1\n", "ascii")
    paths = {True: tmp_path / "7", False: tmp_path / "schedstat"}
    with child() as (waiting, _):
        monkeypatch.setattr(server, "Path", lambda name: paths["fdinfo" in name])
        assert waiting._starved() == server.GRACE
