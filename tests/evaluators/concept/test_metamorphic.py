"""What must not change a verdict: language, order, politeness, idle talk, script, width, case."""

from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.concept.grader import ConceptGrader
from evaluators.response import Response
from question_bank.item import Item

ITEMS = Path(__file__).parents[3] / "question_bank" / "items"

PAIRS = {
    "relu_vs_sigmoid": [
        ("ReLU needs no exponential.", "ReLU 不需要指数运算。"),
        ("Sigmoid saturates, ReLU does not.", "sigmoid 会饱和，ReLU 不会。"),
        ("Negative inputs give zero, so activations are sparse.", "负输入输出为零，所以激活是稀疏的。"),
        ("Some neurons die and never recover.", "有的神经元会死掉，再也活不过来。"),
    ],
    "adam_vs_sgd": [
        ("Adam keeps a moving average of the gradients.", "Adam 对梯度做滑动平均。"),
        ("Adam averages squared gradients, so each parameter has its own step.", "Adam 对梯度平方做平均，所以每个参数有自己的步长。"),
        ("Adam corrects the bias of its averages in the first steps.", "Adam 在前几步修正平均值的偏差。"),
        ("Adam generalises worse than SGD.", "Adam 的泛化不如 SGD。"),
    ],
    "batchnorm": [
        ("At inference it uses the running averages.", "推理时用滑动平均。"),
        ("It has a learnable scale and shift.", "它有可学习的缩放和平移。"),
        ("With small batches the statistics are unreliable.", "batch 小的时候统计量不可靠。"),
    ],
    "rnn_gradients": [
        ("At each step it is multiplied by the same matrix.", "每一步都乘同一个矩阵。"),
        ("Below one it vanishes, above one it explodes.", "小于 1 就消失，大于 1 就爆炸。"),
        ("LSTM gates and gradient clipping help.", "可以用 LSTM 的门控和梯度裁剪。"),
    ],
    "attention_vs_cnn": [
        ("Attention costs the square of the length.", "注意力的代价是长度的平方。"),
        ("Attention's weights depend on the input.", "注意力的权重取决于输入。"),
        ("A convolution has translation equivariance built in.", "卷积自带平移等变性。"),
    ],
    "depthwise_separable_concept": [
        ("Depthwise is one filter per channel.", "深度卷积是每个通道一个卷积核。"),
        ("Pointwise is a 1x1 convolution that mixes the channels.", "逐点卷积用 1x1 卷积融合通道。"),
        ("The cost is about 1/9.", "计算量约为 1/9。"),
    ],
}  # fmt: skip
CASES = [(item, pair) for item, pairs in PAIRS.items() for pair in pairs]
POLITE = ("Thank you for the question.", "好的，谢谢面试官的提问。", "Hm, let me think.", "嗯，我想一下。")
IDLE = (
    "I read a book about this last summer.",
    "上周我刚好看过一篇博客。",
    "We had lunch late that day.",
    "我们组的人都挺年轻的。",
)


@cache
def rubric(item: str) -> ConceptGrader:
    path = next(ITEMS.rglob(f"{item}.yaml"))
    grading = Item.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)).grading
    assert isinstance(grading, ConceptGrader)
    return grading


def met(item: str, text: str) -> set[str]:
    return {f.criterion for f in rubric(item).grade(Response(text=text)).findings if f.met}


@pytest.mark.parametrize(("item", "pair"), CASES)
def test_the_same_said_in_either_language_is_the_same(item, pair):
    english, chinese = (met(item, text) for text in pair)
    assert english == chinese != set()


@pytest.mark.parametrize("item", PAIRS)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_order_politeness_and_idle_talk_change_nothing(item, data):
    """Sentences that stand on their own may come in any order, in either language, with anything idle between."""
    pairs = data.draw(st.lists(st.sampled_from(PAIRS[item]), min_size=1, unique=True))
    said = [pair[data.draw(st.integers(0, 1))] for pair in pairs]
    idle = data.draw(st.lists(st.sampled_from(POLITE + IDLE), max_size=3))
    sentences = data.draw(st.permutations([*said, *idle]))
    expected = set().union(*(met(item, text) for text in said))
    assert met(item, " ".join(sentences)) == expected


TRADITIONAL = str.maketrans(
    "负输出为零所以激活稀疏饱会经数对梯学习维个参积过", "負輸出為零所以激活稀疏飽會經數對梯學習維個參積過"
)


@pytest.mark.parametrize(("item", "pair"), CASES)
def test_script_width_and_case_change_nothing(item, pair):
    english, chinese = pair
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in english)
    expected = met(item, english)
    assert met(item, english.upper()) == expected
    assert met(item, wide) == expected
    assert met(item, "\u200b".join(chinese)) == met(item, chinese)
    assert met(item, chinese.translate(TRADITIONAL)) == met(item, chinese)


@pytest.mark.parametrize(("item", "pair"), CASES)
def test_a_question_states_nothing(item, pair):
    english, chinese = pair
    assert met(item, english.rstrip(".") + "?") == met(item, chinese.rstrip("。") + "？") == set()
