"""What a machine cannot enforce is said, and nothing is run on it."""

import pytest

from evaluators.program import grader as program
from evaluators.response import Response
from evaluators.sandbox import probe as probing
from evaluators.sandbox import run as running
from evaluators.sandbox.layers import LAYERS
from evaluators.verdict import Outcome

WORDS = {"zh": "-", "en": "-"}


@pytest.fixture
def _fresh():
    """Forget what was found before, and after."""
    probing.probe.cache_clear()
    program.sandbox.cache_clear()
    yield
    probing.probe.cache_clear()
    program.sandbox.cache_clear()


def test_every_layer_is_tried_and_reported():
    found = probing.probe()
    assert [layer.name for layer in found.layers] == list(LAYERS)
    assert all(layer.works or layer.why for layer in found.layers)
    assert found.runs_programs == all(layer.works for layer in found.layers if layer.required)
    assert found.summary


@pytest.mark.usefixtures("_fresh")
def test_another_system_runs_nothing_and_grades_by_reading(monkeypatch):
    """On macOS a program is read and not run: what reading tells is told, the rest stays open, nothing is held against it."""
    monkeypatch.setattr(probing.platform, "system", lambda: "Darwin")
    assert not probing.probe().runs_programs
    criteria = {"runs": {"statement": WORDS}, "step_order": {"statement": WORDS, "source": "training.step_order"}}
    grader = program.ProgramGrader.model_validate({"task": "training_loop", "criteria": criteria})
    verdict = grader.grade(
        Response(
            text="def train(m, x, y, e, lr):\n    for _ in range(e):\n        loss.backward()\n        opt.step()\n"
        )
    )
    assert verdict.outcome is Outcome.UNGRADED
    assert verdict.met("runs") is None
    assert verdict.met("step_order") is False
    assert "Linux" in verdict.details["not_run"]


@pytest.mark.usefixtures("_fresh")
def test_a_missing_filter_is_a_refusal(monkeypatch):
    """Without seccomp no submission is run."""

    class Tried:
        returncode = 0
        stderr = b""
        stdout = ("{" + ",".join(f'"{name}": "{"no" if name == "seccomp" else ""}"' for name in LAYERS) + "}").encode()

    monkeypatch.setattr(probing.subprocess, "run", lambda *_a, **_k: Tried)
    found = probing.probe()
    assert not found.runs_programs
    assert "seccomp" in found.summary
    with pytest.raises(running.Unavailable, match="seccomp"):
        running.Sandbox(()).run(running.Part("", b""), running.Part("", b""))


@pytest.mark.usefixtures("_fresh")
def test_a_missing_landlock_is_said_and_lived_with(monkeypatch):
    class Tried:
        returncode = 0
        stderr = b""
        stdout = ("{" + ",".join(f'"{name}": "{"no" if name == "landlock" else ""}"' for name in LAYERS) + "}").encode()

    monkeypatch.setattr(probing.subprocess, "run", lambda *_a, **_k: Tried)
    found = probing.probe()
    assert found.runs_programs
    assert "landlock" in found.summary
    assert "landlock" not in found.usable
