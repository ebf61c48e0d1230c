"""The pattern language and its wordings: what they mean, and how a fault is told."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.concept.syntax import BadPattern, parse
from evaluators.concept.wording import BadWording, check, readings


@pytest.mark.parametrize(
    ("pattern", "tree"),
    [
        ("a & b .. c + d", ["a & b .. c", "d"]),
        ("@relu & !saturates", ["@relu & !saturates"]),
        ("a > {causes} > b", ["a > {causes} > b"]),
        ("(a | b & c) ~ #25%", ["(a | b & c) ~ #1/4"]),
        ('-"no data" & 梯度 & ?x', ['-"no data" & "梯度" & ?x']),
    ],
)
def test_patterns_bind_as_described(pattern, tree):
    assert [str(sentence) for sentence in parse(pattern).sentences] == tree


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        ("a b", "'b' is not expected; between two parts stands one of ~ > & .. + at 3"),
        ("a &", "a term, a {relation}"),
        ("(a | b", "this bracket is not closed at 1"),
        ('"open', "a quotation mark that is not closed at 1"),
        ("ReLU & a", "a name is lower case with underscores"),
        ("#1/0", "'1/0' is not a number at 1"),
        ("-a", "a part that is to be found is expected"),
        ('a & "(x|y"', "is not closed"),
    ],
)
def test_a_fault_is_told_with_its_place(pattern, complaint):
    with pytest.raises(BadPattern) as fault:
        parse(pattern)
    assert complaint in str(fault.value)


@given(st.text(alphabet='ab_ 梯度&>~.+()|!?-@{}#"0/%', max_size=30))
def test_any_text_is_a_pattern_or_a_clear_refusal(text):
    with suppress(BadPattern):
        assert parse(text).text == text


@pytest.mark.parametrize(
    ("wording", "texts"),
    [
        ("(moving|running) average", ["moving average", "running average"]),
        ("[指数]滑动平均", ["指数滑动平均", "滑动平均"]),
        (r"p(y\|x)", ["P(Y|X)"]),
        ("average[s]", ["averages", "average"]),
        ("normalise", ["normalizing"]),
        ("梯度的均值", ["梯度均值"]),
    ],
)
def test_a_wording_stands_for_its_readings(wording, texts):
    assert set(readings(wording)) == {reading for text in texts for reading in readings(text.replace("|", r"\|"))}


@pytest.mark.parametrize(
    "wording",
    ["(a|b", "a|b)", "(batch)(里|的)", "(the|its) end", "[a|b", "", "*", "(" + "|".join(map(str, range(2000))) + ")"],
)
def test_a_faulty_wording_is_refused(wording):
    with pytest.raises(BadWording):
        check(wording)
