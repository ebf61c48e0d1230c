"""Every solution must pass whole, every mutant must fail exactly where its first line says."""

from pathlib import Path

import pytest
import yaml

from evaluators.response import Response
from evaluators.run import run
from question_bank.item import Item
from question_bank.loader import HERE

SUBMISSIONS = Path(__file__).parent / "submissions"
ITEMS = [
    Item.model_validate(yaml.safe_load(path.read_text("utf-8"))) for path in sorted(HERE.glob("items/coding/*.yaml"))
]
GRADERS = {item.grading.task: item.grading for item in ITEMS}


def expected(path):
    """From ``# not met: a, b?``: what must not be met, and what a fair judge could see either way."""
    first = path.read_text("utf-8").split("\n")[0]
    names = [name.strip() for name in first.partition("# not met:")[2].split(",") if name.strip()]
    return {name for name in names if not name.endswith("?")}, {name[:-1] for name in names if name.endswith("?")}


def named(pattern):
    return [
        pytest.param(path, id="/".join(path.relative_to(SUBMISSIONS).parts))
        for path in sorted(SUBMISSIONS.glob(pattern))
    ]


@pytest.mark.parametrize("path", named("*/solutions/*.py"))
def test_a_right_program_meets_every_criterion(path):
    grader = GRADERS[path.parts[-3]]
    verdict = run(grader, Response(text=path.read_text("utf-8")))
    assert {f.criterion: f.comment for f in verdict.findings if not f.met} == {}


@pytest.mark.parametrize("path", named("*/mutants/*.py"))
def test_a_wrong_program_fails_where_it_is_wrong(path):
    grader = GRADERS[path.parts[-3]]
    missed, open_ = expected(path)
    assert missed, "a mutant's first line says what it must fail"
    verdict = run(grader, Response(text=path.read_text("utf-8")))
    assert {f.criterion for f in verdict.findings if not f.met} - open_ == missed
    for finding in verdict.findings:
        if finding.criterion in missed:
            assert finding.comment, f"{finding.criterion} is missed without a word"


@pytest.mark.parametrize("task", sorted(GRADERS))
def test_each_task_has_several_solutions_and_a_mutant_of_zeros(task):
    assert len(list((SUBMISSIONS / task / "solutions").glob("*.py"))) >= 2
    assert (SUBMISSIONS / task / "mutants" / "zeros.py").is_file()
