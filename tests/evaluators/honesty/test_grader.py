from pathlib import Path

import pytest
import yaml

from evaluators.discovery import kinds
from evaluators.honesty.probes import missing, policy
from evaluators.response import Response, Turn
from question_bank.check import check
from question_bank.item import Item
from question_bank.loader import HERE

FILES = sorted((HERE / "items/honesty").glob("*.yaml"))
ITEMS = [Item.model_validate(yaml.safe_load(Path(path).read_text(encoding="utf-8"))) for path in FILES]


def test_the_kind_is_found_by_its_folder():
    assert kinds()["honesty"].__name__ == "HonestyGrader"


def test_the_three_items_get_their_own_exemplars_right():
    assert [item.id for item in ITEMS] == ["deployment", "model_familiarity", "project_basics"]
    assert list(check(ITEMS)) == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_an_items_criteria_are_the_probes_of_the_policy_and_each_has_its_question(item):
    topic = policy().topics[item.id]
    assert list(item.grading.criteria) == list(topic.probes)
    assert topic.smallest in topic.probes
    assert all(criterion.probe.zh and criterion.probe.en for criterion in item.grading.criteria.values())


def test_reasons_come_in_the_language_of_the_feedback(judge):
    said = ("I know ResNet-50.", "How large is it?", "ResNet-50 has 138 million parameters.")
    (english,) = judge(*said, language="en").concerns
    (chinese,) = judge(*said, language="zh").concerns
    assert "25.6 million" in english.reason
    assert "2560 万" in chinese.reason
    assert english.quote == chinese.quote
    assert english.source == chinese.source == "arXiv:1512.03385"


def test_a_probe_that_was_answered_is_met_with_the_words_that_answer_it(grader):
    dialogue = (
        Turn(role="candidate", text="We used ONNX Runtime 1.12 in fp16."),
        Turn(role="interviewer", text="How fast?"),
        Turn(role="candidate", text="4 ms on a T4, it was 11 ms before."),
    )
    verdict = grader.grade(Response(dialogue=dialogue))
    assert {name: verdict.met(name) for name in grader.criteria} == {
        "engine": True, "version": True, "conversion": False, "precision": True, "latency": True,
    }  # fmt: skip
    assert "1.12" in next(f.evidence for f in verdict.findings if f.criterion == "version")
    assert verdict.outcome == "partly_met"


def test_a_text_without_a_dialogue_is_one_turn(grader):
    assert grader.grade(Response(text="In 2020 we used TensorRT 10.2.")).overall == "contradicted"


def test_nobody_is_asked_twice_or_beyond_the_policys_number():
    asked = []
    while name := missing("deployment", known={"engine"}, asked=asked):
        assert name not in asked
        assert name != "engine"
        asked.append(name)
    assert len(asked) == min(policy().most, 4)


def test_who_is_lost_is_asked_the_smallest_fact_once():
    assert missing("model_familiarity", known=(), asked=("size",), lost=True) == "structure"
    assert missing("model_familiarity", known=(), asked=("size", "structure"), lost=True) is None
