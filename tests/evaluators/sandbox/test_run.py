"""The sandbox's one call: two locked-down processes, and an end to them whatever happens."""

import os
import signal
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from evaluators.program.grader import ProgramGrader, sandbox
from evaluators.response import Response
from evaluators.run import run
from evaluators.sandbox import run as running
from evaluators.verdict import Outcome

WORDS = {"zh": "-", "en": "-"}
GRADER = ProgramGrader.model_validate(
    {"task": "two_sum_sorted", "criteria": {name: {"statement": WORDS} for name in ("correct", "edges")}}
)
RIGHT = """
def two_sum_sorted(numbers, target):
    seen = {}
    for j, value in enumerate(numbers):
        if target - value in seen:
            return seen[target - value], j
        seen[value] = j
"""


def test_gradings_from_several_threads_do_not_meet():
    wrong = RIGHT.replace("return seen[target - value], j", "return j, j")
    with ThreadPoolExecutor(4) as pool:
        verdicts = list(pool.map(lambda place: GRADER.grade(Response(text=wrong if place % 2 else RIGHT)), range(12)))
    assert [verdict.outcome is Outcome.MET for verdict in verdicts] == [True, False] * 6


def test_a_dead_fork_server_is_started_again():
    GRADER.grade(Response(text=RIGHT))
    first = sandbox().server_pid
    os.kill(first, signal.SIGKILL)
    assert GRADER.grade(Response(text=RIGHT)).outcome is Outcome.MET
    assert sandbox().server_pid not in (None, first)


def test_a_judge_that_fails_is_our_fault(monkeypatch):
    """Its exception reaches the log, the candidate gets ``ungraded``."""
    monkeypatch.setattr(
        "evaluators.program.grader._task", lambda _name: "def judge(program, record, rng):\n    1 / 0\n"
    )
    verdict = run(GRADER, Response(text=RIGHT))
    assert verdict.outcome is Outcome.UNGRADED
    assert verdict.score is None


def test_a_judge_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(
        "evaluators.program.grader._task", lambda _name: "def judge(program, record, rng):\n    while True: pass\n"
    )
    quick = running.default_limits().model_copy(update={"wall": 0.5, "judging": 0.5})
    monkeypatch.setattr(running, "default_limits", lambda: quick)
    with pytest.raises(running.JudgeFailed):
        GRADER.grade(Response(text=RIGHT))


def test_the_fork_server_knows_no_secret_and_holds_no_stray_descriptor(monkeypatch, tmp_path):
    monkeypatch.setenv("TELEGRAM_TOKEN", "a secret")
    sandbox().stop()
    with (tmp_path / "stray").open("wb") as stray:
        os.set_inheritable(stray.fileno(), True)  # noqa: FBT003 - the name of the standard function says it
        GRADER.grade(Response(text=RIGHT))
    server = sandbox().server_pid
    if os.geteuid() == 0:
        assert b"secret" not in Path(f"/proc/{server}/environ").read_bytes()
        held = [str(path.readlink()) for path in Path(f"/proc/{server}/fd").iterdir() if path.is_symlink()]
        assert not [name for name in held if "stray" in name]
    threads = list(Path(f"/proc/{server}/task").iterdir())
    assert len(threads) == 1


def test_no_child_outlives_a_grading():
    """Only the two that stand by for the next one are there; those of the grading before have gone."""
    GRADER.grade(Response(text=RIGHT))
    server = sandbox().server_pid
    children = Path(f"/proc/{server}/task/{server}/children")
    standing_by = set(children.read_text("ascii").split())
    assert len(standing_by) == 2
    GRADER.grade(Response(text=RIGHT))
    assert len(children.read_text("ascii").split()) == 2
    assert not standing_by & set(children.read_text("ascii").split())


def test_the_fork_server_ends_with_its_parent():
    """Even where the parent is killed and cannot say goodbye."""
    script = textwrap.dedent(f"""
        import sys
        from evaluators.program.grader import ProgramGrader, sandbox
        from evaluators.response import Response
        grader = ProgramGrader.model_validate({GRADER.model_dump(mode="json")!r})
        grader.grade(Response(text={RIGHT!r}))
        print(sandbox().server_pid, flush=True)
        sys.stdin.read()
    """)
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        server = int(parent.stdout.readline())
        pidfd = os.pidfd_open(server)
        parent.kill()
        parent.wait()
        ended, _, _ = __import__("select").select([pidfd], [], [], 20)
        os.close(pidfd)
    assert ended


def test_the_grading_process_imports_no_torch():
    script = (
        "import sys; import evaluators.program.grader; sys.exit(bool({'torch', 'numpy', 'sympy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_what_is_printed_is_kept_in_part_and_shown():
    verdict = GRADER.grade(Response(text=RIGHT + "\nprint('seen by the candidate')\n"))
    assert verdict.details["printed"].strip() == "seen by the candidate"
