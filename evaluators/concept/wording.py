"""Wordings: text as people write it, with alternatives, optional parts and gaps."""

import re
from collections.abc import Sequence
from functools import lru_cache

from evaluators.concept.tokens import tokens

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


@lru_cache(maxsize=None)
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


@lru_cache(maxsize=None)
def _keys(text: str) -> Reading:
    """The keys of a text without gaps; alternatives repeat the same few texts."""
    return tuple(token.key for token in tokens(text) if token.key != "\n")


def check(wording: str) -> None:
    """Whether `wording` can be read, without reading it.

    Raises:
        BadWording: as `readings` does, except that a wording of punctuation alone passes.

    """
    if not any(character not in "*|()[]\\\"'` $_{}" for character in wording):
        raise BadWording("there is nothing to match in it")
    if not _bracketed(wording):
        return
    counts, totals, closing = [1], [0], [""]
    at = 0
    while at < len(wording):
        character = wording[at]
        if character == "\\":
            at += 1
        elif character in "([":
            counts.append(1)
            totals.append(0 if character == "(" else 1)
            closing.append(")" if character == "(" else "]")
        elif character == "|":
            totals[-1] += counts[-1]
            counts[-1] = 1
        elif character in ")]":
            if character != closing[-1]:
                raise BadWording(f"{character!r} closes nothing", at)
            inner = totals.pop() + counts.pop()
            closing.pop()
            counts[-1] *= inner
        at += 1
        if counts[-1] + totals[-1] > MAX_READINGS:
            raise BadWording(f"it stands for more than {MAX_READINGS} readings; split it", at)
    if len(counts) > 1:
        raise BadWording(f"a bracket is not closed; {closing[-1]!r} is missing", at)


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
