"""Finds the program in what a candidate sent.

People paste plain source, fenced blocks with chat around them, a copy of a Python prompt, a file, a notebook. Each
way of reading is tried, the most literal first; the first that gives a program which parses is taken.
"""

import ast
import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from evaluators.response import Response

MAX_CHARACTERS = 60_000
MAX_NESTING = 90
"""Brackets open at once: beyond it the parser's own recovery can take exponential time."""
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad")) | {
    0xA0: " ",
    0x3000: " ",
    0x2028: "\n",
    0x2029: "\n",
}
QUOTES = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'"}
FULL_WIDTH = "，：；（）［］｛｝＝＋－＊／＜＞！＂＇．　、。【】"
CODE_LINE = re.compile(
    r"\s*(?:(?:import|from|def|class|async|return|for|while|if|with|try)\b.*\S|@\w+|#|[\w.]+ *(?:=|\+=|\[|\().*)"
)
OPENING = re.compile(r"(?:import \w|from \w[\w.]* import|def \w|class \w|@\w|async def )")
PROMPT = re.compile(r"(?:>>>|\.\.\.)(?: (.*))?$")
NOTEBOOK_PROMPT = re.compile(r"(?:In \[\d*\]:| {3,}\.\.\.:) ?(.*)$")
FENCE = re.compile(r"^[ \t]*(```+|~~~+)[ \t]*([\w+-]*)[^\n]*$")
NO_SOURCE = frozenset({"text", "txt", "bash", "sh", "shell", "console", "output", "json", "yaml"})


MAX_DEPTH = 150
"""Nodes from the root of a syntax tree to a leaf."""


@dataclass(frozen=True)
class Reading:
    """What was understood."""

    source: str
    """The program, or as much of it as there is; empty where nothing looks like one."""
    tree: ast.Module | None = None
    """Its syntax tree; None where it does not parse."""
    error_line: int | None = None
    error: str = ""
    """The parser's words."""
    quoted: str = ""
    """The line that the parser stumbled over."""
    full_width: str = ""
    """Full-width punctuation that stands on that line."""

    @property
    def is_code(self) -> bool:
        """Whether this is a program, or was clearly meant as one."""
        return bool(self.source)


def read(response: Response) -> Reading:
    """The program in `response`: files first, then what was typed."""
    texts = [_file(attachment.name, attachment.content) for attachment in response.files]
    typed = _clean(response.text)
    if not texts:
        return _read_text(typed)
    whole = "\n\n".join(texts)
    reading = _read_text(whole)
    return reading if reading.is_code else _read_text(typed)


def _file(name: str, content: str) -> str:
    if not name.endswith(".ipynb"):
        return _clean(content)
    try:
        cells = json.loads(content)["cells"]
        sources = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        lines = [line for source in sources for line in "".join([*source, "\n"]).splitlines()]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return _clean("\n".join(line for line in lines if not line.lstrip().startswith(("%", "!"))))


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(INVISIBLE).replace("\x00", "")


def _read_text(text: str) -> Reading:
    if len(text) > MAX_CHARACTERS:
        return Reading(text[:MAX_CHARACTERS], error=f"more than {MAX_CHARACTERS} characters")
    first: Reading | None = None
    for source in _readings(text):
        reading = _parse(source)
        if reading.tree is not None and _is_program(reading.tree):
            return reading
        if reading.tree is None and first is None and _looks_like_code(source):
            first = reading
    return first or Reading("")


def _readings(text: str) -> Iterator[str]:
    """Ways to take it, the most literal first."""
    blocks = _fenced(text)
    if blocks:
        bases = ["\n\n".join(blocks)]
        if len(blocks) > 1:
            bases.append("\n\n".join(block for block in blocks if _parse(block).tree is not None))
    else:
        bases = [text]
    for base in bases:
        prompts = _prompted(base)
        for source in (base, prompts) if prompts else (base,):
            yield source
            yield _dedented(source)
            for width in (4, 8):
                if "\t" in source:
                    yield source.expandtabs(width)
            if any(quote in source for quote in QUOTES):
                yield _straight_quotes(source)
        yield from _without_chat(prompts or base)


def _fenced(text: str) -> list[str]:
    """Contents of the fenced blocks, in order; of those marked as something else, only where there are no others."""
    blocks: list[tuple[str, list[str]]] = []
    fence = ""
    for line in text.split("\n"):
        found = FENCE.match(line)
        if not fence and found:
            fence = found[1]
            blocks.append((found[2].lower(), []))
        elif fence and found and found[1].startswith(fence) and not found[2]:
            fence = ""
        elif fence:
            blocks[-1][1].append(line)
    source = [lines for mark, lines in blocks if mark not in NO_SOURCE] or [lines for _, lines in blocks]
    return ["\n".join(lines) for lines in source]


def _prompted(text: str) -> str:
    """What stands behind the prompts of a Python or IPython session; empty where there are none."""
    lines = text.split("\n")
    starts = sum(line.lstrip().startswith((">>>", "In [")) for line in lines)
    if not starts:
        return ""
    kept = []
    for line in lines:
        found = PROMPT.match(line.lstrip()) or NOTEBOOK_PROMPT.match(line)
        if found:
            kept.append(found[1] or "")
    return "\n".join(kept)


def _dedented(text: str) -> str:
    lines = text.split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    margin = min(margins, default=0)
    return "\n".join(line[margin:] for line in lines)


def _straight_quotes(text: str) -> str:
    """Typographic quotes that open or close a string, made straight; inside other strings and comments they stay."""
    result, quote, comment = [], "", False
    for place, character in enumerate(text):
        straight = QUOTES.get(character, character)
        if character == "\n":
            comment = False
            quote = quote if len(quote) == 3 else ""
        elif comment:
            straight = character
        elif quote:
            escaped = text[place - 1] == "\\"
            if (
                straight in quote
                and not escaped
                and (len(quote) == 1 or text[place : place + 3].translate(_TO_STRAIGHT) == quote)
            ):
                quote = ""
            elif straight not in quote:
                straight = character
        elif character == "#":
            comment = True
        elif straight in "\"'":
            quote = straight
        result.append(straight)
    return "".join(result)


_TO_STRAIGHT = {ord(key): value for key, value in QUOTES.items()}


def _without_chat(text: str) -> Iterator[str]:
    """The text without the sentences before and behind the program, which may be indented below them."""
    lines = text.split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines]
    starts = [place for place, line in enumerate(lines) if OPENING.match(line[margins[place] :])]
    if not starts:
        return
    margin = min(margins[place] for place in starts)
    start = next(place for place in starts if margins[place] == margin)
    body = [line[min(margin, own) :] for line, own in zip(lines[start:], margins[start:], strict=True)]
    yield "\n".join(body)
    for end in range(len(body) - 1, max(len(body) - 25, 0), -1):
        if body[end].startswith((" ", "\t", ")", "]", "}")) or OPENING.match(body[end]):
            return  # a piece of the program: what does not parse here is its own fault
        yield "\n".join(body[:end])


def _parse(source: str) -> Reading:
    problem = _too_deep(source)
    if problem:
        return Reading(source, error=problem)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        number = error.lineno if isinstance(error, SyntaxError) else None
        lines = source.split("\n")
        line = lines[number - 1] if number and number <= len(lines) else ""
        wide = "".join(dict.fromkeys(mark for mark in line if mark in FULL_WIDTH))
        words = error.msg if isinstance(error, SyntaxError) else type(error).__name__
        return Reading(source, None, number, str(words)[:200], line.strip()[:200], wide)
    if _is_deeper_than(tree, MAX_DEPTH):
        return Reading(source, error="too deeply nested")
    return Reading(source, tree)


def _is_deeper_than(tree: ast.AST, most: int) -> bool:
    """Whether a path in the tree is longer than `most`: later walks over it are recursive."""
    level: list[ast.AST] = [tree]
    for _ in range(most):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return False
    return True


def _too_deep(source: str) -> str:
    depth = 0
    for character in source:
        if character in "([{":
            depth += 1
            if depth > MAX_NESTING:
                return "too deeply nested"
        elif character in ")]}" and depth:
            depth -= 1
    return ""


def _is_program(tree: ast.Module) -> bool:
    """Whether a tree does something: a word or two of prose can parse as an expression."""
    return any(not isinstance(node, ast.Expr | ast.Pass) for node in tree.body)


def _looks_like_code(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return any(OPENING.match(line.strip()) for line in lines) and sum(
        map(bool, map(CODE_LINE.match, lines))
    ) * 3 >= len(lines)
