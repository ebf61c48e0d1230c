"""Any rewriting of a right answer that keeps its meaning stays right; a wrong number stays wrong in any clothes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.arithmetic.grader import ArithmeticGrader
from evaluators.arithmetic.numbers import chinese_number, numbers
from evaluators.arithmetic.plain import clean
from evaluators.arithmetic.quantities import quantity
from evaluators.base import Criterion
from evaluators.response import Response
from evaluators.run import run
from evaluators.text import Text

COUNTED = ("conv2d", "conv_transpose2d", "linear_mlp", "pool2d", "batchnorm2d")
NAMES = {
    "output_size": ["output", "output size", "输出", "输出尺寸", "size"],
    "params": ["params", "parameters", "参数量", "参数", "the parameter count"],
    "flops": ["MACs", "cost", "计算量", "FLOPs", "乘加次数"],
    "buffers": ["buffers", "缓冲", "running stats"],
}
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def grader(name):
    statement = Text(zh="略", en="-")
    return ArithmeticGrader(quantity=name, criteria={c: Criterion(statement=statement) for c in quantity(name).asked})


def chinese(value):
    """A whole number under 10^8 in Chinese characters."""
    digits, units = "零一二三四五六七八九", ["", "十", "百", "千"]

    def block(n):
        text, zero = "", False
        for place in (3, 2, 1, 0):
            digit = n // 10**place % 10
            if digit:
                text += ("零" if zero else "") + digits[digit] + units[place]
                zero = False
            elif text:
                zero = True
        return text

    if value == 0:
        return "零"
    high, low = divmod(value, 10_000)
    if not high:
        return block(low)
    return block(high) + "万" + ("零" if 0 < low < 1000 else "") + block(low)


def exact(value):
    """Ways to write a whole number to the last digit."""
    return st.sampled_from([str(value), f"{value:,}", str(value).translate(WIDE), f"{value:_}"])


def whole(value):
    """Ways to write a whole number."""
    ways = [str(value), f"{value:,}", str(value).translate(WIDE)]
    if value >= 10**4:
        ways += [
            f"{value:_}",
            f"{value / 10**6:.12g}M",
            f"{value / 10**4:.12g}万",
            f"{value:,}".replace(",", "{,}").join("$$"),
        ]
        ways += [f"{value:.12e}".replace("e+0", "e"), "\u200b".join(str(value))]
    if value < 10**8:
        ways.append(chinese(value))
    return st.sampled_from(ways)


def size(value, channels):
    h, w = value
    ways = [
        f"{h}x{w}",
        f"{h} × {w}",
        f"{h}*{w}",
        f"({h}, {w})",
        f"{h} by {w}",
        f"H={h}, W={w}",
        f"高{h}宽{w}",
        f"${h} \\times {w}$",
    ]
    if channels:
        ways += [
            f"{channels}x{h}x{w}",
            f"({channels}, {h}, {w})",
            f"[1, {channels}, {h}, {w}]",
            f"{channels}@{h}x{w}",
            f"{h}x{w}x{channels}",
        ]
    return st.sampled_from(ways)


def near(value):
    """A wrong value close by that is no rounding of it."""
    return value + 7 if (value + 7) % 10 else value + 8


@st.composite
def answers(draw, *, spoil=False):
    """A quantity, its parameters, and the right values in random clothes; with `spoil`, each value is off by a little."""
    name = draw(st.sampled_from(COUNTED))
    one = grader(name)
    params = one.draw(draw(st.integers(0, 10**6)), draw(st.integers(1, 3)))
    keys = quantity(name).keys(quantity(name).model.model_validate(params))
    parts = []
    for criterion, key in keys.items():
        value = draw(st.sampled_from(key.truths)).value
        if isinstance(value, tuple):
            if spoil:
                value = (value[0] + 1000, value[1] + 1000)
            shown = draw(size(value, key.channels))
        else:
            shown = draw(exact(near(value)) if spoil else whole(value))
        parts.append((criterion, shown))
    labelled = draw(st.booleans())
    if labelled:
        parts = draw(st.permutations(parts))
        link = draw(st.sampled_from([" = ", ": ", " is ", "是", " ", "："]))
        texts = [f"{draw(st.sampled_from(NAMES[criterion]))}{link}{shown}" for criterion, shown in parts]
    else:
        texts = [shown for _, shown in parts]
    joint = draw(st.sampled_from(["; ", "；", "\n", ", ", "，", "。"]))
    return name, params, joint.join(texts)


@settings(max_examples=400, deadline=None)
@given(answers())
def test_right_answers_stay_right(case):
    name, params, text = case
    verdict = run(grader(name), Response(text=text, params=params))
    assert verdict.outcome == "met", (text, verdict)


@settings(max_examples=300, deadline=None)
@given(answers(spoil=True))
def test_wrong_answers_stay_wrong(case):
    name, params, text = case
    verdict = run(grader(name), Response(text=text, params=params))
    assert not any(f.met for f in verdict.findings), (text, verdict)


@settings(max_examples=150, deadline=None)
@given(answers(), st.sampled_from(["zh", "en"]))
def test_the_language_of_the_feedback_changes_no_verdict(case, language):
    name, params, text = case
    one, other = (run(grader(name), Response(text=text, params=params, language=x)) for x in ("en", language))
    assert [f.met for f in one.findings] == [f.met for f in other.findings]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_judged_without_a_fault(text):
    """Whatever is sent, the grader answers, and nothing of it is our fault."""
    for name in ("conv2d", "mlp_forward_backward", "kv_cache_bytes"):
        params = grader(name).draw(1, 1)
        assert run(grader(name), Response(text=text + ".", params=params)).outcome != "ungraded"


@given(st.integers(0, 10**8 - 1))
def test_chinese_numerals_are_read_back(value):
    assert chinese_number(chinese(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.18亿", 118e6), ("9.4千", 9400), ("九千四百零八", 9408), ("两万", 20000), ("三千九", 3900), ("一万二", 12000), ("118M", 118e6),
        ("0.118 GFLOPs", 118e6), ("1.18e8", 118e6), ("1.18×10^8", 118e6), ("1.18*10**8", 118e6), ("1.18×10⁸", 118e6), ("118,013,952", 118013952), ("1,1801,3952", 118013952),
        ("9 408", 9408), ("9_408", 9408), ("9'408", 9408), ("９４０８", 9408), ("9\u200b408", 9408), ("1亿1801万3952", 118013952), ("7万3856", 73856),
        ("98.3%", 0.983), ("百分之七十", 0.7), ("三分之二", 2 / 3), ("1/9", None), ("two thirds", 2 / 3), ("four thousand six hundred and ninety", 4690),
        ("十二点五万", 125000), ("一百零五", 105), ("六成", 0.6), ("八成五", 0.85), ("2 KiB", 2048), ("21.5GB", 21.5e9), ("20个G", 20e9), ("35k params", 35000),
        ("1.5B", 1.5e9), ("118MMACs", 118e6), ("$52{,}283{,}392$", 52283392), ("0.118G", 118e6), ("12.5 million", 12.5e6), ("1.2千万", 12e6), ("½", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_written(text, value):
    found = [n.value for n in numbers(clean(text))]
    assert found == ([pytest.approx(value)] if value is not None else found)
    assert found
