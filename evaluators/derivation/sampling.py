"""Points at which formulas are compared: fixed, spread over regions, within each variable's declared domain."""

import random
from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import Literal

import numpy as np

from evaluators.derivation.functions import CONTEXTS, DIGITS, Value

Domain = Literal["real", "positive", "integer", "count"] | tuple[int, int]
"""A scalar's domain, or a matrix's shape. A ``count`` is an integer that divides or counts: at least 1."""

SEED = 20240229
REGIONS: tuple[tuple[float, float], ...] = (
    (-3, 3),
    (-0.95, 0.95),
    (0.05, 0.95),
    (-2, 2),
    (-8, 8),
    (0.5, 4),
    (-1.5, 0.3),
    (-4, 4),
    (1.5, 9),
)
"""Intervals of the real line, mixed signs first; a domain cuts its own part out of each."""
INTEGERS: tuple[tuple[int, int], ...] = ((-9, 9), (1, 6), (2, 15), (-20, 40), (1, 4))
DENOMINATOR = 9973
"""Samples are fractions over a prime, so that no accidental relation holds between them."""


def _fraction(region: int, name: str, turn: int, *, positive: bool) -> tuple[int, int]:
    low, high = REGIONS[region % len(REGIONS)]
    if positive:
        low, high = max(low, 0.01), max(high, 0.9)
    rng = random.Random(f"{SEED}/{name}/{turn}")
    return rng.randint(int(low * DENOMINATOR), int(high * DENOMINATOR)) or 1, DENOMINATOR


def _integer(name: str, turn: int, *, count: bool) -> int:
    low, high = INTEGERS[turn % len(INTEGERS)]
    rng = random.Random(f"{SEED}/{name}/{turn}")
    return rng.randint(max(low, 1) if count else low, high)


_CONTEXT = CONTEXTS[DIGITS]


@lru_cache(maxsize=4096)
def sample(name: str, domain: Domain, turn: int, *, whole: bool = False) -> Value:
    """The value of `name` at the `turn`-th point; `whole` asks for an integer even of a real variable.

    Every third matrix has positive entries alone, so that logarithms of entries have a point to stand on.
    """
    if isinstance(domain, tuple):
        rng = random.Random(f"{SEED}/{name}/{turn}")
        lowest = 1 if turn % 3 == 1 else -29
        entries = [_CONTEXT.mpf(rng.randint(lowest, 29) or 7) / 10 for _ in range(domain[0] * domain[1])]
        return np.array(entries, dtype=object).reshape(domain)
    if domain in {"integer", "count"}:
        return _CONTEXT.mpf(_integer(name, turn, count=domain == "count"))
    if whole:
        return _CONTEXT.mpf(_integer(name, turn, count=domain == "positive"))
    top, bottom = _fraction(turn, name, turn, positive=domain == "positive")
    return _CONTEXT.mpf(top) / bottom


EXPONENTS, BASES = (Fraction(2), Fraction(1, 2)), (-1, -2)
"""At these a root of a square shows that it is no power: ``(a^2)^(1/2)`` is ``|a|``."""


def roots(domains: Mapping[str, Domain], exponents: Collection[str]) -> Iterator[dict[str, Value]]:
    """Points with negative bases, and with each choice of an even or a fractional exponent."""
    free = [name for name in sorted(exponents) if domains.get(name) in {"real", "positive"}][:4]
    for turn, chosen in enumerate(product(EXPONENTS, repeat=len(free))):
        point = {name: sample(name, domain, turn) for name, domain in domains.items()}
        for name, domain in domains.items():
            if domain == "real":
                point[name] = _CONTEXT.mpf(BASES[turn % 2])
        point |= {name: _CONTEXT.mpf(x.numerator) / x.denominator for name, x in zip(free, chosen, strict=True)}
        yield point


def points(domains: Mapping[str, Domain], *, whole: bool = False, count: int = 40) -> Iterator[dict[str, Value]]:
    """Up to `count` points; every third one holds integers where `whole` is set (steps show there alone)."""
    for turn in range(count):
        yield {name: sample(name, domain, turn, whole=whole and turn % 3 == 2) for name, domain in domains.items()}
