"""``mock-interviewer chat`` as a process: in a pipe and at a terminal of its own."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent.parent / "on_small_bank.py"
CHOSEN = ["--format", "cv", "--language", "en", "--length", "short", "--mode", "practice", "--seed", "7"]
COLOUR = re.compile(r"\x1b\[[0-9;]*\b(3[0-7]|4[0-7]|9[0-7]|10[0-7]|38|48)\b[0-9;]*m")
NEW_DATABASE = b"imported: alembic\n"
"""What `on_small_bank` says where a schema had to be made; anything else would be too much."""
PATIENCE = 30
"""Seconds after which a test gives up; nothing is expected to take so long."""


def command(address, *more):
    return [sys.executable, str(PROGRAM), "chat", "--database", address, *more]


def piped(address, text, *more, **environment):
    return subprocess.run(
        command(address, *more),
        input=text.encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, "LANG": "C.UTF-8", **environment},
    )


class AtTerminal:
    """The process at a pseudo-terminal."""

    def __init__(self, address, *more, **environment):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        variables = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLORTERM")}
        self.process = subprocess.Popen(
            command(address, *more),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**variables, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1", **environment},
        )
        os.close(slave)
        self.drawn = ""
        self.read = 0

    def sees(self, text):
        """Wait until `text` is drawn after what was waited for last."""
        until = time.monotonic() + PATIENCE
        while text not in self.drawn[self.read :]:
            ready, _, _ = select.select([self.master], [], [], 1)
            if ready:
                try:
                    self.drawn += os.read(self.master, 65536).decode("utf-8", "replace")
                except OSError:
                    until = 0
            if time.monotonic() > until:
                raise AssertionError(f"{text!r} is not in {self.drawn[self.read :][-2000:]!r}")
        self.read += self.drawn[self.read :].index(text) + len(text)

    def type(self, text):
        os.write(self.master, text.encode())

    def end(self):
        code = self.process.wait(PATIENCE)
        with suppress(OSError):
            # What was drawn last is read, so that a traceback among it is seen.
            while select.select([self.master], [], [], 0)[0]:
                self.drawn += os.read(self.master, 65536).decode("utf-8", "replace")
        os.close(self.master)
        return code


def test_a_pipe_gets_plain_lines_and_every_word_of_the_interview(address):
    told = piped(address, "magic\n\nmagic\n\\\n", *CHOSEN)
    out = told.stdout.decode()
    assert (told.returncode, told.stderr) == (0, NEW_DATABASE)
    assert "\x1b" not in out
    assert out.index("# Question 1 ·") < out.index("# All there") < out.index("# Question 2 ·")
    assert "[1] Hint  [2] Skip" in out
    assert out.rstrip().endswith("Run `mock-interviewer chat` again to go on where it was.")


def test_a_message_of_several_lines_is_one_in_a_pipe_too(address):
    told = piped(address, "magic\n:2\n```python\nx = 1\n\ny = 2\n```\none\\\ntwo\n/done\n", *CHOSEN)
    out = told.stdout.decode()
    assert "Noted: 26 characters" in out
    assert "Noted: 33 characters" in out
    assert "Question 4 ·" in out


def test_hostile_bytes_in_a_pipe_harm_nothing(address):
    run = subprocess.run(
        command(address, *CHOSEN), input=b"\xff\xfe\x00\x1b[2J\n:99\n" + b"x" * 9_000_000 + b"\nmagic\n",
        capture_output=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    out = run.stdout.decode()
    assert (run.returncode, run.stderr) == (0, NEW_DATABASE)
    assert "\x1b" not in out
    assert "There is no button [99]." in out
    assert "longer than 8 MB" in out
    assert "All there" in out


def test_a_dumb_terminal_is_spoken_to_in_plain_lines(address):
    terminal = AtTerminal(address, *CHOSEN, TERM="dumb")
    terminal.sees("[1] Hint  [2] Skip")
    terminal.type("magic\n\x04")
    terminal.sees("All there")
    terminal.sees("to go on where it was")
    assert terminal.end() == 0
    assert "\x1b" not in terminal.drawn


def test_ctrl_c_twice_ends_with_130_and_says_how_to_go_on(address):
    terminal = AtTerminal(address, *CHOSEN)
    terminal.sees("[2]")
    terminal.type("\x03")
    terminal.sees("Press Ctrl-C again to leave")
    terminal.type("\x03")
    terminal.sees("Run `mock-interviewer chat` again to go on where it was.")
    assert terminal.end() == 130
    assert "Traceback" not in terminal.drawn


def test_ctrl_c_again_and_again_ends_at_once_and_without_a_traceback(address):
    """Also while the learned reader still comes up."""
    terminal = AtTerminal(address, *CHOSEN, MOCK_INTERVIEWER_READER="1")
    terminal.sees("[2]")
    terminal.type("half an ans\x03")
    terminal.sees("Press Ctrl-C again to leave")
    terminal.type("\x03")
    terminal.sees("to go on where it was.")
    until = time.monotonic() + PATIENCE
    while terminal.process.poll() is None and time.monotonic() < until:
        terminal.process.send_signal(signal.SIGINT)
        time.sleep(0.02)
    assert terminal.end() in (130, -signal.SIGINT)
    assert "Traceback" not in terminal.drawn


def test_lines_typed_while_it_starts_are_a_message_each(address):
    """The terminal is not ours yet, and turns each Enter into a line feed."""
    terminal = AtTerminal(address, *CHOSEN)
    terminal.type("/pause\r/resume\r/skip\r one\\\rtwo\rhalf an ans")
    terminal.sees("Paused")
    terminal.sees("Going on")
    terminal.sees("Question 2")
    terminal.sees("Not there")
    terminal.sees("Question 3")
    terminal.type("wer\r")
    terminal.sees("Noted: 14 characters")
    terminal.type("\x04")
    assert terminal.end() == 0


def test_ctrl_d_ends_with_0(address):
    terminal = AtTerminal(address, *CHOSEN)
    terminal.sees("[2]")
    terminal.type("\x04")
    terminal.sees("again to go on")
    assert terminal.end() == 0


def test_told_to_end_it_leaves_the_terminal_as_it_was(address):
    terminal = AtTerminal(address, *CHOSEN)
    before = termios.tcgetattr(terminal.master)
    terminal.sees("[2]")
    assert termios.tcgetattr(terminal.master) != before
    terminal.process.terminate()
    terminal.sees("again to go on")
    assert termios.tcgetattr(terminal.master) == before
    assert terminal.end() == 0


def test_killed_and_started_again_it_asks_the_open_question(address):
    terminal = AtTerminal(address, *CHOSEN)
    terminal.sees("[2]")
    terminal.type("magic\r")
    terminal.sees("Question 2")
    terminal.process.send_signal(signal.SIGKILL)
    assert terminal.end() == -9
    again = AtTerminal(address)
    again.sees("Going on with your interview")
    again.sees("Question 2")
    again.type("magic\r")
    again.sees("Question 3")
    again.type("\x04")
    assert again.end() == 0


def test_started_again_in_a_pipe_it_says_that_the_draft_is_kept(address):
    assert "Noted: 14 characters" in piped(address, "magic\nmagic\nhalf an answer\n", *CHOSEN).stdout.decode()
    assert "Your draft of 14 characters is kept" in piped(address, "").stdout.decode()


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_are_left_out_where_they_are_not_wanted(address, environment, coloured):
    terminal = AtTerminal(address, *CHOSEN, **environment)
    terminal.sees("[2]")
    terminal.type("\x04")
    terminal.sees("again to go on")
    terminal.end()
    assert bool(COLOUR.search(terminal.drawn)) == coloured


def test_nothing_heavy_is_imported(address):
    piped(address, "", *CHOSEN)
    terminal = AtTerminal(address)
    terminal.sees("[2]")
    terminal.type("\x04")
    terminal.sees("again to go on")
    terminal.end()
    assert "imported:" not in terminal.drawn


def test_a_database_that_cannot_be_used_is_one_sentence(tmp_path):
    terminal = AtTerminal(f"sqlite:///{tmp_path}/no/such/folder/i.db", *CHOSEN)
    terminal.sees("does not exist: make it, or name another.")
    assert terminal.end() == 2
