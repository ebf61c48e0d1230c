"""The process is killed, at every kind of moment, and started again: the interview goes on as if nothing had been."""

import json
import sqlite3
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from bot.clock import BEGINNING

DYING = Path(__file__).parent / "dying.py"

SCRIPT = [
    {"text": "/start"},
    {"text": "magic"},
    {"advance": 130},
    {"text": "no idea"},
    {"text": "a draft that is never handed in"},
    {"advance": 400},
    {"text": "BLUR"},
    {"text": "magic at last"},
    {"text": "/done"},
    {"text": "/pause"},
    {"advance": 100},
    {"text": "/resume"},
    {"text": "/hint"},
    {"text": "magic"},
    {"advance": 3600},
]
"""Answers, a deadline with a draft, an unreadable answer, a pause, and deadlines until the end."""


class Process:
    """The program, killed at `moment` for the `count`-th time that it comes to it."""

    def __init__(self, path: Path, moment: str = "never", count: int = 1) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(DYING), f"sqlite:///{path}", moment, str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, line: dict) -> dict | None:
        """What is answered; None where the process died instead."""
        try:
            self.process.stdin.write(json.dumps(line).encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return None
        answer = self.process.stdout.readline()
        return json.loads(answer) if answer.endswith(b"\n") else None

    def end(self) -> int:
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        code = self.process.wait(30)
        self.process.stdout.close()
        return code


def stored(path: Path) -> list[dict]:
    """The interview's events, but for the message ids, which name the run of the program."""
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT body FROM events ORDER BY session_id, version").fetchall()
    return [{name: value for name, value in json.loads(body).items() if name != "message"} for (body,) in found]


def seconds_stored(path: Path) -> float:
    """How far time had come at the last event."""
    last = max((datetime.fromisoformat(event["at"]) for event in stored(path)), default=BEGINNING)
    return (last - BEGINNING).total_seconds()


def told(answers: list[dict]) -> list[str]:
    """All that was said, leaving out the report's files."""
    return [message["text"] for answer in answers for message in answer["messages"] if "document" not in message]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The events and the words of an interview that nothing disturbs."""
    path = tmp_path_factory.mktemp("undisturbed") / "i.db"
    process = Process(path)
    answers = [process.ask(line) for line in SCRIPT]
    assert process.end() == 0
    assert answers[-1]["state"]["phase"] == "ended"
    return stored(path), told(answers)


def without_repeats(words: list[str], expected: list[str]) -> list[str]:
    """`words`, less what the end of one run and the beginning of the next both said: one line's messages at most."""
    for start in range(len(words)):
        for length in range(1, 12):
            block = words[start : start + length]
            if len(block) == length and block == words[start + length : start + 2 * length]:
                shorter = words[:start] + words[start + length :]
                if shorter == expected:
                    return shorter
    return words


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        ("read", 1), ("read", 4), ("read", 9),
        ("stored", 1), ("stored", 3), ("stored", 9), ("stored", 14),
        ("written", 1), ("written", 2), ("written", 10), ("written", 15),
        ("grading", 1), ("grading", 3), ("grading", 5),
        ("graded", 1), ("graded", 2), ("graded", 6),
        ("waking", 1), ("waking", 4), ("waking", 8),
    ],
)  # fmt: skip
def test_killed_and_started_again(tmp_path, undisturbed, moment, count):
    """The driver sends the line again that was not answered; then the very same events are stored and words said."""
    events, words = undisturbed
    path = tmp_path / "i.db"
    process = Process(path, moment, count)
    answers, died, passed = [], 0, 0
    for place, line in enumerate(SCRIPT):
        answer = process.ask(line | {"id": f"line {place}"})
        if answer is None:
            died += 1
            assert process.end() == -9
            process = Process(path)
            # A manual clock starts again at the last event: what had passed since then passes again.
            gap = passed + line.get("advance", 0) - seconds_stored(path)
            answers.append(process.ask({"advance": gap}))
            if "advance" not in line:
                answer = process.ask(line | {"id": f"line {place}"})
        passed += line.get("advance", 0)
        answers += [answer] if answer else []
    died += process.end() == -9
    assert died == 1, "the moment never came"
    assert stored(path) == events
    assert without_repeats(told(answers), words) == words
