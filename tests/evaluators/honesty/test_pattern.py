"""Patterns that are tried only where they can match find what `re` finds."""

import importlib
import pkgutil
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators import honesty
from evaluators.honesty import positions
from evaluators.honesty.pattern import LONGEST, ByPattern, Pattern
from question_bank.dialogues import dialogues

WORDS = {
    r"\b(?:deployed|launch(?:es|ed)?)\b|上线": {"deployed", "launch", "上线"},
    r"train|training|trained on": {"train"},
    r"[没未]上线": {"没上线", "未上线"},
    r"(?:no|not) live\b": {"no live", "not live"},
    r"(?<!re)launch(?!ed)": {"launch"},
    r"re-?train": {"retrain", "re-train"},
    r"(?:int8){1,2}": {"int8"},
    r"(?-i:GPU)": {"gpu"},
    r"[没未]": {"没", "未"},
    r"\d{2} ?ms": {"ms"},
    r"\d+ ?%": {"%"},
    r"\d{2} ?[mu]s|1 ?x ?1": {"ms", "us", "1x1", "1 x1", "1x 1", "1 x 1"},
    r"\d+ ?[.,]": set(),
    r"on|\d+": set(),
    r"(?:train)?(?:ed)*": set(),
    r"[^a]b?": set(),
}
"""The words that a match of each needs, as few and as telling as can be told."""

LETTERS = st.characters(codec="ascii") | st.sampled_from("没未上线ä")


@pytest.mark.parametrize("source", WORDS)
def test_the_words_that_a_match_needs(source):
    assert set(Pattern(source).words) == WORDS[source]


@given(st.sampled_from(sorted(WORDS)), st.data())
def test_a_text_with_a_match_is_never_passed_over(source, data):
    text = data.draw(st.from_regex(re.compile(source, re.IGNORECASE), alphabet=LETTERS))
    assert bool(Pattern(source).search(text)) is bool(re.search(source, text, re.IGNORECASE))
    assert [m.span() for m in Pattern(source).finditer(text)] == [
        m.span() for m in re.finditer(source, text, re.IGNORECASE)
    ]
    assert Pattern(source).sub("_", text) == re.sub(source, "_", text, flags=re.IGNORECASE)
    assert Pattern(source).split(text) == re.split(source, text, flags=re.IGNORECASE)


TABLE = ByPattern(
    [
        ("launch", [Pattern(r"launch"), Pattern(r"上线")]),
        ("figure", [Pattern(r"\d+")]),
        ("train", [Pattern(r"re-?train")]),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We retrained it. Then we Launched it, 上线.", ["launch", "figure", "train"]),
        ("再也没上线", ["launch", "figure"]),
        ("", ["figure"]),
        ("x" * LONGEST + " retrain", ["figure", "train"]),
    ],
)
def test_a_table_yields_once_and_in_order_what_a_text_can_match(text, found):
    assert TABLE.that_can_match(text) == found


def in_the_package():
    """Every pattern of the package that has a name of its own, and the positions, which are read from a file."""
    names = [found.name for found in pkgutil.walk_packages(honesty.__path__, "evaluators.honesty.")]
    named = [one for name in names for one in vars(importlib.import_module(name)).values() if isinstance(one, Pattern)]
    _, sides = positions._positions()
    return [*named, *(pattern for side in sides.values() for pattern in (side.this, side.that))]


def test_what_people_said_is_found_as_without_the_shortcut():
    patterns = {pattern.pattern: pattern for pattern in in_the_package()}
    assert len(patterns) > 300
    plain = [(re.compile(source, re.IGNORECASE), pattern) for source, pattern in patterns.items()]
    said = {turn.text for _, one in list(dialogues())[::8] for turn in one.dialogue}
    lost = [
        (pattern.pattern, text)
        for text in said
        for without, pattern in plain
        if not pattern.can_match(text) and without.search(text)
    ]
    assert not lost
