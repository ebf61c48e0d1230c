"""What candidates ask back about a calculation, and the convention that they are told."""

import re

import pytest

from evaluators.arithmetic import clarifications as told
from evaluators.arithmetic.clarifications import Clarification

EVERY = [one for one in vars(told).values() if isinstance(one, Clarification)]


@pytest.mark.parametrize(
    ("name", "question", "expected"),
    [
        ("conv2d", "padding 是两边都加吗？", [told.PADDING]),
        ("conv2d", "What is padding? do you mean both sides?", [told.PADDING]),
        ("conv2d", "要向下取整吗？", [told.ROUNDING]),
        ("conv2d", "Does that include the bias?", [told.BIASES, told.BIAS_ADDITIONS]),
        ("conv2d", "要乘以 2 吗？", [told.MACS]),
        ("conv2d", "一个样本还是一个 batch？", [told.ONE_SAMPLE]),
        ("conv2d", "Which unit?", []),
        ("conv_transpose2d", "output_padding 加在哪边？", [told.PADDING_TRANSPOSED]),
        ("conv_transpose2d", "偏置算不算？", [told.BIASES]),
        ("pool2d", "do I round down", [told.ROUNDING]),
        ("pool2d", "偏置算不算？", []),
        ("receptive_field", "空洞率是什么意思？", [told.DILATION]),
        ("kv_cache_bytes", "Which unit?", [told.UNITS]),
        ("recurrent_params", "one bias or two?", [told.BIASES_PER_GATE]),
        ("attention_flops", "QKV 的投影算进去吗？", [told.PROJECTIONS]),
        ("confusion_matrix_metrics", "F1 是 macro 还是 micro？", [told.POSITIVES]),
        ("softmax_cross_entropy", "要保留几位？", [told.DIGITS]),
        ("training_steps", "Is this distributed?", []),
    ],
)
def test_a_question_is_told_the_convention_that_it_is_about(grader, name, question, expected):
    assert list(grader(name).clarify(question)) == [one.told for one in expected]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.told.en)
def test_a_convention_is_told_in_both_languages(one):
    assert re.search(r"[\u4e00-\u9fff]", one.told.zh)
    assert not re.search(r"[\u4e00-\u9fff]", one.told.en)
