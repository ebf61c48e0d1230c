import re
from pathlib import Path

import pytest
import yaml

from evaluators.honesty.findings import judge
from evaluators.honesty.reading import read
from evaluators.response import Turn

DIALOGUES = Path(__file__).parent / "dialogues"
ACCUSING = re.compile(r"\b(?:lie[sd]?|lying|liar|dishonest|fake\w*|cheat\w*)\b|撒谎|说谎|造假|骗")
CHECKED = {"impossible_fact", "inconsistent"}


def rows(*names):
    return [
        pytest.param(row, id=row["id"])
        for name in names
        for row in yaml.safe_load((DIALOGUES / f"{name}.yaml").read_text(encoding="utf-8"))
    ]


def judged(row):
    dialogue = [
        Turn(role="interviewer" if place % 2 else "candidate", text=str(text))
        for place, text in enumerate(row["turns"])
    ]
    return judge(read(dialogue))


@pytest.mark.parametrize("row", rows("did_it"))
def test_people_who_did_the_work_are_never_called_contradicted(row):
    overall, doubts = judged(row)
    assert overall == "substantiated", [(doubt.kind, doubt.turn, doubt.quote, doubt.reason.en) for doubt in doubts]
    assert doubts == ()


@pytest.mark.parametrize("row", rows("made_up"))
def test_what_cannot_be_so_is_found_at_its_turn_and_nothing_else(row):
    overall, doubts = judged(row)
    assert overall == "contradicted"
    assert {doubt.turn: doubt.kind for doubt in doubts if doubt.kind in CHECKED} == row["findings"]


@pytest.mark.parametrize("row", rows("empty"))
def test_dialogues_without_substance_are_unclear_and_accuse_nobody(row):
    overall, doubts = judged(row)
    assert overall == "unclear"
    assert doubts
    assert not {doubt.kind for doubt in doubts} & CHECKED


@pytest.mark.parametrize("row", rows("pairs"))
def test_either_language_gets_the_same_findings(row):
    overall, doubts = judged(row)
    assert overall == row["overall"]
    assert {doubt.turn: doubt.kind for doubt in doubts if doubt.kind in CHECKED} == (row.get("findings") or {})


def test_pairs_are_pairs():
    """Each dialogue of the pairs exists in both languages, with the same expectation."""
    pairs = yaml.safe_load((DIALOGUES / "pairs.yaml").read_text(encoding="utf-8"))
    expected = {row["id"]: (row["overall"], row.get("findings")) for row in pairs}
    assert all(expected[name] == expected[name[:-2] + {"zh": "en", "en": "zh"}[name[-2:]]] for name in expected)


@pytest.mark.parametrize("row", rows("did_it", "made_up", "empty", "pairs"))
def test_every_doubt_quotes_the_turn_it_is_about_and_says_why_in_both_languages(row):
    _, doubts = judged(row)
    for doubt in doubts:
        spoken = str(row["turns"][doubt.turn])
        assert doubt.quote[:12] in spoken
        assert doubt.reason.zh
        assert doubt.reason.en
        assert not ACCUSING.search(doubt.reason.en + doubt.reason.zh)


def statements():
    groups = yaml.safe_load((DIALOGUES / "statements.yaml").read_text(encoding="utf-8"))
    return [(group["opening"], group["question"], said) for group in groups for said in group["statements"]]


@pytest.mark.parametrize(("opening", "question", "said"), statements())
def test_what_people_who_know_their_work_say_is_not_contradicted(opening, question, said):
    overall, doubts = judged({"turns": [opening, question, said]})
    assert overall != "contradicted", [(doubt.quote, doubt.reason.en) for doubt in doubts]
