"""Steps from one figure to another, and which way they go: "from 12 to 4 layers", "4 instead of 12", 十二层砍成四层.

Sizes by name are steps, too: "the base one, not the large".
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from evaluators.concept.lexicon import Span
from evaluators.concept.numbers import quantities
from evaluators.concept.reading import Reading

FALLS = "falls"
RISES = "rises"
APART = 8
"""Tokens between the two figures, at most."""
_SIZES = {
    "nano": 0,
    "tini": 1,
    "mini": 2,
    "smal": 3,
    "bas": 4,
    "s": 3,
    "b": 4,
    "l": 5,
    "h": 8,
    "medium": 4,
    "larg": 5,
    "xl": 6,
    "xxl": 7,
    "huge": 8,
}
_VERSION = re.compile(r"(?:resnet|vgg|densenet|resnext|efficientnetb|b)(\d{1,4})$")
"""Networks that are named by their size."""
_TO = frozenset({"to", "into", "for", "by", "with", "到", "成", "至", "换", "→"})
"""The new figure stands behind one of these."""
_FROM = frozenset({"from", "swap", "replac", "trad", "exchang", "从", "由", "把"})
"""One of these stands before the old figure, where a word such as "for" is not enough."""
_INSTEAD = frozenset({"instead", "rather", "not", "不"})
"""The old figure stands behind one of these."""


def steps(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Each step's direction, and its new figure."""
    for (old, before), (new, behind) in pairwise(_figures(reading)):
        between = reading.keys[before.end : behind.start]
        places = reading.clause_of[behind.start] - reading.clause_of[before.start]
        if len(between) > APART or old == new:
            continue
        if places <= 1 and _INSTEAD & set(between):
            yield (FALLS if old < new else RISES), before
        elif not places and _leads_on(reading, before, between):
            yield (FALLS if new < old else RISES), behind


def _figures(reading: Reading) -> list[tuple[Fraction, Span]]:
    """The numbers and sizes by name, in order."""
    numbers = [(n.value, n.span) for n in quantities(reading.tokens) if n.figure or n.value > 1]
    keys = reading.keys
    numbers += [
        (Fraction(found[1]), Span(place, place + 1)) for place, key in enumerate(keys) if (found := _VERSION.match(key))
    ]
    sizes = [
        (Fraction(_SIZES[key]), Span(place, place + 1))
        for place, key in enumerate(keys)
        if key in _SIZES and (len(key) > 1 or keys[max(0, place - 1)] == "-")
    ]
    return sorted([*numbers, *sizes], key=lambda figure: figure[1])


def _leads_on(reading: Reading, before: Span, between: list[str]) -> bool:
    """Whether the words `between` two figures lead from the first to the second."""
    joints = _TO & set(between)
    opened = _FROM & set(reading.keys[max(0, before.start - APART) : before.start])
    return bool(joints & {"到", "成", "至", "换", "→"}) or bool(joints and opened) or between[-2:] == ["down", "to"]
