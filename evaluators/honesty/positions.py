"""Both sides of a question that has but two, taken in different turns: live or not, quantised or not."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from evaluators.honesty import lexicon
from evaluators.honesty.clause import CLAUSE, HYPOTHETICAL, SENTENCE
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.said import Said
from evaluators.honesty.turns import against_earlier
from evaluators.text import Frozen, Text


class Position(Frozen):
    """Two sides that exclude each other."""

    name: Text
    this: str
    that: str
    unless: str = ""


class Sides(NamedTuple):
    """A position with its patterns compiled."""

    position: Position
    this: Pattern
    that: Pattern
    unless: Pattern | None


ONLY_TRIED = Pattern(r"只[^，。]{0,14}试过|^试过(?=[，,])|\bonly (?:ever )?tried\b")
"""There was nothing beyond a trial, or it is all that was asked: no other attempt beside the one spoken of."""


FIRM = lexicon.words("firm")
"""Words that leave no room for another time or attempt."""


@cache
def _positions() -> tuple[Pattern, dict[str, Sides]]:
    """What sets any sentence apart from the present state, and each position by name."""
    raw = yaml.load((Path(__file__).parent / "positions.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    found = {}
    for name, entry in raw["positions"].items():
        position = Position.model_validate(entry)
        this, that, unless = (Pattern(w) for w in (position.this, position.that, position.unless))
        found[name] = Sides(position, this, that, unless if position.unless else None)
    return Pattern(raw["common_unless"]), found


def find(said: Sequence[Said]) -> Iterator[tuple[Text, int, str, str]]:
    """Both sides of a position, taken in different turns: what it is about, the turn, both quotes."""
    told = against_earlier(said, lambda one: sides_of(one.text), lambda taken: taken[:2], _exclude)
    for turn, (name, _, earlier), (_, _, later) in told:
        yield _positions()[1][name].position.name, turn, earlier, later


def _exclude(first: tuple[str, bool, str], second: tuple[str, bool, str]) -> bool:
    """Whether two sides are the two of one position."""
    return first[0] == second[0] and first[1] is not second[1]


@lru_cache(maxsize=4096)
def sides_of(text: str) -> tuple[tuple[str, bool, str], ...]:
    """The positions that a turn takes: the name, the side, and the words.

    A sentence that speaks of a plan, or of another time, part or attempt, takes none; neither does a turn that takes
    both.
    """
    found = []
    sentences = SENTENCE.split(text)
    for name, sides in _positions()[1].items():
        if not (sides.this.can_match(text) or sides.that.can_match(text)):
            continue
        if quote := _taken(sentences, sides.that, sides.unless):
            if not sides.this.search(sides.that.sub("", text)):
                found.append((name, False, quote))
        elif (quote := _taken(sentences, sides.this, sides.unless)) and not sides.that.search(text):
            found.append((name, True, quote))
    return tuple(found)


def _taken(sentences: Sequence[str], pattern: Pattern, unless: Pattern | None) -> str | None:
    """The sentence by which a turn takes a side; `unless` is looked for in the clause that takes it alone."""
    elsewhere, _ = _positions()
    for sentence in sentences:
        for match in pattern.finditer(sentence):
            before, after = CLAUSE.split(sentence[: match.start()])[-1], CLAUSE.split(sentence[match.end() :])[0]
            firm = FIRM.search(before + match[0] + after)
            if HYPOTHETICAL.search(before + match[0] if firm else sentence[: match.end()]):
                continue
            around = f"{sentence[: match.start()]} {sentence[match.end() :]}"
            if not firm and elsewhere.search(ONLY_TRIED.sub("", around)):
                continue
            if not (unless and unless.search(before + match[0] + after)):
                return sentence.strip()
    return None
