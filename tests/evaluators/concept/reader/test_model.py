"""The reader that is shipped, in its own process."""

import pytest

from evaluators.concept.reader.agreement import DOUBT
from evaluators.concept.reader.client import Worker
from evaluators.concept.reader.weights import load as load_reader
from evaluators.concept.reader.weights import stances
from evaluators.honesty.clashes import matters
from question_bank.loader import load

ANSWERS = {
    "en": "With ReLU the derivative is one for anything above zero, so the signal survives many layers; sigmoid goes flat at"
    " both ends. I use it.",
    "zh": "右半边斜率一直是 1，sigmoid 两头是平的，信号传不回去。我一直用它。",
}


@pytest.fixture(scope="module")
def worker():
    made = Worker(seconds=60, start_up=120)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def statements():
    criteria = load().item("concept/relu_vs_sigmoid").grading.criteria.values()
    return {language: [criterion.statement.in_(language) for criterion in criteria] for language in ANSWERS}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_said_in_other_words_is_likelier_than_all_that_is_not_said(worker, statements, language):
    text = ANSWERS[language]
    end = text.rindex("I use" if language == "en" else "我一直")
    said, *unsaid = worker.read(text, statements[language], [(0, end), (end, len(text))], [0])
    assert said.clause == 0
    assert said.probability > max(opinion.probability for opinion in unsaid)


def test_the_same_answer_is_read_the_same_bit_for_bit(worker, statements):
    asked = (ANSWERS["en"], statements["en"], [(0, 40)], [0])
    assert worker.read(*asked) == worker.read(*asked)


def test_another_subject_states_nothing(worker, statements):
    found = worker.read("I mostly cook pasta at the weekend, with my brother.", statements["en"], [], [])
    assert all(opinion.probability < DOUBT for opinion in found)


def test_what_cannot_be_beside_another_statement_is_likelier_than_what_can(worker):
    told = "Who labelled them?\nA vendor labelled all the images, I did none."
    earlier = ["What was your part? → I labelled every image myself.", "The images come from a warehouse."]
    earlier = [f"contradicts: {one}" for one in earlier]
    against, beside = worker.read(told, earlier, of="contradictions")
    assert beside.probability < DOUBT < against.probability


def test_what_denies_a_fact_is_likelier_than_what_leaves_it_alone(worker):
    facts = ["contradicts: BERT is an encoder.", "contradicts: ResNet adds a block's input to its output."]
    for told, denied in (
        ("What is BERT?\nIt writes one word after the other, from left to right, as a pure decoder.", 0),
        ("And the skips?\nThe shortcut of ResNet glues the channels together, nothing is added up.", 1),
    ):
        found = [opinion.probability for opinion in worker.read(told, facts, of="facts")]
        assert max(found) == found[denied] > 2 * min(found)


def test_it_reads_the_stances_on_all_matters_that_a_report_can_name():
    read = stances(load_reader()).matters
    assert read == {name: list(matter.stances) for name, matter in matters().items()}


def test_it_is_told_who_labelled_whatever_the_words(worker):
    said = {
        "I labelled all eleven thousand of them myself, nobody helped me.": "own",
        "图都是我一个人标的，标了整整一个月。": "own",
        "A labelling company in Manila drew them for us.": "vendor",
        "标注外包给了武汉一家公司。": "vendor",
    }
    for taken, stance in zip(worker.stances(list(said)), said.values(), strict=True):
        assert taken["labels"][stance] > sum(chance for other, chance in taken["labels"].items() if other != stance)
    for nothing in worker.stances(["Inference runs on a Jetson in the cab.", "损失用的是 focal loss，学习率 1e-3。"]):
        assert sum(nothing.get("labels", {}).values()) < 0.5
