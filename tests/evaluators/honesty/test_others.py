"""What is said of something beside the project contradicts nothing that is said of it, and what is said of it does."""

import pytest

from evaluators.honesty import consistency
from evaluators.honesty.others import another_project
from evaluators.honesty.reading import read
from evaluators.response import Turn
from question_bank.positions import points

BESIDE = [
    ("The wake word net has two million parameters.", "", "The drink recommender has 20,000 parameters, no more."),
    ("The whole tomato project took two weeks.", "Did labelling take long?",
     "The pepper project that came afterwards took exactly one year."),
    ("It is in production today.", "And your other project?", "The second project never went live."),
    ("It was trained on eight H100s.", "", "The insurer's video studio used a single RTX 3090, never for training."),
    ("One hundred epochs.", "How long did the old apple counter train?", "Ten epochs, all its runs."),
    ("SGD with momentum, only that.", "",
     "The paper that we compared against trained its network with AdamW."),
    ("There were four of us.", "", "My bachelor project I did entirely alone."),
    ("睡眠分期用五折。", "", "癫痫那个项目没做交叉验证。"),
    ("前后两个星期。", "下一个项目做了多久？", "整整三年。"),
    ("方言识别一直用 SGD 加动量。", "", "标点模型只用 AdamW，别的没跑过。"),
    ("训练样本五十万条。", "前任用多少？", "前任的训练样本只有两千条。"),
    ("口型网络用bf16混合精度训。", "", "身体动作网络是纯fp32训的，没开autocast。"),
    ("水稻病害模型训了十个 epoch。", "去年那个杂草模型跑了多少轮?", "全部跑满三百轮，没有提前停过。"),
]  # fmt: skip
OF_THE_PROJECT = [
    ("The wake word net has two million parameters.", "How large is it?", "The net has 20,000 parameters, no more."),
    ("The whole tomato project took two weeks.", "", "The tomato project took exactly one year."),
    ("It is in production today.", "", "It never went live."),
    ("SGD with momentum, only that.", "", "We trained it with AdamW."),
    ("For my bachelor project I trained a net on two GPUs, 40 epochs in all.", "",
     "For my bachelor project I trained it for exactly 300 epochs in all."),
    ("睡眠分期用五折。", "", "睡眠分期那边没做交叉验证。"),
    ("前后两个星期。", "做了多久？", "整整三年。"),
    ("方言识别一直用 SGD 加动量。", "", "方言模型只用 AdamW，别的没跑过。"),
    ("训练样本五十万条。", "训练样本多少？", "训练样本只有两千条。"),
]  # fmt: skip


def found(earlier, question, later):
    turns = [Turn(role="candidate", text=earlier), Turn(role="interviewer", text=question or "…")]
    return list(consistency.find(read((*turns, Turn(role="candidate", text=later)), None)))


@pytest.mark.parametrize(("earlier", "question", "later"), BESIDE)
def test_what_is_said_of_something_else_contradicts_nothing(earlier, question, later):
    assert not found(earlier, question, later)


@pytest.mark.parametrize(("earlier", "question", "later"), OF_THE_PROJECT)
def test_what_is_said_of_the_project_contradicts_what_was_said_of_it(earlier, question, later):
    assert found(earlier, question, later)


def test_what_was_named_in_another_turn_is_nothing_new():
    opening = Turn(role="candidate", text="I built a ranking model for our shop.")
    first = Turn(role="candidate", text="Two million parameters in all.")
    asked = Turn(role="interviewer", text="How large is it?")
    later = Turn(role="candidate", text="The ranking model has 40 million parameters.")
    assert list(consistency.find(read((opening, asked, first, asked, later), None)))


SELDOM = 0.004
"""Of what fits; each is an honest candidate asked about nothing."""


def test_the_rules_seldom_take_what_fits_for_a_contradiction():
    """Two statements of one position, and what is said of something else, of each point of the bank."""
    pairs = [
        pair
        for _, point in points()
        for first, second in (position[:2] for position in point.positions if len(position) > 1)
        for pair in ((first, second), *((first, neutral) for neutral in point.neutral[:1]))
    ]
    wrong = [pair for pair in pairs if found(pair[0].text, pair[1].question, pair[1].text)]
    assert len(wrong) / len(pairs) < SELDOM, wrong[:10]


def said(*texts):
    return read([Turn(role="candidate" if place % 2 else "interviewer", text=text) for place, text in enumerate(texts)])


@pytest.mark.parametrize(
    ("before", "opening", "expected"),
    [
        ("A YOLOv5s that counts apples.", "That one, on a Jetson Nano, as TensorRT engine.", False),
        ("A YOLOv5s that counts apples.", "The YOLOv5 one, on a Jetson Nano.", False),
        ("A YOLOv5s that counts apples.", "Whisper small for a call centre, on a T4.", True),
        ("A YOLOv5s that counts apples.", "That was another project, on a T4.", True),
        ("A detector that counts apples.", "Whisper small for a call centre, on a T4.", False),
        ("用 YOLOv5s 数苹果。", "就这个，部署在 Jetson Nano 上。", False),
        ("用 YOLOv5s 数苹果。", "客服的 Whisper small，跑在 T4 上。", True),
        ("用 YOLOv5s 数苹果。", "是另一个项目，跑在 T4 上。", True),
    ],
)
def test_an_opening_that_says_so_or_names_another_network_is_of_another_project(before, opening, expected):
    told = said("Which project?", before)
    assert another_project(said("Which one did you deploy?", opening).said[0], told) is expected
