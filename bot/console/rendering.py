"""A message as styled text for a terminal of some width. Pure."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import get_cwidth

from bot.console import wording as w
from bot.console.wrapping import wrap
from bot.plain import clean
from evaluators.text import Language
from interview_flow.message import Block, Button, Code, Heading, Message, Quote
from interview_flow.phrasing import fill

WIDEST = 96
"""Columns: longer lines are hard to read."""
OWN = "› "
"""Leads what the candidate says."""

STYLE = Style.from_dict(
    {
        "heading": "bold ansicyan",
        "quote": "italic ansibrightblack",
        "fence": "ansibrightblack",
        "own": "ansigreen",
        "own-mark": "bold ansigreen",
        "notice": "ansiyellow",
        "document": "ansibrightblack",
        "number": "bold ansicyan",
        "bar": "noreverse bg:ansibrightblack ansiwhite",
        "bar.time": "bold",
        "bar.urgent": "bold bg:ansired ansiwhite",
        "code.keyword": "ansiblue bold",
        "code.name": "ansicyan",
        "code.string": "ansigreen",
        "code.comment": "ansibrightblack italic",
        "code.number": "ansimagenta",
    }
)
"""Only the terminal's own sixteen colours: they suit whatever background the user has chosen."""


def message(said: Message, width: int, language: Language) -> StyleAndTextTuples:
    """`said`, its buttons left out, with an empty line after each block; a heading stands on what it heads."""
    columns = min(width, WIDEST)
    shown: StyleAndTextTuples = []
    for block in said.blocks:
        shown += [*_block(block, columns), ("", "" if isinstance(block, Heading) else "\n")]
    if said.document:
        offer = fill(w.SAVE_OFFERED.in_(language), {"name": clean(said.document.name)})
        shown += [*_lines("class:document", offer, columns), ("", "\n")]
    return shown


def own(text: str, width: int) -> StyleAndTextTuples:
    """What the candidate said, as the transcript shows it."""
    lines = wrap(clean(text), min(width, WIDEST) - get_cwidth(OWN))
    shown: StyleAndTextTuples = []
    for place, line in enumerate(lines):
        shown += [("class:own-mark", " " * get_cwidth(OWN) if place else OWN), ("class:own", line), ("", "\n")]
    return [*shown, ("", "\n")]


def prefix(line: int, wrapped: int) -> StyleAndTextTuples:
    """What stands before a line of the input, and before its parts where it is too wide."""
    return [("class:own-mark", " " * get_cwidth(OWN) if line or wrapped else OWN)]


def notice(text: str, width: int) -> StyleAndTextTuples:
    """A sentence of the terminal's own."""
    return [*_lines("class:notice", text, min(width, WIDEST)), ("", "\n")]


def board(rows: Sequence[Sequence[tuple[int, Button]]], width: int) -> StyleAndTextTuples:
    """The buttons with their numbers, row by row; no line break at the end."""
    shown: StyleAndTextTuples = []
    for row in rows:
        used = 0
        for number, button in row:
            label = " ".join(clean(button.label).split())
            wide = get_cwidth(f"[{number}] {label}")
            gap = 2 if used else 0
            if shown and (not used or used + gap + wide > width):
                shown.append(("", "\n"))
                used, gap = 0, 0
            shown += [("", " " * gap), ("class:number", f"[{number}]"), ("", f" {label}")]
            used += gap + wide
    return shown


def _block(block: Block, columns: int) -> Iterator[tuple[str, str]]:
    match block:
        case Heading(text=text):
            yield from _lines("class:heading", text, columns)
        case Quote(text=text):
            for line in wrap(clean(text), columns - 2):
                yield "class:quote", f"│ {line}\n"
        case Code(text=text, language=language):
            # As it can be copied: nothing before a line, and no line broken.
            yield "class:fence", f"```{clean(language)}\n"
            yield from _highlighted(clean(text), language)
            yield "", "\n"
            yield "class:fence", "```\n"
        case _:
            yield from _lines("", block.text, columns)


def _lines(style: str, text: str, columns: int) -> Iterator[tuple[str, str]]:
    for line in wrap(clean(text), columns):
        yield style, f"{line}\n"


def _highlighted(code: str, language: str) -> Iterator[tuple[str, str]]:
    # Pygments takes a while to import, and many messages hold no code.
    from pygments import lex  # noqa: PLC0415
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        yield "", code
        return
    for token, text in lex(code, lexer):
        yield _style_of(token), text


@cache
def _style_of(token: Any) -> str:
    from pygments.token import Comment, Keyword, Name, Number, Operator, String  # noqa: PLC0415

    kinds = {
        Comment: "comment",
        Keyword: "keyword",
        Operator.Word: "keyword",
        String: "string",
        Number: "number",
        Name.Function: "name",
        Name.Class: "name",
        Name.Builtin: "name",
    }
    return next((f"class:code.{style}" for kind, style in kinds.items() if token in kind), "")
