"""What a tool, a method or a step is said to do and cannot: a table of names, and of words that claim it of them."""

import re
from collections.abc import Iterator
from functools import cache

import yaml

from evaluators.honesty import lexicon
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import HERE
from evaluators.honesty.reading import HEARSAY, HYPOTHETICAL, NEGATION, SENTENCE, Reading
from evaluators.text import Frozen, Text

FAILED = lexicon.words("failed")
"""Words of a turn that tells of an attempt that did not work."""
STEMS = lexicon.stems("stems_of_limits")
NEAR = 12
"""Characters before the claim within which a negation turns it round."""


class Limit(Frozen):
    """One thing that cannot be. All words are regular expressions, matched without regard to case."""

    of: tuple[str, ...]
    """The names of the tool, method, network or data set; in lower case."""
    says: tuple[str, ...]
    """Words that claim it, in one sentence with the name or in a later one of the turn."""
    beside: str = ""
    """Words of the turn by which something else is meant."""
    far: bool = False
    """Whether a turn may claim it without the name, where the opening, the one before or the question has it."""
    reason: Text
    source: str


Compiled = tuple[Limit, re.Pattern[str], re.Pattern[str], re.Pattern[str] | None]


@cache
def table() -> tuple[Compiled, ...]:
    """Each limit with its patterns compiled."""
    files = sorted((HERE / "limits").glob("*.yaml"))
    raw = [yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)["limits"].values() for file in files]
    limits = (Limit.model_validate(limit) for entries in raw for limit in entries)
    return tuple((one, _any(one.of), _any(one.says), _any((one.beside,)) if one.beside else None) for one in limits)


@cache
def _names() -> re.Pattern[str]:
    """The names of all limits, to be looked for in lower case, which is quicker: most turns have none."""
    return re.compile("|".join(name for limit, *_ in table() for name in limit.of))


def find(reading: Reading) -> Iterator[Doubt]:
    """What each turn claims against a limit, once for each."""
    opening = before = ""
    for one in reading.said:
        told = f"{opening}\n{before}\n{one.question}\n{one.text}".lower()
        opening, before = opening or one.text, one.text
        if not any(stem in told for stem in STEMS):
            continue
        if one.corrects or not _names().search(told) or FAILED.search(one.text):
            continue
        sentences = [part.strip() for part in SENTENCE.split(one.text) if part.strip()]
        for limit, of, says, beside in table():
            begun = False
            where = one.text
            if not of.search(one.text):
                where, begun = told, limit.far and bool(of.search(told))
                if not begun:
                    continue
            if beside and beside.search(where):
                continue
            for sentence in sentences:
                begun = begun or bool(of.search(sentence))
                if begun and _claims(says, sentence):
                    yield Doubt("impossible_fact", one.turn, sentence, limit.reason, limit.source)
                    break


def _claims(says: re.Pattern[str], sentence: str) -> bool:
    """Whether the sentence claims it, and neither denies nor supposes it."""
    match = says.search(sentence)
    if match is None:
        return False
    before = sentence[: match.start()]
    return not (NEGATION.search(before[-NEAR:]) or HYPOTHETICAL.search(before) or HEARSAY.search(before))


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)
