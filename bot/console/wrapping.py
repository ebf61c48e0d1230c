"""Text broken into lines that fit a terminal. Pure."""

import re
from collections.abc import Iterator

from prompt_toolkit.utils import get_cwidth

_UNSPACED = r"\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_PIECE = re.compile(rf"\s+|[^\s{_UNSPACED}]+|.", re.DOTALL)
"""Blanks, a word, or one sign of a script that is written without blanks."""
_NOT_FIRST = frozenset("，。、；：？！）】》”’%…,.;:?!)]}")
"""Signs that no line begins with."""
_NOT_LAST = frozenset("（【《“‘")
"""Signs that no line ends with."""


def wrap(text: str, width: int) -> list[str]:
    """The lines of `text`, each at most `width` columns wide: broken at blanks, or between signs of Chinese.

    A word that is wider than a line is cut. The blanks that a line begins with are kept, so that lists stay lists.

    >>> wrap("步长是 stride，填充是 padding。", 12)
    ['步长是', 'stride，填充', '是 padding。']
    """
    return [part for line in text.split("\n") for part in _broken(line, max(width, 2))]


def _broken(line: str, width: int) -> Iterator[str]:
    now, size = "", 0
    for piece in _pieces(line, width):
        wide = get_cwidth(piece)
        if now and size + wide > width:
            yield now.rstrip()
            now, size = ("", 0) if piece.isspace() else (piece, wide)
        else:
            now, size = now + piece, size + wide
    yield now.rstrip()


def _pieces(line: str, width: int) -> Iterator[str]:
    """What may not be broken, in order."""
    kept = ""
    for found in _PIECE.findall(line):
        joined = (found[0] in _NOT_FIRST and kept and not kept.isspace()) or kept[-1:] in _NOT_LAST
        if kept and joined and get_cwidth(kept + found) <= width:
            kept += found
            continue
        yield from _cut(kept, width)
        kept = found
    yield from _cut(kept, width)


def _cut(piece: str, width: int) -> Iterator[str]:
    """`piece`, in parts where it is wider than a line."""
    part, size = "", 0
    for sign in piece:
        wide = get_cwidth(sign)
        if part and size + wide > width:
            yield part
            part, size = "", 0
        part, size = part + sign, size + wide
    if part:
        yield part
