"""What a typed text is: something for the interview, a button's number, or something for the terminal. Pure."""

import re
from typing import NamedTuple

_BUTTON = re.compile(r"[:：]\s*(\d{1,2})")
_FENCE = re.compile(r"^[ \t]*```", re.MULTILINE)


class Pressed(NamedTuple):
    """``:2``: a button by its number. A bare ``2`` is an answer."""

    number: int


class File(NamedTuple):
    """``/file PATH``."""

    path: str


class Save(NamedTuple):
    """``/save``."""


class Leave(NamedTuple):
    """``/quit``."""


Typed = Pressed | File | Save | Leave | str


def read(text: str) -> Typed:
    """What `text` asks for; the text itself where it is for the interview.

    >>> read(" :2 "), read("2"), read('/file "my net.py"')
    (Pressed(number=2), '2', File(path='my net.py'))
    """
    line = text.strip()
    if found := _BUTTON.fullmatch(line):
        return Pressed(int(found[1]))
    name, _, rest = line.partition(" ")
    if "\n" in line:
        return text
    match name.lower():
        case "/file":
            return File(_unquoted(rest.strip()))
        case "/save" if not rest:
            return Save()
        case "/quit" | "/exit" if not rest:
            return Leave()
    return text


def goes_on(text: str) -> str | None:
    r"""`text` with the line break that goes on with it, or None where it is complete.

    A backslash at the end goes on and is dropped; a code fence that is open goes on until it is closed.

    >>> goes_on("first\\"), goes_on("```python\nx = 1"), goes_on("42")
    ('first\n', '```python\nx = 1\n', None)
    """
    if text.endswith("\\") and not text.endswith("\\\\"):
        return text[:-1] + "\n"
    return text + "\n" if len(_FENCE.findall(text)) % 2 else None


def _unquoted(path: str) -> str:
    quoted = len(path) > 1 and path[0] == path[-1] and path[0] in "\"'"
    return path[1:-1] if quoted else path
