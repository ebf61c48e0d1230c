"""A figure as the value of the quantity named before it: ``SSIM from 0.71 to 1.24``, ``标准差 -0.4``."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from evaluators.honesty.facts import raw
from evaluators.honesty.pattern import Pattern
from evaluators.text import Frozen, Text


class Quantity(Frozen):
    """What its definition allows a quantity to be."""

    words: tuple[str, ...]
    """Its names: regular expressions, matched without regard to case."""
    least: float | None = None
    most: float | None = None
    percent: float | None = None
    """The most where it is said in percent and not as a plain number."""
    improves: bool = False
    """Whether lower is better, so that a bare "FID -3.5" tells of a change."""
    unless: str = ""
    """Words of a sentence that speaks of something else."""
    reason: Text
    source: str


class Pair(Frozen):
    """Two measures of the same results, of which one is never below the other."""

    higher: tuple[str, ...]
    lower: tuple[str, ...]
    errors: bool = False
    """Whether they are no shares, so that 8 is not 8 %."""
    about: str = ""
    """Words of which the talk must have some, where a name means other things elsewhere."""
    unless: str = ""
    reason: Text
    source: str


@dataclass(frozen=True)
class Value:
    """A bare figure, as said."""

    value: float
    percent: bool
    start: int
    end: int


LONGEST_BETWEEN = 60
"""Characters between a name and its value: no statement has more, and no search becomes long."""
GOES_ON = (
    r"(?:on|in|for|after|at|with|now|and|from|to|between|there|here|over|before|by|instead|against|the|as|this|last|"
    r"while|when|once|overall|averaged?|respectively|or)\b"
)
"""Words that may stand behind a value: not what it counts."""
COUNTED = r"[倍万亿千百个张条例类维层卡秒毫年月天周轮步次种人分点折套台路位帧行页段句字词米块辆根度瓦]"
SIGNED = (
    r"(?P<sign>(?<![\w.)\]%）])(?<!\d )[-−–]\s?(?=\d)|\bminus (?=\d)|负 ?(?=\d))?"
    r"(?<![\w.@])(?P<digits>\d{1,4}(?:\.\d+)?)(?![\w.,]*\d)\s*(?P<percent>%|％|percent\b|per cent\b)?"
)
WITH_A_UNIT = Pattern(SIGNED)
NUMBER = Pattern(rf"{SIGNED}(?!\s*(?:(?!{GOES_ON})[a-z@×/^]|{COUNTED}))")
"""A number without a unit."""


def values(text: str, start: int = 0, *, units: bool = False) -> Iterator[Value]:
    """The bare figures of `text` from `start` on, and those with `units`."""
    for match in (WITH_A_UNIT if units else NUMBER).finditer(text, start):
        value = float(match["digits"])
        yield Value(-value if match["sign"] else value, bool(match["percent"]), match.start(), match.end())


@cache
def quantities() -> tuple[tuple[Quantity, Pattern], ...]:
    """The bounded quantities, each with its names as one pattern."""
    return tuple(
        (one, _any(one.words)) for one in map(Quantity.model_validate, raw("quantities")["quantities"].values())
    )


@cache
def pairs() -> tuple[tuple[Pair, Pattern, Pattern], ...]:
    """The ordered pairs, each with the names of the higher and of the lower."""
    return tuple(
        (one, _any(one.higher), _any(one.lower))
        for one in map(Pair.model_validate, raw("quantities")["pairs"].values())
    )


def _any(words: tuple[str, ...]) -> Pattern:
    return Pattern("|".join(words))
