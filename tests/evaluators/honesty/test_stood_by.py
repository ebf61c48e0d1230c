"""A contradiction that is held against the candidate and stood by, taken back, or explained."""

import pytest

from evaluators.honesty.findings import judge
from evaluators.honesty.reading import read
from evaluators.response import Turn

ALONE = ("The churn model is mine, entirely on my own.", "Why an MLP?", "Marta wrote the whole training loop.")
WHOLE = ("一共 3600 张图，再没有别的。", "怎么划分的？", "训练 4200 张，验证 600，测试 900。")
SCORES = ("测试集上精确率 0.86，召回 0.83。", "比基线呢？", "同一个测试集，F1 做到 0.93。")
UNQUANTISED = ("量化用的 int8，500 张校准。", "有没有层掉点特别厉害？", "没碰到，我们没做过量化。")


def inconsistent(*turns):
    roles = ("candidate", "interviewer")
    _, doubts = judge(read([Turn(role=roles[place % 2], text=text) for place, text in enumerate(turns)]))
    return [doubt.turn for doubt in doubts if doubt.kind == "inconsistent"]


@pytest.mark.parametrize(
    "turns",
    [
        (*ALONE, "So the training loop is Marta's?", "All of it is hers, yes."),
        (*WHOLE, "总数是 3600，训练集就有 4200？", "对，这两个数我天天看，不会记错。"),
        (*SCORES, "精确率 0.86、召回 0.83，F1 能到 0.93？", "能，三个数都是同一次评测打出来的。"),
        (*UNQUANTISED, "前面说做了 int8 量化？", "从头到尾都是 fp32，没有过 int8 的版本。"),
        (*ALONE, "You said that the loop was yours.", "No, the training was hers from the beginning."),
        (*ALONE, "So Marta wrote the training loop?", "Of course, from the start, like the other loops."),
    ],
)
def test_a_reply_that_stands_by_it_is_found_too(turns):
    assert inconsistent(*turns) == [2, 4]


@pytest.mark.parametrize(
    "turns",
    [
        (*ALONE, "So the training loop is Marta's?", "Sorry, I misspoke: Marta reviewed it, I wrote it."),
        (*ALONE, "Which optimiser does the training loop use?", "All runs used Adam, yes."),
        (*ALONE, "So the training loop is Marta's?", "In the first version it was hers, I wrote mine later."),
        (*WHOLE, "训练集里有增广的吗？", "对，都做了翻转。"),
        (*UNQUANTISED, "前面说做了 int8 量化？", "那是我在另一个项目里做的，这个全是 fp32。"),
    ],
)
def test_a_correction_an_explanation_or_another_question_is_left_alone(turns):
    assert 4 not in inconsistent(*turns)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (WHOLE, [2]),
        (SCORES, [2]),
        (("一共 3600 张图。", "怎么划分的？", "训练 2900 张，验证 350，测试 350。"), []),
        (("测试集上精确率 0.86，召回 0.83。", "比基线呢？", "同一个测试集，F1 做到 0.845。"), []),
        (("AUC 从 0.742 到 0.761。", "线上呢？", "点击率相对涨 9%。"), []),
        (("点击率从 0.042 到 0.046。", "相对呢？", "点击率相对涨 60%。"), [2]),
    ],
)
def test_what_follows_by_counting(turns, expected):
    assert inconsistent(*turns) == expected
