import logging
import sys
import threading
import time

import pytest

from evaluators.concept.reader import client
from evaluators.concept.reader.client import Opinion, Worker

READY = 'import sys, json, time, os; print(json.dumps({"version": "7"}), flush=True)\n'
ANSWERS = (
    READY + 'for line in sys.stdin: print(json.dumps({"probabilities": [0.9, 0.1], "clauses": [0, -1]}), flush=True)'
)
ECHOES = READY + (
    "for line in sys.stdin:\n"
    "    asked = json.loads(line)\n"
    '    print(json.dumps({"probabilities": [len(asked["answer"])], "clauses": [len(asked["clauses"])]}), flush=True)'
)


def worker(program, **limits):
    return Worker([sys.executable, "-c", program], **limits)


@pytest.fixture
def answering():
    made = worker(ANSWERS)
    yield made
    made.stop()


def test_an_opinion_on_each_statement(answering):
    assert answering.read("a", ["x", "y"], [(0, 1)], [0]) == [Opinion(0.9, 0), Opinion(0.1, None)]
    assert answering.version == "7"


def test_one_child_serves_many_answers_and_another_is_started_where_it_has_died(answering):
    answering.read("a", ["x", "y"], [], [])
    first = answering._child.pid
    answering.read("a", ["x", "y"], [], [])
    assert answering._child.pid == first
    answering._child.kill()
    answering._child.wait()
    assert answering.read("a", ["x", "y"], [], [])
    assert answering._child.pid != first


@pytest.mark.parametrize(
    "program",
    [
        READY + "sys.stdin.readline(); time.sleep(600)",
        READY + "sys.stdin.readline(); os._exit(3)",
        READY + "sys.stdin.readline(); print('nonsense', flush=True)",
        READY + "sys.stdin.readline(); print('{}', flush=True)",
        READY + "sys.stdin.readline(); print('half a line', end='', flush=True); time.sleep(600)",
        "import time; time.sleep(600)",
        "raise SystemExit(1)",
    ],
    ids=["hangs", "dies", "talks nonsense", "leaves out", "stops half-way", "does not come up", "cannot start"],
)
def test_a_worker_that_fails_is_ended_and_has_no_opinion(program):
    failing = worker(program, start_up=2.0, seconds=0.2)
    assert failing.read("a", ["x"], [], []) is None
    assert failing._child is None


def test_a_worker_that_comes_up_late_is_ended_so_that_its_first_line_is_nobodys_answer(tmp_path):
    """The second one comes up in time, as it does when the files have been read once."""
    late = f"import pathlib, time; seen = pathlib.Path({str(tmp_path / 'seen')!r})\n"
    late += "if not seen.exists(): seen.touch(); time.sleep(3)\n"
    made = worker(late + ANSWERS, start_up=2.0)
    try:
        made.warm()
        assert made._child is None
        assert made.read("a", ["x", "y"], [(0, 1)], [0]) == [Opinion(0.9, 0), Opinion(0.1, None)]
    finally:
        made.stop()


@pytest.mark.parametrize("begin", [lambda made: made.warm(), lambda made: made.read("a", ["x"], [], [])])
def test_a_worker_that_is_waited_for_can_be_stopped_at_once_and_without_a_word(begin, caplog):
    made = worker("import time; time.sleep(600)", start_up=600)
    waiting = [threading.Thread(target=begin, args=(made,)) for _ in range(3)]
    for thread in waiting:
        thread.start()
    until = time.monotonic() + 10
    while made._child is None and time.monotonic() < until:
        time.sleep(0.01)
    begun = time.monotonic()
    made.stop()
    for thread in waiting:
        thread.join(10)
    assert time.monotonic() - begun < 5
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_a_command_that_does_not_exist_has_no_opinion():
    assert Worker(["/nonexistent/program"]).read("a", ["x"], [], []) is None


def test_half_a_surrogate_pair_harms_nothing_and_moves_no_clause():
    echoing = worker(ECHOES)
    try:
        assert echoing.read("\ud83d" + "x" * 9, ["x"], [(0, 10)], []) == [Opinion(10, 1)]
    finally:
        echoing.stop()


def test_the_stances_of_each_sentence():
    program = READY + 'for line in sys.stdin: print(json.dumps({"stances": [{"labels": {"own": 1}}]}), flush=True)'
    telling, failing = worker(program), worker("raise SystemExit(1)")
    try:
        assert telling.stances(["mine \ud83d"]) == [{"labels": {"own": 1}}]
        assert failing.stances(["mine"]) is None
    finally:
        telling.stop()


def test_an_answer_too_long_for_any_reader_is_not_sent():
    assert Worker(["/nonexistent/program"]).read("x" * (client.LENGTH + 1), ["x"], [], []) == []


def test_without_a_trained_file_no_worker_is_started(tmp_path, monkeypatch):
    monkeypatch.setattr(client, "FOLDER", tmp_path)
    assert not client.start()
    assert client.worker() is None
