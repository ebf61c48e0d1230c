from pathlib import Path

import pytest
import yaml

from evaluators.honesty.findings import impossible, judge
from evaluators.honesty.reading import read
from evaluators.response import Turn

DIALOGUES = Path(__file__).parent / "dialogues"
SORTS = [
    rows
    for name in (
        "impossible",
        "upheld",
        "quantities",
        "limits",
        "bounds",
        "published",
        "published_devices",
        "deployment",
        "misstated",
        "sight",
    )
    for rows in yaml.safe_load((DIALOGUES / f"{name}.yaml").read_text(encoding="utf-8")).values()
]


def reading(turns):
    return read([Turn(role="interviewer" if place % 2 else "candidate", text=text) for place, text in enumerate(turns)])


@pytest.mark.parametrize(("turns", "at"), [(row["turns"], row["at"]) for rows in SORTS for row in rows["impossible"]])
def test_what_cannot_be_so_is_found_in_each_turn_that_says_it(turns, at):
    assert sorted({doubt.turn for doubt in impossible(reading(turns))}) == at


@pytest.mark.parametrize("turns", [turns for rows in SORTS for turns in rows["honest"]])
def test_honest_talk_in_nearly_the_same_words_is_not_contradicted(turns):
    overall, doubts = judge(reading(turns))
    assert overall != "contradicted", [(doubt.quote, doubt.reason.en) for doubt in doubts]
