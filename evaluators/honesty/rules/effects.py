"""A measure that a step is said to have moved, though it cannot, or not that way."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from evaluators.honesty import lexicon
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import raw
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.text import Frozen, Text

MORE = lexicon.words("moved_by_more")
MOVED = Pattern(
    r"(?:从|由|\bfrom\b)\s*(?P<before>\d{1,3}(?:\.\d+)?) ?(?:%|％|percent)?\s*(?:一下|直接)?(?:提|升|涨|降|掉|跌|"
    r"变)?(?:高|升|低)?"
    r"(?:到|至|为|成|(?:up |down )?\bto)了?\s*(?P<after>\d{1,3}(?:\.\d+)?)"
)
NAMED_BEFORE = 28
"""Characters between a measure and the change that is said of it."""


class Effect(Frozen):
    """A step, and what it does not do to a measure."""

    step: tuple[str, ...]
    measure: tuple[str, ...]
    beside: str = ""
    """Words of the turn by which it is another sort of step."""
    way: Literal["none", "opposite"]
    """``none``: it leaves the measure alone; ``opposite``: where the figure of the step rises, the measure cannot."""
    reason: Text
    source: str


@cache
def _effects() -> tuple[tuple[Effect, Pattern, Pattern], ...]:
    """Each effect with its patterns compiled."""
    effects = [Effect.model_validate(effect) for effect in raw("effects")["effects"].values()]
    return tuple((one, _any(one.step), _any(one.measure)) for one in effects)


def find(reading: Reading) -> Iterator[Doubt]:
    """One doubt for each turn in which a step moved what it cannot."""
    for one in reading.said:
        if one.corrects or MORE.search(one.text) or not MOVED.search(one.text):
            continue
        for effect, step, measure in _effects():
            done = step.search(one.text)
            if done is None or (effect.beside and re.search(effect.beside, one.text, re.IGNORECASE)):
                continue
            behind = [c for c in one.clauses if not c.supposed and one.text.find(c.text) + len(c.text) > done.end()]
            clause = next((c for c in behind if _moved(effect, c.text, measure, done)), None)
            if clause:
                yield Doubt("impossible_fact", one.turn, clause.text, effect.reason, effect.source)
                break


def _moved(effect: Effect, text: str, measure: Pattern, done: re.Match[str]) -> bool:
    """Whether the clause says that the measure moved in a way that the step rules out."""
    named = measure.search(text)
    change = MOVED.search(text, named.end()) if named else None
    if named is None or change is None or change.start() - named.end() > NAMED_BEFORE:
        return False
    rise = float(change["after"]) - float(change["before"])
    if effect.way == "none":
        return rise != 0
    low, high = (float(f"0.{part}") for part in done.groups() if part)
    return rise * (high - low) > 0


def _any(words: tuple[str, ...]) -> Pattern:
    return Pattern("|".join(words))
