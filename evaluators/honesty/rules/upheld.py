"""Later turns that uphold what cannot be so: they say the same figure again, or yes to a question that does."""

import re
from collections.abc import Iterator
from itertools import pairwise

from evaluators.honesty import lexicon, names
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.reading import NEGATION, Reading, Said

UPHOLDS = lexicon.words("upholds")
COMMON = lexicon.words("common_words")
ASKS_BACK = re.compile(r"[?？]\s*$|吗|呢")
WORD = re.compile(r"[a-z][a-z0-9.-]{3,}|\d+(?:\.\d+)+|20\d\d|[\u4e00-\u9fff]", re.IGNORECASE)
LEAST_SHARED = 2
"""Words that question and claim must share, and half of the question's."""
MOST_NEW_WORDS = 3
"""Words that a question may bring in where it names what the claim names, and nothing else."""


def find(doubts: list[Doubt], reading: Reading) -> Iterator[Doubt]:
    """The turns that uphold one of `doubts`, which all stand in others."""
    yield from _stated_again(doubts, reading)
    yield from _affirmed(doubts, reading)


def _stated_again(doubts: list[Doubt], reading: Reading) -> Iterator[Doubt]:
    """Later turns that state the same figure or version again."""
    found = {(doubt.kind, doubt.turn) for doubt in doubts}
    for doubt in doubts:
        if not re.search(r"\d", doubt.said):
            continue
        again = re.compile(rf"(?<![\w.]){re.escape(doubt.said)}(?![\w.]*\d)", re.IGNORECASE)
        for one in reading.said:
            clause = next((clause for clause in one.clauses if again.search(clause.text)), None)
            if (
                one.turn > doubt.turn
                and clause
                and (doubt.kind, one.turn) not in found
                and not NEGATION.search(clause.text)
            ):
                found.add((doubt.kind, one.turn))
                yield Doubt(doubt.kind, one.turn, clause.text, doubt.reason, doubt.source)


def _affirmed(doubts: list[Doubt], reading: Reading) -> Iterator[Doubt]:
    """A plain yes to a question that says again what cannot be so."""
    found = {doubt.turn for doubt in doubts}
    for before, one in pairwise(reading.said):
        if one.turn in found or not UPHOLDS.search(one.text) or not ASKS_BACK.search(one.question):
            continue
        doubt = next((d for d in doubts if d.turn == before.turn and _asks_for(d, one)), None)
        if doubt:
            yield Doubt(doubt.kind, one.turn, one.clauses[0].text, doubt.reason, doubt.source)


def _asks_for(doubt: Doubt, one: Said) -> bool:
    """Whether the question before `one` speaks of what is doubted, not of something beside it."""
    named = {mention.id for mention in names.find(doubt.quote)}
    asked = {mention.id for mention in one.asked}
    words, told = _words(one.question), _words(doubt.quote)
    shared = words & told
    names_it = bool(asked) and asked <= named and len(words - told) <= MOST_NEW_WORDS
    return names_it or (len(shared) >= LEAST_SHARED and 2 * len(shared) >= len(words))


def _words(text: str) -> set[str]:
    """The words that carry its meaning: Latin ones of four letters or more, figures, Chinese signs."""
    return {word.lower() for word in WORD.findall(text) if not COMMON.fullmatch(word)}
