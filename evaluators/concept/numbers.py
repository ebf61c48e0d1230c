"""Numbers in running text by their value: 0.25, 1/4, 25 %, 四分之一, a quarter."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from evaluators.concept.lexicon import Span
from evaluators.concept.tokens import Token

_WORDS = {
    "zero": 0, "one": 1, "two": 2, "thre": 3, "four": 4, "fiv": 5, "six": 6, "seven": 7, "eight": 8, "nin": 9,
    "ten": 10, "eleven": 11, "twelv": 12, "fifteen": 15, "twenti": 20, "thirti": 30, "fifti": 50, "eighti": 80,
    "nineti": 90, "hundr": 100,
}  # fmt: skip
_PARTS = {"half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4), "tenth": Fraction(1, 10)}
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_COUNTED = frozenset("倍成点个年天周月")
"""Behind one of these a Chinese numeral counts something; elsewhere 一 is mostly no number."""
_EXPONENT = 3
"""Signs of an exponent that are read: 1e999999999 would fill the memory."""
_LONGEST = 15
"""Digits of a number that are read; more is no figure of an interview."""


class Quantity(NamedTuple):
    """A number in the text."""

    value: Fraction
    span: Span
    figure: bool
    """Written as a figure or a share, so that it says how much; a bare "one" does not."""


def quantities(tokens: Sequence[Token]) -> Iterator[Quantity]:
    """The numbers of `tokens` in order; a fraction's parts are not given apart.

    >>> from evaluators.concept.tokens import tokens
    >>> [str(q.value) for q in quantities(tokens("最大四分之一，约 15%，1/8 or a quarter"))]
    ['1/4', '3/20', '1/8', '1/4']
    """
    keys = [token.key for token in tokens]
    place = 0
    while place < len(keys):
        found = _at(keys, place)
        if found is None:
            place += 1
            continue
        value, end, figure = found
        yield Quantity(value, Span(place, end), figure)
        place = end


def _at(keys: Sequence[str], place: int) -> tuple[Fraction, int, bool] | None:
    """The number that begins at `place`: its value, its end, whether it is a figure."""
    key = keys[place]
    if key[0].isdigit() and key[0].isascii():
        return _figure(keys, place)
    if keys[place : place + 3] == ["百", "分", "之"]:
        number = _figure(keys, place + 3) if place + 3 < len(keys) and keys[place + 3][0].isdigit() else None
        chinese = number or _chinese(keys, place + 3)
        return (chinese[0] / 100, chinese[1], True) if chinese else None
    if key in _DIGITS or key in _UNITS:
        return _chinese_share(keys, place)
    if key in _PARTS:
        return _PARTS[key], place + 1, True
    if key in _WORDS:
        value, end = Fraction(_WORDS[key]), place + 1
        if end < len(keys) and keys[end] in _PARTS:
            return value * _PARTS[keys[end]], end + 1, True
        if end < len(keys) and keys[end] in {"percent", "%"}:
            return value / 100, end + 1, True
        return value, end, False
    return None


def _figure(keys: Sequence[str], place: int) -> tuple[Fraction, int, bool] | None:
    """Digits, with a denominator or a percent sign behind them."""
    digits, _, exponent = keys[place].partition("e")
    if len(digits) > _LONGEST or len(exponent) > _EXPONENT:
        return None
    try:
        value, end = Fraction(keys[place]), place + 1
    except ValueError:
        return None
    follows = keys[end] if end < len(keys) else ""
    if follows in {"%", "percent"}:
        return value / 100, end + 1, True
    if follows == "/" and end + 1 < len(keys) and keys[end + 1].isdigit() and 0 < int(keys[end + 1][:_LONGEST]) < 10**6:
        return value / int(keys[end + 1]), end + 2, True
    dimension = follows[:1] == "x" and follows[1:].isdigit()
    return value, end, not dimension


def _chinese(keys: Sequence[str], place: int) -> tuple[Fraction, int] | None:
    """A Chinese numeral such as 十五."""
    total = current = 0
    end = place
    while end < len(keys) and end - place < 8 and (keys[end] in _DIGITS or keys[end] in _UNITS):
        if keys[end] in _UNITS:
            total += (current or 1) * _UNITS[keys[end]]
            current = 0
        else:
            current = _DIGITS[keys[end]]
        end += 1
    return (Fraction(total + current), end) if end > place else None


def _chinese_share(keys: Sequence[str], place: int) -> tuple[Fraction, int, bool] | None:
    """A Chinese numeral or a share such as 四分之一."""
    first = _chinese(keys, place)
    if first is None:
        return None
    value, end = first
    if list(keys[end : end + 2]) == ["分", "之"] and value and (second := _chinese(keys, end + 2)):
        return second[0] / value, second[1], True
    follows = keys[end] if end < len(keys) else ""
    return value, end, follows in _COUNTED and (follows != "个" or end - place > 1)
