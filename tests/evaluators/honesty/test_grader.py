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
    assert english.source == chinese.source == "https://arxiv.org/abs/1512.03385"


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


LITTLE = {
    "en": ("I deployed YOLOv8n with TensorRT 8.5 on a T4.", "Which precision?", "I don't remember.", "Latency on the T4?",
           "Batch 1, CUDA 11.8, driver 520."),
    "zh": ("我用 TensorRT 8.5 把 YOLOv8n 部署到 T4 上。", "什么精度？", "记不清了。", "环境呢？", "CUDA 11.8，驱动 520。"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "open_", "praise"), [("en", "Not told yet", "Specific"), ("zh", "还没说到", "具体，")]
)
def test_praise_is_not_given_above_what_was_left_open(judge, language, open_, praise):
    verdict = judge(*LITTLE[language], language=language)
    assert verdict.overall == "substantiated"
    assert open_ in verdict.feedback
    assert praise not in verdict.feedback


def test_praise_is_given_where_most_was_answered_specifically(judge):
    said = ("I deployed it with TensorRT 8.5.", "How was it converted?", "ONNX export with opset 13, then trtexec, fp16.",
            "Latency?", "From 21 ms to 5 ms on a T4.")  # fmt: skip
    assert judge(*said).feedback.startswith("Specific")


def test_the_evidence_shown_is_the_candidates_words_alone(basics):
    question = "Did it go live?"
    dialogue = (
        Turn(role="candidate", text="A ticket router."),
        Turn(role="interviewer", text=question),
        Turn(role="candidate", text="Yes, in suggest mode, 78 percent accepted."),
    )
    (found,) = [finding for finding in basics(dialogue).findings if finding.criterion == "online_metric"]
    assert found.met
    assert found.evidence == "Yes, in suggest mode, 78 percent accepted."


@pytest.mark.parametrize(
    ("said", "met"),
    [
        ("YOLOv8n on a Jetson Nano", False),
        ("YOLOv5 had anchors, v8 has none, and the batch was 8.", False),
        ("We never converted it, PyTorch 1.13 ran as it was.", False),
        ("I don't remember how we converted it, TensorRT 8.5.", False),
        ("ONNX Runtime 1.12.", False),
        ("Exported with opset 13, then trtexec.", True),
        ("pt to ONNX to an engine, fp16.", True),
        ("We built the TensorRT engine with a profile.", True),
        ("先导出 onnx，再用 trtexec 转 engine。", True),
        ("最后做了 int8 量化。", True),
        ("没有转换，直接跑 PyTorch 1.13。", False),
    ],
)
def test_a_conversion_is_told_only_by_a_step_of_it(judge, said, met):
    assert judge("I deployed a detector.", "How did you convert and export it?", said).met("conversion") is met
