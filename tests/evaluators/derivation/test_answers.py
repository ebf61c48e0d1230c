"""Whole answers as people write them, right and wrong, against the marks that a fair examiner gives."""

from pathlib import Path

import pytest

from evaluators.response import Response
from evaluators.run import run

TABLE = Path(__file__).with_name("answers.txt")


def _rows():
    name = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            name = line.removeprefix("= ")
        elif line and not line.startswith("# "):
            expected, _, answer = line.partition("¦")
            yield pytest.param(name, answer.replace("⏎", "\n"), expected, id=f"{name}: {answer}")


@pytest.mark.parametrize(("name", "answer", "expected"), list(_rows()))
def test_answer(items, name, answer, expected):
    verdict = run(items[name].grading, Response(text=answer))
    given = [verdict.met(criterion) is True for criterion in items[name].grading.criteria]
    scored = [(g, e == "T") for g, e in zip(given, expected, strict=True) if e != "-"]
    assert [g for g, _ in scored] == [e for _, e in scored], verdict.feedback
