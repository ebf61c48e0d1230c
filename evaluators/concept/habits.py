"""Ways of answering that say nothing, and how they are recognised."""

from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from evaluators.concept.heaps import pieces, telling
from evaluators.concept.lexicon import Span
from evaluators.concept.reading import Reading
from evaluators.concept.tokens import tokens

Habit = Literal["stuffing", "dont_know", "off_topic"]
BRIEF = 60
"""Tokens: a longer answer that says "I don't know" of something has said something else, too."""

TELLING = 20
"""Different token pairs: any two short true answers resemble each other."""
ANSWERING = 0.6
"""The share of a list's pieces that must answer the question."""
COPIED = 0.8
"""From this resemblance on it is a copy; in their own words people came to 0.72 at most in 2,021 labelled answers."""


def recognise(reading: Reading, *, met: bool) -> Habit | None:
    """The habit that an answer shows, if it meets nothing."""
    if met:
        return None
    if "heap" in reading.dead.values():
        return "stuffing"
    if reading.cues.get("ignorance") and len(reading.tokens) <= BRIEF:
        return "dont_know"
    return None if reading.mentions else "off_topic"


def short_list(reading: Reading, names: AbstractSet[str]) -> bool:
    """Whether the answer's lists consist of `names` for the most part, so that they answer the question.

    Where members are listed a piece answers if it names one, or says it with two words or more of the patterns: "loss"
    is a word of many, and no remedy.
    """
    spans = [m.span for name in names for m in reading.mentions.get(name, ()) if not m.echo]
    members = [m.span for name in reading.frame.listed for m in reading.mentions.get(name, ()) if not m.echo]
    heaps = {reading.clauses[clause].sentence for clause, reason in reading.dead.items() if reason == "heap"}
    told = telling(reading) if heaps else set()
    parts = [part for sentence in heaps for part in pieces(reading, sentence, told)]
    if reading.frame.listed:
        answering = sum(
            any(_inside(span, part) for span in members) or len({s.start for s in spans if _inside(s, part)}) > 1
            for part in parts
        )
    else:
        answering = sum(any(_inside(span, part) for span in spans) for part in parts)
    return bool(parts) and answering >= ANSWERING * len(parts)


def _inside(span: Span, part: Span) -> bool:
    return part.start <= span.start and span.end <= part.end


def near_copy(answer: str, text: str) -> bool:
    """Whether `answer` is long enough to tell, and nearly all of it stands in `text`."""
    return len(_pairs(answer)) >= TELLING and resemblance(answer, text) >= COPIED


def resemblance(answer: str, text: str) -> float:
    """The share of the answer's token pairs that stand in `text`: near 1 for a recited text.

    >>> resemblance("the gradient is one", "The gradient is one for positive inputs")
    1.0
    """
    said, known = (_pairs(part) for part in (answer, text))
    return len(said & known) / len(said) if said else 0.0


@lru_cache(maxsize=1024)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    keys = [token.key for token in tokens(text) if token.key.isalnum()]
    return frozenset(pairwise(keys))
