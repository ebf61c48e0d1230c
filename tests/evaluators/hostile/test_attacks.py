"""Each attack is contained, earns nothing, and leaves the machine and the next grading as they were."""

import json
from pathlib import Path

import pytest

from evaluators.program.grader import CANDIDATE, JUDGE, ProgramGrader, _task, sandbox
from evaluators.response import Response
from evaluators.sandbox.run import Part
from evaluators.verdict import Outcome

ATTACKS = sorted((Path(__file__).parent / "attacks").glob("*.py"))
TASK = "longest_unique_substring"
WORDS = {"zh": "-", "en": "-"}
GRADER = ProgramGrader.model_validate(
    {"task": TASK, "criteria": {name: {"statement": WORDS} for name in ("correct", "edges", "complexity")}}
)
HONEST = """
def longest_unique_substring(s):
    last, start, best = {}, 0, 0
    for i, c in enumerate(s):
        start = max(start, last.get(c, -1) + 1)
        last[c] = i
        best = max(best, i - start + 1)
    return best
"""


def placed(path, world):
    """The attack, aimed at this world; one that solves nothing itself goes before an honest solution."""
    aims = {
        "@CANARY@": world["canary"],
        "@FOLDER@": world["folder"],
        "@PORT@": world["port"],
        "@SERVER@": sandbox().server_pid,
    }
    text = path.read_text("utf-8")
    for mark, value in aims.items():
        text = text.replace(mark, str(value))
    return text if f"def {TASK}(" in text else text + HONEST


@pytest.fixture(scope="module", autouse=True)
def _warm():
    GRADER.grade(Response(text=HONEST))


def test_there_are_at_least_sixty_attacks():
    assert len(ATTACKS) >= 60


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in ATTACKS])
def test_an_attack_is_contained(path, world):
    """Run as it is, whatever reading it would say: it gets at nothing, and the fork server outlives it."""
    GRADER.grade(Response(text=HONEST))  # from here on the next children stand by
    server, before = sandbox().server_pid, descriptors()
    job = {"name": TASK, "task": _task(TASK), "criteria": list(GRADER.criteria), "operators": [], "seed": 1}
    result = sandbox().run(
        Part(CANDIDATE, json.dumps({"source": placed(path, world)}).encode()), Part(JUDGE, json.dumps(job).encode())
    )
    assert "THROUGH" not in result.printed
    assert "CANARY" not in result.printed
    assert len(result.printed) <= 65536
    assert sandbox().server_pid == server
    assert descriptors() == before
    untouched(world)
    neighbour = GRADER.grade(Response(text=HONEST))
    assert neighbour.outcome is Outcome.MET, neighbour.feedback


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in ATTACKS])
def test_an_attack_earns_nothing(path, world):
    """Graded as a candidate's answer, no criterion of correctness is met."""
    verdict = GRADER.grade(Response(text=placed(path, world)))
    assert [f.criterion for f in verdict.findings if f.met and f.criterion != "complexity"] == []
    assert verdict.outcome in (Outcome.NOT_MET, Outcome.PARTLY_MET)
    assert verdict.feedback
    untouched(world)


def descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))


def untouched(world):
    assert world["canary"].read_text("utf-8") == "CANARY"
    assert {path.name for path in world["folder"].iterdir()} == {"canary", "socket"}
    for listener in world["listeners"]:
        with pytest.raises(BlockingIOError):
            listener.accept()
