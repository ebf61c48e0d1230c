"""Programs in people's own styles, right and subtly wrong, and what a fair interviewer finds in each.

``people/<item>.yaml`` lists them: what is special about one, the criteria that it meets, those that it misses (a
criterion that is named in neither could be seen either way), and the answer as it was sent.
"""

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
PEOPLE = [
    pytest.param(path.stem, one, id=f"{path.stem}: {one['what']}")
    for path in sorted((Path(__file__).parent / "people").glob("*.yaml"))
    for one in yaml.safe_load(path.read_text("utf-8"))
]


@pytest.mark.parametrize(("item", "one"), PEOPLE)
def test_a_style_is_not_a_fault_and_a_fault_is_seen(item, one):
    verdict = run(GRADERS[item], Response(text=one["answer"]))
    labels = dict.fromkeys(one["met"], True) | dict.fromkeys(one["missed"], False)
    assert set(labels) <= set(GRADERS[item].criteria)
    found = {name: bool(verdict.met(name)) for name in labels}
    assert found == labels, [(finding.criterion, finding.comment) for finding in verdict.findings if not finding.met]
