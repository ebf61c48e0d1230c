"""Figures that do not follow from each other: 10,000 samples, a batch of 32, 100 epochs and 3,000 steps."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations, product
from math import prod
from typing import NamedTuple

from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import raw
from evaluators.honesty.pattern import ByPattern, Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.replies import filled
from evaluators.honesty.rules.worked_out import Found, checked
from evaluators.honesty.said import Said
from evaluators.honesty.spelled import in_digits
from evaluators.text import Frozen, Text

SECONDS = {
    "ms": 1e-3, "mi": 60.0, "毫": 1e-3, "s": 1.0, "秒": 1.0, "分": 60.0, "h": 3600.0, "小": 3600.0, "时": 3600.0,
    "钟": 3600.0, "d": 86400.0, "天": 86400.0, "日": 86400.0, "w": 604800.0, "周": 604800.0, "星": 604800.0,
    "mo": 2592000.0, "月": 2592000.0, "y": 31536000.0, "年": 31536000.0,
}  # fmt: skip
"""By how a unit of time begins."""
BYTES = {"k": 1e3, "m": 1e6, "兆": 1e6, "g": 1e9, "t": 1e12}
HOUR, GIGA = 3600.0, 1e9
FEWEST_DIGITS = 3
FIGURE = Pattern(r"(?<![a-zA-Z\d.@])(?P<n>\d+(?:\.\d+)?)(?!\d|\.\d| ?%)")
CLOSE = 1.25
"""By how much figures that fit may be off."""
BEFORE = (0, 0)
"""The place of a figure that stands in an earlier turn."""


class Quantity(Frozen):
    """Something that a project has a figure of."""

    words: tuple[str, ...]
    """How it is told: regular expressions, matched without regard to case, with `<n>` for its figure."""
    otherwise: tuple[str, ...] = ()
    """The same where none of `words` is there."""


class Relation(Frozen):
    """Quantities of which one follows: what is in `left` multiplied is what is in `right` multiplied."""

    left: tuple[str, ...]
    """The first is what follows from the others."""
    right: tuple[str, ...]
    per: Mapping[str, float] = {}
    """For a time the seconds by which it is counted here; 3600 where nothing is said."""
    times: float = 1.0
    divide: float = 1.0
    """What the right is multiplied, and divided, by."""
    least: float = 0.0
    most: float = float("inf")
    """Between which the quotient of left and right lies where all is well: figures are rounded and remembered."""
    first: tuple[str, ...] = ()
    """Quantities to be read before the others, where two can be told in the same words."""
    across: tuple[str, ...] = ()
    """Quantities that may have been told in an earlier turn."""
    needs: str = ""
    unless: str = ""
    """Words that a turn must have, and those by which the figures need not belong together."""
    reason: Text
    source: str = ""


class Told(NamedTuple):
    """A figure with its place in a text."""

    value: float
    span: tuple[int, int]


class Compiled(NamedTuple):
    """A relation with its patterns."""

    relation: Relation
    needs: Pattern | None
    unless: Pattern | None
    here: frozenset[str]
    """The quantities that the turn itself must tell."""


@cache
def _quantities() -> dict[str, tuple[tuple[Pattern, ...], ...]]:
    parts: dict[str, str] = raw("relations")["parts"]

    def with_parts(words: str) -> Pattern:
        return Pattern(re.sub(r"(?<!\?P)<([a-zA-Z]+)>", lambda m: f"(?:{parts[m[1]]})", words))

    told = {name: Quantity.model_validate(one) for name, one in raw("relations")["quantities"].items()}
    return {
        name: (tuple(map(with_parts, one.words)), tuple(map(with_parts, one.otherwise))) for name, one in told.items()
    }


@cache
def _relations() -> tuple[Compiled, ...]:
    return tuple(map(_compiled, map(Relation.model_validate, raw("relations")["relations"].values())))


def _compiled(one: Relation) -> Compiled:
    needs, unless = (Pattern(words) if words else None for words in (one.needs, one.unless))
    return Compiled(one, needs, unless, frozenset({*one.left, *one.right}.difference(one.across)))


@cache
def _by_words() -> ByPattern[str]:
    return ByPattern((name, [pattern for group in words for pattern in group]) for name, words in _quantities().items())


def find(reading: Reading) -> Iterator[Doubt]:
    """At most one doubt for each turn."""
    for one in reading.said:
        text = in_digits(_whole(one))
        if sum(map(str.isdigit, text)) < FEWEST_DIGITS or not checked(one):
            continue
        able = frozenset(_by_words().that_can_match(text))
        possible = (each for each in _relations() if each.here <= able)
        found = next((found for each in possible if (found := _missed(reading, one, text, each))), None)
        if found:
            yield found.doubt(one)


def _whole(one: Said) -> str:
    """The words of a turn; where it answers with a mere figure, the question that it completes before them."""
    answered = [clause.text for clause in filled(one).clauses if clause.answer]
    return ". ".join([*answered, one.text])


def _missed(reading: Reading, one: Said, text: str, compiled: Compiled) -> Found | None:
    """What the turn tells wrong of one relation."""
    relation, needs, unless, _ = compiled
    values: dict[str, float] = {}
    spans: dict[str, tuple[int, int]] = {}
    for name in dict.fromkeys((*relation.first, *relation.left, *relation.right)):
        taken = list(spans.values())
        told = _only(text, name, taken)
        if told is None and name in relation.across and not _told(text, name, taken):
            told = _before(reading, one, name)
        if told is None:
            return None
        values[name], spans[name] = told
    if (needs and not needs.search(text)) or (unless and unless.search(text)):
        return None
    scaled = {name: value / relation.per.get(name, 1.0) for name, value in values.items()}
    right = prod(scaled[name] for name in relation.right) * relation.times / relation.divide
    left = prod(scaled[name] for name in relation.left)
    if not right or not left or relation.least <= left / right <= relation.most:
        return None
    if _otherwise(relation, text, scaled, spans):
        return None
    first = relation.left[0]
    shown = {name: _shown(name, scaled[name], relation) for name in values}
    ought = _shown(first, scaled[first] * right / left, relation)
    zh, en = (words.format(**shown, ought=ought) for words in (relation.reason.zh, relation.reason.en))
    start, end = spans[first]
    return Found(text[start:end] or first, Text(zh=zh, en=en), earlier=BEFORE in spans.values())


def _otherwise(relation: Relation, text: str, told: Mapping[str, float], spans: Mapping[str, tuple[int, int]]) -> bool:
    """Whether another figure of the turn makes the figures fit.

    It does as one more factor (three seeds), in the place of another (the other of two data sets), or added to it.
    """
    here = (match for match in FIGURE.finditer(text) if match.span("n") not in spans.values())
    others = {float(match["n"]) for match in here} - {0.0, 1.0}
    right = prod(told[name] for name in relation.right) * relation.times / relation.divide
    quotient = prod(told[name] for name in relation.left) / right
    factors = {*others, *(one * two for one, two in combinations(sorted(others), 2))}
    if any(1 / CLOSE <= quotient / factor <= CLOSE or 1 / CLOSE <= quotient * factor <= CLOSE for factor in factors):
        return True
    counts = [name for name in dict.fromkeys((*relation.left, *relation.right)) if not _with_unit(name)]
    for name, other in product(counts, others):
        side = 1 if name in relation.left else -1
        for instead in (other, told[name] + other):
            fit = quotient * (instead / told[name]) ** side
            if max(relation.least, 1 / CLOSE) <= fit <= min(relation.most, CLOSE):
                return True
    return False


def _with_unit(name: str) -> bool:
    """Whether a quantity is a time or of bytes."""
    return any("(?P<t>" in each.pattern or "(?P<b>" in each.pattern for each in _quantities()[name][0])


def _shown(name: str, value: float, relation: Relation) -> str:
    """A figure as it is told in a reason: times in hours, bytes in gigabytes."""
    units = "".join(pattern.pattern for pattern in _quantities()[name][0])
    if "(?P<b>" in units:
        value /= GIGA
    elif "(?P<t>" in units and name not in relation.per:
        value /= HOUR
    return f"{value:.6g}" if value >= 1 else f"{value:.3g}"


def _only(text: str, name: str, taken: list[tuple[int, int]]) -> Told | None:
    """The one figure of a quantity; None where there is none or several."""
    found = _told(text, name, taken)
    return found[0] if found and len({told.value for told in found}) == 1 else None


def _told(text: str, name: str, taken: list[tuple[int, int]]) -> list[Told]:
    """The figures of a quantity, without those that were taken for another's."""
    for patterns in _quantities()[name]:
        matches = (match for pattern in patterns for match in pattern.finditer(text))
        found = [Told(float(m["n"]) * _unit(m), m.span("n")) for m in matches if m.span("n") not in taken]
        if found:
            return found
    return []


def _before(reading: Reading, one: Said, name: str) -> Told | None:
    """The one figure of a quantity in all earlier turns."""
    found = [told for said in reading.before(one) for told in _told(in_digits(said.text), name, [])]
    return Told(found[0].value, BEFORE) if found and len({told.value for told in found}) == 1 else None


def _unit(match: re.Match[str]) -> float:
    """What the unit of a figure is worth in seconds or in bytes."""
    groups = match.groupdict()
    time, size = (groups.get("t") or "").lower(), (groups.get("b") or "").lower().removeprefix("个").strip()
    if size:
        return BYTES[size[0]]
    if time:
        time = time.removeprefix("个")
        return SECONDS.get(time[:2]) or SECONDS[time[0]]
    return 1.0
