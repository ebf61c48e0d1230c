from pathlib import Path

import pytest
import yaml

from evaluators.discovery import kinds
from evaluators.honesty.grader import NOT_THEIRS
from evaluators.honesty.probes import missing, policy
from evaluators.response import Response, Turn
from question_bank.check import check
from question_bank.item import Item
from question_bank.loader import HERE

FILES = sorted((HERE / "items/honesty").glob("*.yaml"))
ITEMS = [Item.model_validate(yaml.safe_load(Path(path).read_text(encoding="utf-8"))) for path in FILES]


def test_the_kind_is_found_by_its_folder():
    assert kinds()["honesty"].__name__ == "HonestyGrader"


def test_the_items_get_their_own_exemplars_right():
    assert [item.id for item in ITEMS] == ["deployment", "model_familiarity", "project_basics", "results"]
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


DEPLOYMENT = next(item for item in ITEMS if item.id == "deployment")
NOT_MINE = {
    "en": ["I have never deployed a model, that part was not mine.", "That wasn't my part, the platform team did it.",
           "I have no deployment experience, I only trained models.", "I didn't deploy it, a colleague did."],
    "zh": ["我没做过部署，这块是同事做的。", "这块不归我，是平台组做的。", "没有部署经验，一直做训练。", "不是我部署的，是同事做的。"],
}  # fmt: skip


def asked(language, *exchanges):
    """The item's question and the first reply, then its probes by name with the replies."""
    first, *rest = exchanges
    put = [(DEPLOYMENT.prompt.in_(language), first)]
    put += [(DEPLOYMENT.grading.criteria[name].probe.in_(language), reply) for name, reply in rest]
    turns = [
        Turn(role=role, text=text) for q, reply in put for role, text in (("interviewer", q), ("candidate", reply))
    ]
    return DEPLOYMENT.grading.grade(Response(dialogue=tuple(turns), language=language))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("place", range(4))
def test_who_says_that_it_was_not_their_part_is_not_scored_and_not_reproached(language, place):
    verdict = asked(language, NOT_MINE[language][place])
    assert (verdict.outcome, verdict.score, verdict.overall) == ("ungraded", None, "substantiated")
    assert not verdict.findings
    assert not verdict.concerns
    assert verdict.feedback == NOT_THEIRS.in_(language)


@pytest.mark.parametrize(
    ("language", "said", "own"),
    [
        ("en", "As I said, I didn't deploy it, a colleague did. I only exported ONNX.", "I only exported ONNX"),
        ("zh", "我前面说过，不是我部署的，是同事做的。我只导出了 ONNX。", "我只导出了 ONNX"),
    ],
)
def test_of_anothers_deployment_the_part_that_was_ones_own_is_kept_with_its_words(language, said, own):
    verdict = asked(language, said)
    assert verdict.score is None
    assert {finding.criterion: finding.evidence for finding in verdict.findings} == {"conversion": own}


TOLD = {
    "en": "I deployed YOLOv5s with TensorRT 8.2 on a T4 in fp16, I exported it to ONNX first.",
    "zh": "我用 TensorRT 8.2 把 YOLOv5s 部署到 T4，fp16，先导出的 ONNX。",
}


@pytest.mark.parametrize(
    ("language", "reply"),
    [
        ("en", "Measuring wasn't me, a colleague did that."),
        ("en", "I never measured it, that was not my part."),
        ("zh", "这个不是我测的。"),
        ("zh", "延迟是工程组的同事测的。"),
    ],
)
def test_a_single_probe_about_what_another_did_is_left_out_and_named(language, reply):
    verdict = asked(language, TOLD[language], ("latency", reply))
    assert (verdict.met("latency"), verdict.score) == (None, 1)
    assert DEPLOYMENT.grading.criteria["latency"].statement.in_(language) in verdict.feedback


@pytest.mark.parametrize(
    ("language", "reply"), [("en", "It was measured on the customer's line."), ("zh", "在客户现场测的，挺快。")]
)
def test_to_name_others_is_not_to_say_that_it_was_not_ones_part(language, reply):
    assert asked(language, TOLD[language], ("latency", reply)).met("latency") is False


def test_who_deployed_it_cannot_leave_it_all_to_others_afterwards():
    """What was claimed is asked about: that one reply says otherwise does not make the rest not theirs."""
    replies = [("version", "I don't know, that was someone else."), ("conversion", "Some script.")]
    verdict = asked("en", "I deployed YOLOv5s with TensorRT.", *replies)
    assert verdict.met("latency") is False
    assert verdict.score == pytest.approx(1 / 4)


def test_what_was_not_deployed_on_one_device_may_have_been_on_another():
    said = "We ran it with TensorRT 8.2 on T4s, I never deployed it to a Jetson."
    assert asked("en", said).met("latency") is False


@pytest.mark.parametrize(
    ("language", "reply", "met"),
    [
        ("en", "I don't remember the exact version, it was the 8 series in 2022.", True),
        ("zh", "具体版本记不清了，2022 年的 8 系列。", True),
        ("en", "I don't remember, that was in 2022.", False),
        ("zh", "记不清了，2022 年 6 月的事。", False),
    ],
)
def test_a_rough_version_is_an_answer_where_the_version_is_asked(language, reply, met):
    first = {"en": "I deployed YOLOv5s with TensorRT.", "zh": "我用 TensorRT 部署了 YOLOv5s。"}[language]
    assert asked(language, first, ("version", reply)).met("version") is met


def test_the_evidence_is_the_sentences_that_give_it_and_not_the_whole_turn():
    verdict = asked("zh", "不知道，记不清了\n口罩检测那个我导出成 onnx，再转 ncnn。然后上线了。")
    (found,) = [finding for finding in verdict.findings if finding.criterion == "conversion"]
    assert found.evidence == "口罩检测那个我导出成 onnx，再转 ncnn"


def test_what_was_told_of_the_same_elsewhere_counts_and_is_not_doubted_twice():
    basics_item = next(item.grading for item in ITEMS if item.id == "project_basics")
    question = basics_item.criteria["offline_metric"].probe.en
    elsewhere = (
        Turn(role="interviewer", text=f'Back to the project with "a detector for PCBs". {question}'),
        Turn(role="candidate", text="mAP@0.5 was .91, the old AOI baseline had like 0.78, ResNet-50 has 138 million."),
    )
    dialogue = (Turn(role="candidate", text="A detector for PCBs."),)
    alone = basics_item.grade(Response(dialogue=dialogue))
    both = basics_item.grade(Response(dialogue=dialogue, elsewhere=elsewhere))
    assert (alone.met("offline_metric"), both.met("offline_metric")) == (False, True)
    assert (both.concerns, both.overall) == (alone.concerns, alone.overall)


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
