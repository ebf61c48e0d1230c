"""The same words in another relation: inversions, denials, questions, other people's opinions, heaps."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from evaluators.concept.grader import ConceptGrader
from evaluators.response import Response
from question_bank.item import Item

ITEMS = Path(__file__).parents[3] / "question_bank" / "items"
TRAPS = [
    pytest.param(item, answer, set(met), set(either[0] if either else ()), id=f"{item}-{trap}-{place}")
    for item, rows in yaml.safe_load((Path(__file__).parent / "traps.yaml").read_text(encoding="utf-8")).items()
    for place, (trap, answer, met, *either) in enumerate(rows)
]


@cache
def rubric(item: str) -> ConceptGrader:
    path = next(ITEMS.rglob(f"{item}.yaml"))
    grading = Item.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)).grading
    assert isinstance(grading, ConceptGrader)
    return grading


@pytest.mark.parametrize(("item", "answer", "met", "either"), TRAPS)
def test_a_relation_is_told_from_its_words(item, answer, met, either):
    """Exactly what the answer says is credited."""
    grader = rubric(item)
    verdict = grader.grade(Response(text=answer))
    found = set(verdict.members) if verdict.members is not None else {f.criterion for f in verdict.findings if f.met}
    assert found - either == met - either
