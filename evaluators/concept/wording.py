"""Wordings: text as people write it, with alternatives, optional parts and gaps."""

import re
from collections.abc import Sequence
from functools import cache

from evaluators.concept.tokens import IGNORED, tokens

GAP = "*"
"""In a reading: up to `WIDEST` tokens of anything within the clause."""
WIDEST = 4
MAX_READINGS = 1500
"""One wording stands for at most so many; beyond, it is hard to foresee what it matches."""


class BadWording(ValueError):  # noqa: N818 - reads as what it says
    """A wording that cannot be read; `at` is the offset of the fault."""

    def __init__(self, message: str, at: int = 0) -> None:
        super().__init__(message)
        self.at = at


Reading = tuple[str, ...]


@cache
def readings(wording: str) -> tuple[Reading, ...]:
    """Every sequence of tokens that `wording` stands for.

    >>> readings("(moving|running) average")
    (('mov', 'averag'), ('runn', 'averag'))
    >>> readings("[指数]滑动*平均")
    (('指', '数', '滑', '动', '*', '平', '均'), ('滑', '动', '*', '平', '均'))

    Raises:
        BadWording: brackets that do not close, nothing in it, or more than `MAX_READINGS` readings.

    """
    if not _bracketed(wording):
        expanded = [wording.replace("\\", "")]
    else:
        expanded, rest = _alternatives(wording, 0, "")
        if rest != len(wording):
            raise BadWording(f"{wording[rest]!r} closes nothing", rest)
    found = dict.fromkeys(_reading(text) for text in expanded)
    found.pop((), None)
    if not found:
        raise BadWording("there is nothing to match in it")
    return tuple(found)


_MEANT = re.compile(r"(?<!\\)[|\[\]]")


def _bracketed(wording: str) -> bool:
    """Whether brackets in `wording` mean alternatives: a formula such as ``TP/(TP+FP)`` has no bar."""
    return bool(_MEANT.search(wording))


def _reading(text: str) -> Reading:
    """The tokens of one expanded wording, gaps kept."""
    found: list[str] = []
    for place, part in enumerate(text.split(GAP)):
        if place:
            found.append(GAP)
        found.extend(_keys(part))
    while found and found[-1] == GAP:
        found.pop()
    while found and found[0] == GAP:
        found.pop(0)
    return tuple(found)


@cache
def _keys(text: str) -> Reading:
    """The keys of a text without gaps; alternatives repeat the same few texts."""
    return tuple(token.key for token in tokens(text) if token.key != "\n")


def check(wording: str) -> None:
    """Whether `wording` can be read, without reading it.

    Raises:
        BadWording: as `readings` does.

    """
    if _unread(wording):
        raise BadWording("there is nothing to match in it")
    if _bracketed(wording):
        _count(re.sub(r"\\.", "  ", wording))


_UNIT = re.compile(r"[a-z]+|\S")
_SIGNS = frozenset("*|()[]\\ ")


def _unread(text: str) -> bool:
    """Whether all of `text` is left out when it is read: articles, 的, quotation marks, signs of a wording."""
    return all(unit in IGNORED or unit in _SIGNS for unit in _UNIT.findall(text.lower()))


def _count(wording: str) -> None:
    """Count the readings that the brackets of `wording` make."""
    product, total, closing = [1], [0], [""]
    begin = 0
    for at, character in enumerate(wording):
        choice = wording[begin:at].strip() if character in "|)" and begin and wording[begin - 1] in "(|" else ""
        if choice and closing[-1] == ")" and (character == "|" or total[-1]) and _unread(choice):
            what = f"{choice!r} is never read: as a choice it lets the wording do without; use [ ]"
            raise BadWording(what, begin)
        if character in "()[]|":
            begin = at + 1
        if character in "([":
            product.append(1)
            total.append(0 if character == "(" else 1)
            closing.append(")" if character == "(" else "]")
        elif character == "|":
            total[-1] += product[-1]
            product[-1] = 1
        elif character in ")]":
            if character != closing.pop():
                raise BadWording(f"{character!r} closes nothing", at)
            choices = total.pop() + product.pop()
            product[-1] *= choices
        if product[-1] + total[-1] > MAX_READINGS:
            raise BadWording(f"it stands for more than {MAX_READINGS} readings; split it", at)
    if len(closing) > 1:
        raise BadWording(f"a bracket is not closed; {closing[-1]!r} is missing", len(wording))


def _alternatives(text: str, at: int, closing: str) -> tuple[list[str], int]:
    """The expansions of ``a|b|c`` from offset `at` up to `closing`, and the offset of its end."""
    found: list[str] = []
    current = [""]
    while at < len(text):
        character = text[at]
        if character == "\\" and at + 1 < len(text):
            current = [left + text[at + 1] for left in current]
            at += 2
        elif character == "|":
            found.extend(current)
            current = [""]
            at += 1
        elif character in "([":
            inner, end = _alternatives(text, at + 1, ")" if character == "(" else "]")
            if end >= len(text):
                raise BadWording(f"{character!r} is not closed", at)
            choices: Sequence[str] = inner if character == "(" else [*inner, ""]
            current = [left + right for left in current for right in choices]
            at = end + 1
        elif character in ")]":
            if character != closing:
                raise BadWording(f"{character!r} closes nothing", at)
            return found + current, at
        else:
            current = [left + character for left in current]
            at += 1
        if len(current) + len(found) > MAX_READINGS:
            raise BadWording(f"it stands for more than {MAX_READINGS} readings; split it", at)
    if closing:
        return found + current, len(text)
    return found + current, at
