"""What is known of well-known things, a sentence a fact: what the learned reader holds a turn against.

Data files in `facts/known/`, for which no rule knows the words of a lie; and the reasons of `limits`, for which one
knows some.
"""

from collections.abc import Iterator, Mapping
from functools import cache

import yaml
from pydantic import Field

from evaluators.honesty.facts import HERE
from evaluators.honesty.names import is_letter
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.rules import limits
from evaluators.text import Frozen, Text

FOLDER = HERE / "known"
LONGEST = 160
"""Bytes of a fact: the reader cuts none off."""
HYPHEN = str.maketrans("-_", "  ")


class Known(Text):
    """A fact, in a sentence that names what it is of."""

    source: str
    """Where it can be looked up."""


class Thing(Frozen):
    """A network, a method, a tool, a device, a data set, a measure."""

    names: tuple[str, ...] = Field(min_length=1)
    """Ways to write it; one in lower case matches in any case, one with capitals as written only."""
    facts: tuple[Known, ...] = Field(min_length=1)


@cache
def things() -> Mapping[str, Thing]:
    """All of them by id."""
    files = (yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader) for file in sorted(FOLDER.glob("*.yaml")))
    return {name: Thing.model_validate(thing) for file in files for name, thing in file["things"].items()}


@cache
def _names() -> tuple[tuple[str, Thing], ...]:
    return tuple((name.translate(HYPHEN), thing) for thing in things().values() for name in thing.names)


@cache
def _limits() -> tuple[tuple[Pattern, Known], ...]:
    return tuple(
        (each.of, Known(zh=each.limit.reason.zh, en=each.limit.reason.en, source=each.limit.source))
        for each in limits.table()
    )


def everything() -> Iterator[tuple[str, Known]]:
    """Every fact, once, with what it is of."""
    for name, thing in things().items():
        yield from ((name, fact) for fact in thing.facts)
    yield from {fact.en: (fact.en, fact) for _, fact in _limits()}.values()


def of_named(text: str) -> tuple[Known, ...]:
    """The facts of each thing that `text` names."""
    written = text.translate(HYPHEN)
    lower = written.lower()
    named = {
        id(thing): thing for name, thing in _names() if _stands_alone(name, lower if name == name.lower() else written)
    }
    found = [fact for thing in named.values() for fact in thing.facts]
    found += [fact for of, fact in _limits() if of.search(text)]
    return tuple({fact.en: fact for fact in found}.values())


def _stands_alone(name: str, text: str) -> bool:
    """Whether `name` is somewhere in `text` and no part of a longer word there."""
    place = text.find(name)
    while place >= 0:
        end = place + len(name)
        edges = (text[max(place - 1, 0) : place], name[0]), (name[-1], text[end : end + 1])
        if not any(is_letter(one) and is_letter(other) for one, other in edges):
            return True
        place = text.find(name, place + 1)
    return False
