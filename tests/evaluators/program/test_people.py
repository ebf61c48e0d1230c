"""Programs in people's own styles, right and subtly wrong: unusual tests, class hierarchies, einsum, hints, habits."""

from pathlib import Path

import pytest
import yaml

from evaluators.response import Response
from evaluators.run import run
from question_bank.item import Item
from question_bank.loader import HERE

ITEMS = [
    Item.model_validate(yaml.safe_load(path.read_text("utf-8"))) for path in sorted(HERE.glob("items/coding/*.yaml"))
]
GRADERS = {item.id: item.grading for item in ITEMS}
PEOPLE = yaml.safe_load((Path(__file__).parent / "people.yaml").read_text("utf-8"))


@pytest.mark.parametrize("one", PEOPLE, ids=[f"{one['item']}: {one['what']}" for one in PEOPLE])
def test_a_style_is_not_a_fault_and_a_fault_is_seen(one):
    verdict = run(GRADERS[one["item"]], Response(text=one["answer"]))
    labels = dict.fromkeys(one["met"], True) | dict.fromkeys(one["missed"], False)
    found = {name: bool(verdict.met(name)) for name in labels}
    assert found == labels, [(finding.criterion, finding.comment) for finding in verdict.findings if not finding.met]
