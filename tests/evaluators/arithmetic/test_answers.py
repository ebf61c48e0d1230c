"""Whole answers as people write them, right and wrong, against the marks that a fair examiner gives."""

import json
from pathlib import Path

import pytest

TABLE = Path(__file__).with_name("answers.txt")


def _rows():
    name, params = "", {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            name, _, given = line.removeprefix("= ").partition(" ¦ ")
            params = json.loads(given)
        elif line and not line.startswith("# "):
            expected, _, answer = line.partition("¦")
            yield pytest.param(name, params, answer.replace("⏎", "\n"), expected, id=f"{name}: {answer}")


@pytest.mark.parametrize(("name", "params", "answer", "expected"), list(_rows()))
def test_answer(marks, name, params, answer, expected):
    given = marks(name, params, answer)
    if not set(given) <= set("TF?"):
        given = "?" * len(expected)
    scored = [(g == "T", e == "T") for g, e in zip(given, expected, strict=True) if e != "-"]
    assert [g for g, _ in scored] == [e for _, e in scored], given
