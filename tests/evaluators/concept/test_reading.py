"""How an answer is read: tokens, slips, numbers, clauses, denials, sides."""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from evaluators.concept import tokens as tokens_module
from evaluators.concept.interpretation import read
from evaluators.concept.lexicon import Lexicon
from evaluators.concept.numbers import quantities
from evaluators.concept.reading import Frame
from evaluators.concept.slips import Speller, distance
from evaluators.concept.tokens import tokens


def keys(text: str) -> list[str]:
    return [token.key for token in tokens(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("正規化", "正规化"),
        ("梯度消失", "梯\u200b度消失"),
        ("ＲｅＬＵ　１．５", "relu 1.5"),
        ("doesn't", "does not"),
        ("can’t", "can not"),
        ("pre-training", "pretraining"),
        ("mini batch", "mini-batch"),
        ("1×1", "1x1"),
        (r"$\frac{a}{b}$", "a/b"),
        (r"\frac{a+b}{c}", "(a+b)/c"),
        (r"\sum_k y_k \log p_k", "Σk y_k log p_k"),
        ("behaviour", "behavior"),
        ("TP÷(TP+FP)", "TP/(TP+FP)"),
        ("the average", "average"),
        ("1/k²", "1/k^2"),
        ("演算法", "算法"),
    ],
)
def test_spellings_are_read_as_one(one, other):
    assert keys(one) == keys(other)


@pytest.mark.parametrize(("one", "other"), [("p-y", "py"), ("loss", "less"), ("later", "layer"), ("0.25", "0.5")])
def test_different_things_stay_apart(one, other):
    assert keys(one) != keys(other)


@given(st.text(max_size=200))
@example("N'T")
@example("nn't 's n' 't")
def test_every_token_lies_in_the_text(text):
    """Offsets always point into the original, in order, so that evidence can be quoted."""
    found = tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all((token.key and not token.key.isspace()) or token.key == "\n" for token in found)


def test_the_folding_table_maps_traditional_characters_to_simplified_ones():
    """By the old national character sets: what is folded is not in GB 2312, what it becomes is."""
    table = yaml.safe_load((Path(tokens_module.__file__).parent / "folding.yaml").read_text(encoding="utf-8"))
    pairs = [pair for line in table["traditional"] for pair in line.split()]
    assert len(pairs) > 800
    for pair in pairs:
        assert len(pair) == 2
        pair[1].encode("gbk")
    outside = [pair for pair in pairs if not _in_gb2312(pair[0])]
    assert len(outside) > 0.98 * len(pairs)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("gradeint", "gradient"),
        ("sigmod", "sigmoid"),
        ("overfiting", "overfit"),
        ("samplng", "sampl"),
        ("normalizaton", "normaliz"),
        ("later", "later"),
        ("noise", "nois"),
    ],
)
def test_slips_are_corrected_and_words_are_not(slip, meant):
    speller = Speller({"gradient", "sigmoid", "overfit", "layer", "nos", "sampl", "normaliz"}, {"later", "nois"})
    assert speller.corrected(tokens(slip))[0].key == meant


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_the_distance_is_symmetric_and_zero_for_equals(left, right):
    assert distance(left, right, 9) == distance(right, left, 9)
    assert (distance(left, right, 9) == 0) == (left == right)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("最大四分之一", [Fraction(1, 4)]),
        ("百分之十五", [Fraction(15, 100)]),
        ("15 %, 0.15 and fifteen percent", [Fraction(15, 100)] * 3),
        ("a quarter or 1/4", [Fraction(1, 4)] * 2),
        ("512 tokens", [512]),
        ("十五个", [15]),
        ("9" * 400, []),
        ("1e999999999", []),
        ("1e-3", [Fraction(1, 1000)]),
    ],
)
def test_numbers_are_read_by_value(text, values):
    assert [quantity.value for quantity in quantities(tokens(text))] == values


FRAME = Frame(
    Lexicon({"relu": ["relu"], "sigmoid": ["sigmoid"], "saturates": ["saturate", "饱和"], "cheap": ["cheap", "便宜"]}),
    (("relu", "sigmoid"),),
    "relu",
)


def states(text: str) -> set[tuple[str, bool]]:
    """Of which side it is said that it saturates, and whether that is stated."""
    reading = read(text, FRAME)
    return {
        (side, (mention.flips + sum(1 for _ in reading.denials(mention))) % 2 == 0)
        for mention in reading.mentions.get("saturates", ())
        if mention.clause not in reading.dead
        for side in ("relu", "sigmoid")
        if reading.about(mention, side)
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sigmoid saturates", {("sigmoid", True)}),
        ("sigmoid does not saturate", {("sigmoid", False)}),
        ("it saturates", {("relu", True)}),
        ("sigmoid saturates, ReLU doesn't", {("sigmoid", True), ("relu", False)}),
        ("sigmoid 会饱和，ReLU 不会", {("sigmoid", True), ("relu", False)}),
        ("sigmoid saturates and ReLU does not", {("sigmoid", True), ("relu", False)}),
        ("unlike sigmoid, ReLU does not saturate", {("relu", False)}),
        ("sigmoid is old. It saturates", {("sigmoid", True)}),
        ("ReLU 和 sigmoid，后者饱和", {("sigmoid", True)}),
        ("ReLU avoids saturation", {("relu", False)}),
        ("ReLU 并不是不饱和", {("relu", True)}),
        ("not only does sigmoid saturate", {("sigmoid", True)}),
        ("does sigmoid saturate?", set()),
        ("people say ReLU saturates, but that is wrong", {("relu", False)}),
        ("ReLU 饱和，说错了，sigmoid 饱和", {("sigmoid", True)}),
        ("relu, sigmoid, saturation, cheap, slope, exp, leaky", set()),
        ("ReLU is not expensive, and sigmoid saturates", {("sigmoid", True)}),
        ("It's often said that ReLU saturates, but that's a myth.", {("relu", False)}),
        ("My tutor said ReLU saturates, which turned out to be wrong.", {("relu", False)}),
        ("有人说 ReLU 会饱和，这个说法有误。", {("relu", False)}),
        ("同事告诉我 sigmoid 会饱和，他说得对。", {("sigmoid", True)}),
        ("I think that sigmoid saturates", {("sigmoid", True)}),
        ("Maybe because sigmoid saturates?", {("sigmoid", True)}),
        ("What happens to sigmoid? That is where it saturates.", {("sigmoid", True)}),
        ("sigmoid saturates (or tanh?)", {("sigmoid", True)}),
        ("instead of sigmoid I take ReLU, it saturates", {("relu", True)}),
        ("Key points: relu, sigmoid, saturation", set()),
        ("relu, slope, one; sigmoid, saturation, exp", set()),
        ("sigmoid: saturation, exp, slow, small slope, dense, old", {("sigmoid", True)}),
    ],
)
def test_who_is_said_to_do_what(text, said):
    assert states(text) == said


@given(st.text(alphabet="relu sigmoid saturates not 饱和不会，。but ReLU,;\n", max_size=120))
def test_any_text_is_read(text):
    """Every token lies in exactly one clause, and clauses follow each other."""
    reading = read(text, FRAME)
    assert len(reading.clause_of) == len(reading.tokens)
    assert [token for clause in reading.clauses for token in range(clause.start, clause.end)] == list(
        range(len(reading.tokens))
    )
