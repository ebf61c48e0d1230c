"""The ledger, and candidates of four sorts who go through its questions."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from interview_flow.claims import EMPTY_BEFORE_GOING_ON, LONGEST_TOLD, Ledger
from interview_flow.honesty import AskedProbe, Honesty
from question_bank.bank import Bank, key
from question_bank.item import Item
from question_bank.loader import HERE as BANK

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
RECITED = "lora_fine_tuning"
"""An item with a model answer."""


@pytest.fixture(scope="module")
def ledger() -> Honesty:
    files = [*Path(BANK / "items/honesty").glob("*.yaml"), *Path(BANK / "items").rglob(f"{RECITED}.yaml")]
    items = [Item.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files]
    return Ledger.of(Bank(items={key(item): item for item in items}, formats={}))


class Interview:
    """Asks what the ledger wants asked until it wants nothing more."""

    def __init__(self, ledger, opening, language="en", stage="cv", *, leading=True):
        self.ledger, self.language, self.leading = ledger, language, leading
        self.records = list(ledger.read(opening, turn=1, stage=stage, at=AT))
        self.asked = []

    def next(self):
        """The question that is due, if any."""
        return self.ledger.probe(self.records, self.asked, language=self.language, leading=self.leading)

    def answer(self, probe, reply):
        """Answers a question, which may hold claims of its own."""
        self.asked.append(AskedProbe(probe.claim, probe.question, reply))
        turn = len(self.asked) + 1
        self.records += self.ledger.read(reply, turn=turn, stage="projects", at=AT + timedelta(minutes=turn))

    def run(self, answer):
        """Every question that is asked, each answered by `answer(probe id)`."""
        names = []
        while (probe := self.next()) and len(names) < 20:
            names.append(probe.claim["probe"])
            self.answer(probe, answer(names[-1]))
        return names

    def concerns(self):
        """All findings so far."""
        return self.ledger.concerns(self.records, self.asked, language=self.language, at=AT)


OPENING = "I deployed our defect detector with TensorRT on a T4."
DID_IT = {
    "version": "8.2.1, with CUDA 11.4.",
    "conversion": "Exported to ONNX with opset 13, cleaned the graph with onnx-graphsurgeon, then trtexec with a profile from batch 1 to 16.",
    "precision": "int8, calibrated with 800 images from the line; the last layer stayed in fp16.",
    "latency": "From 21 ms in PyTorch to 5 ms at batch 1 on the T4.",
}
NEARBY = {
    "version": "That was the platform team's choice, somewhere in 8.x I believe, I never touched it.",
    "conversion": "My part was only the export to ONNX, opset 13; the rest was done by them.",
    "precision": "fp16, I only know that from their report.",
    "latency": "Their report said 6 ms on the T4.",
}
BASICS = {
    "model_size": "7.2 million parameters, 14 MB in fp16.",
    "data_volume": "31,000 images from two lines, 9 classes, labelled by four people of the quality team.",
    "offline_metric": "mAP50 of 0.87 against 0.79 for the old template matching.",
    "online_metric": "It went live in May; missed defects fell from 1.9 to 0.7 percent.",
}
READ_ABOUT = (
    "It is a high-performance inference engine that supports various optimisations and is widely used in industry."
)
DID_IT |= BASICS
NEARBY |= BASICS
MADE_UP = DID_IT | {"version": "11.0, in 2021.", "latency": "From 40 ms to 20 ms, which is 9x faster."}


def test_who_did_it_is_asked_what_is_missing_once_and_nothing_is_found(ledger):
    interview = Interview(ledger, OPENING)
    asked = interview.run(DID_IT.get)
    assert asked[:3] == ["version", "conversion", "precision"]
    assert len(asked) == len(set(asked))
    assert interview.concerns() == []


def test_who_was_nearby_and_says_so_is_not_doubted(ledger):
    interview = Interview(ledger, OPENING)
    interview.run(NEARBY.get)
    assert not [c for c in interview.concerns() if c.kind in {"impossible_fact", "inconsistent"}]


def test_who_only_read_about_it_is_left_after_two_empty_replies(ledger):
    interview = Interview(ledger, OPENING)
    asked = interview.run(lambda _: READ_ABOUT)
    topics = [probe.claim["topic"] for probe in interview.asked]
    assert all(topics.count(topic) <= EMPTY_BEFORE_GOING_ON for topic in topics)
    assert len(asked) == len(set(asked))
    assert {concern.kind for concern in interview.concerns()} <= {"vague", "recited", "evaded"}
    assert interview.concerns()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_model_answer_of_the_bank_in_reply_is_recited_and_nothing_else(ledger, language):
    opening = {"zh": "我用 TensorRT 把检测模型部署到了 T4 上。", "en": OPENING}[language]
    interview = Interview(ledger, opening, language)
    (known,) = (known.in_(language) for known in ledger.model_answers if "LoRA" in known.en)
    interview.answer(interview.next(), known)
    (found,) = interview.concerns()
    assert (found.kind, found.quote) == ("recited", known[:LONGEST_TOLD])


def test_who_made_it_up_is_shown_the_fact_with_its_source(ledger):
    interview = Interview(ledger, OPENING)
    interview.run(MADE_UP.get)
    found = [concern for concern in interview.concerns() if concern.kind == "impossible_fact"]
    assert found
    assert all(concern.source and concern.reason and concern.quote for concern in found)


def test_who_is_lost_is_asked_one_smallest_fact_and_no_more(ledger):
    interview = Interview(ledger, "I worked on the data of a quality project, 40,000 images in 12 classes.")
    first = interview.next()
    interview.answer(first, "I don't know.")
    second = interview.next()
    if second:
        interview.answer(second, "No idea.")
    assert interview.next() is None


def in_doubt(ledger):
    """The same ledger with a second reader who sees nothing in any finding, and what that was asked."""
    heard = []

    def doubted(*asked):
        heard.append(asked)
        return False

    return Ledger(ledger.questions, ledger.led, ledger.model_answers, doubted), heard


def test_a_contradiction_is_raised_only_if_the_second_reader_sees_it_too(ledger):
    second, heard = in_doubt(ledger)
    for judge, kinds in ((ledger, ["inconsistent"]), (second, [])):
        interview = Interview(judge, "I trained our detector on 12,000 images in 9 classes.")
        interview.answer(interview.next(), "I trained on 3,000 images in all.")
        assert [concern.kind for concern in interview.concerns()] == kinds
    ((doubt, later, earlier),) = heard
    assert later == (interview.asked[0].question, "I trained on 3,000 images in all.")
    assert earlier == ("", "I trained our detector on 12,000 images in 9 classes.")
    assert doubt.source in earlier.text


def test_a_fact_is_held_against_a_reply_only_if_the_second_reader_sees_it_denied_too(ledger):
    second, heard = in_doubt(ledger)
    for judge, kinds in ((ledger, ["impossible_fact"]), (second, [])):
        interview = Interview(judge, "I trained a classifier.")
        interview.answer(interview.next(), "A ResNet-50 with 138 million parameters.")
        assert [concern.kind for concern in interview.concerns()] == kinds
    assert {later for _, later, _ in heard} == {
        (interview.asked[0].question, "A ResNet-50 with 138 million parameters.")
    }
    assert {earlier for _, _, earlier in heard} == {None}


def test_a_question_speaks_of_the_candidates_own_words_in_either_language(ledger):
    for opening, language in ((OPENING, "en"), ("我用 TensorRT 把检测模型部署到了 T4 上。", "zh")):
        probe = Interview(ledger, opening, language).next()
        assert opening.rstrip(".。") in probe.question
        assert probe.claim["probe"] == "version"


def test_what_was_said_already_is_not_asked(ledger):
    asked = Interview(ledger, "I deployed it with ONNX Runtime 1.12 in fp16 on a T4, 4 ms per call.").run(
        lambda _: "I exported it with opset 13."
    )
    assert not {"engine", "version", "precision", "latency"} & set(asked)


def test_outside_a_stage_led_by_claims_only_the_latest_message_calls_a_question(ledger):
    interview = Interview(ledger, OPENING, stage="basics", leading=False)
    assert interview.next() is not None
    interview.records += ledger.read("The output is 112 by 112.", turn=5, stage="basics", at=AT)
    assert interview.next() is None


def test_a_contradiction_across_stages_is_found_with_both_quotes(ledger):
    records = [
        *ledger.read("I trained on 120,000 images in total.", turn=1, stage="cv", at=AT),
        *ledger.read("We had only 3,000 images in total, so I used augmentation.", turn=9, stage="projects", at=AT),
    ]
    (found,) = ledger.concerns(records, [], language="en", at=AT)
    assert (found.kind, found.turn) == ("inconsistent", 9)
    assert "120,000" in found.source
    assert "3,000" in found.quote


def test_a_correction_is_no_contradiction(ledger):
    records = [
        *ledger.read("I trained on 120,000 images in total.", turn=1, stage="cv", at=AT),
        *ledger.read("Sorry, we had 12,000 images in total, not 120,000.", turn=2, stage="projects", at=AT),
    ]
    assert not ledger.concerns(records, [], language="en", at=AT)


def test_a_wrong_answer_about_concepts_is_no_finding_about_honesty(ledger):
    records = ledger.read(
        "I think BERT is trained left to right and ResNet-50 has no skip connections.", turn=3, stage="basics", at=AT
    )
    assert not ledger.concerns(records, [], language="en", at=AT)


def test_records_are_plain_json_and_give_the_same_answers_when_read_back(ledger):
    interview = Interview(ledger, OPENING)
    interview.run(MADE_UP.get)
    again = json.loads(json.dumps(interview.records))
    asked = [AskedProbe(json.loads(json.dumps(probe.claim)), probe.question, probe.reply) for probe in interview.asked]
    assert ledger.concerns(again, asked, language="en", at=AT) == interview.concerns()


def test_a_message_without_words_makes_no_record(ledger):
    assert ledger.read("  \n ", turn=1, stage="basics", at=AT) == []


def test_a_long_cv_is_read_to_its_end_and_in_pieces(ledger):
    text = (
        "\n".join(f"- I kept line {place} of the notes." for place in range(400))
        + "\n- Deployed a model with OpenVINO 2022.1."
    )
    records = ledger.read(text, turn=0, stage="cv", at=AT)
    assert any(record.get("value") == "openvino" for record in records)
    assert all(len(record["text"]) <= 6000 for record in records if record["record"] == "said")


@pytest.mark.parametrize(
    ("language", "opening", "reply"),
    [
        ("en", "I deployed the detector with TensorRT 8.4.", "TensorRT 8.4"),
        ("zh", "我负责用 TensorRT 部署，pytorch 转 onnx 再转 engine。", "pytorch 导出 onnx，再用 trtexec 转 engine"),
    ],
)
def test_a_plain_fact_is_not_vague_though_it_was_said_before(ledger, language, opening, reply):
    interview = Interview(ledger, opening, language)
    interview.run(lambda _: reply)
    assert not [concern for concern in interview.concerns() if concern.kind == "vague"]


@pytest.mark.parametrize(("language", "begins"), [("en", 'Back to the project with "'), ("zh", "回到「")])
def test_a_question_on_the_whole_project_does_not_hang_on_the_words_quoted(ledger, language, begins):
    """Not: you said "12k images", which metric? The words only say which project is meant."""
    interview = Interview(ledger, "We had 12k labelled images of 6 classes.", language)
    interview.records += ledger.read("I like hiking.", turn=2, stage="cv", at=AT)
    assert interview.next().question.startswith(begins)


def test_a_project_that_is_being_spoken_of_is_not_come_back_to(ledger):
    interview = Interview(ledger, "We had 12k labelled images of 6 classes.")
    first = interview.next()
    interview.answer(first, "7.2 million parameters, 14 MB in fp16.")
    for probe in (first, interview.next()):
        assert "Back to the project" not in probe.question


@pytest.mark.parametrize("reply", ["记不清了", "不记得了，时间太久", "I don't remember."])
def test_whoever_says_that_they_do_not_remember_is_not_called_vague(ledger, reply):
    interview = Interview(ledger, "We had 12k labelled images of 6 classes.")
    interview.answer(interview.next(), reply)
    assert not interview.concerns()


@pytest.mark.parametrize(
    ("language", "told", "weighed"),
    [
        (
            "en",
            "On the T4 it takes 6 ms.",
            "I compared Faster R-CNN with YOLOv5s: one point more mAP, but 60 ms on the T4.",
        ),
        ("zh", "我们的模型 T4 上 6 毫秒。", "我比过 Faster R-CNN 和 YOLOv5s，前者 mAP 高 1 个点但 T4 上要 60 毫秒。"),
    ],
)
def test_the_figure_of_a_network_that_was_weighed_is_not_held_against_ones_own(ledger, language, told, weighed):
    records = [
        *ledger.read(told, turn=1, stage="cv", at=AT),
        *ledger.read(weighed, turn=2, stage="problem_solving", at=AT),
    ]
    assert ledger.concerns(records, [], language=language, at=AT) == []


def test_the_same_figures_without_a_choice_between_networks_do_contradict(ledger):
    records = [
        *ledger.read("I measured a latency of 6 ms on the T4.", turn=1, stage="cv", at=AT),
        *ledger.read("I measured a latency of 60 ms on the T4.", turn=2, stage="problem_solving", at=AT),
    ]
    assert [concern.kind for concern in ledger.concerns(records, [], language="en", at=AT)] == ["inconsistent"]


def test_an_answer_about_something_else_is_not_held_against_ones_own_work(ledger):
    """So many GPUs, in a question about batch sizes, say nothing of the project."""
    records = [
        *ledger.read("I trained on 2 GPUs in total.", turn=1, stage="cv", at=AT),
        *ledger.read("With 8 GPUs in total the learning rate is scaled.", turn=2, stage="basics", at=AT),
    ]
    assert ledger.concerns(records, [], language="en", at=AT) == []


def test_the_same_words_again_are_nothing_new(ledger):
    """A reply with a name or two in it, sent to every question, ends a line after two repetitions."""
    interview = Interview(ledger, OPENING)
    interview.run(lambda _: "NVIDIA TensorRT on the T4, with layer fusion and kernel auto-tuning.")
    topics = [probe.claim["topic"] for probe in interview.asked]
    assert topics.count("deployment") <= EMPTY_BEFORE_GOING_ON + 1
    assert topics.count("project_basics") <= EMPTY_BEFORE_GOING_ON


@pytest.mark.parametrize(
    ("answers", "most"),
    [
        (DID_IT, {"deployment": 4, "project_basics": 4}),
        ({}, {"deployment": 2, "project_basics": 2}),
    ],
    ids=["until enough is known", "until nothing new comes"],
)
def test_a_line_ends(ledger, answers, most):
    """Told all: asked each open point once. Told nothing: two replies, then on."""
    interview = Interview(ledger, OPENING)
    interview.run(lambda name: answers.get(name, READ_ABOUT if not answers else DID_IT["latency"]))
    topics = [probe.claim["topic"] for probe in interview.asked]
    assert all(topics.count(topic) <= count for topic, count in most.items())
    assert interview.next() is None


def test_a_part_that_was_told_is_not_asked_again(ledger):
    """Two of the points in one reply: only what is left is asked."""
    interview = Interview(ledger, OPENING)
    interview.answer(interview.next(), "8.2.1, int8, calibrated with 800 images.")
    assert "precision" not in interview.run(DID_IT.get)


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("en", "I trained the detector. A colleague deployed it with TensorRT on a T4."),
        ("zh", "检测模型是我训练的，部署是同事做的，用的 TensorRT。"),
    ],
)
def test_of_a_deployment_that_was_anothers_nothing_is_asked(ledger, language, opening):
    interview = Interview(ledger, opening, language)
    interview.run(DID_IT.get)
    assert {probe.claim["topic"] for probe in interview.asked} == {"project_basics"}


def test_in_a_stage_led_by_claims_all_that_is_said_is_ones_own_work():
    """Short replies there go without "I" as often as not."""
    ledger = Ledger({}, {"honesty"})
    (said, *_) = ledger.read("31,000 images, 9 classes.", turn=1, stage="honesty", at=AT)
    assert said["own"]
    (said, *_) = ledger.read("31,000 images, 9 classes.", turn=1, stage="basics", at=AT)
    assert not said["own"]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("My ranking went live and CTR rose 3 percent.", "en"),
        ("Missed defects fell from 1.9 to 0.7 percent in production.", "en"),
        ("我做的排序上线以后 CTR 提升了 3%。", "zh"),
    ],
)
def test_a_result_in_figures_is_asked_for_baseline_denominator_period_and_own_share(ledger, said, language):
    interview = Interview(ledger, said, language)
    asked = set()
    while (probe := interview.next()) and len(interview.asked) < 10:
        asked |= {probe.claim["probe"]} if probe.claim["topic"] == "results" else set()
        interview.answer(probe, f"It was 12,{len(interview.asked)}00 of them.")
    assert asked == {"baseline", "denominator", "period", "own_share"}


def test_a_model_s_own_metric_is_no_result_of_a_project(ledger):
    interview = Interview(ledger, "I raised recall from 62 to 85 percent, and accuracy improved by 3 points.")
    topics = []
    while (probe := interview.next()) and len(topics) < 10:
        topics.append(probe.claim["topic"])
        interview.answer(probe, f"It was {len(topics)}2,000 of them.")
    assert "results" not in topics
