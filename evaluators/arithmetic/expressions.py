"""Arithmetic in free text: finds each expression, works it out with our own bounded parser, and keeps its form."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from evaluators.arithmetic.numbers import Number, numbers

Form = Literal["number", "fraction", "closed", "product", "sum", "matrix"]
"""``closed`` is an exact value that has no shorter form (ln 2, 2^30); products and sums are workings, not values."""

_DEEPEST = 24
_MOST = 400
"""Expressions nest and answers count no deeper and no further than this; the rest is not read."""


@dataclass(frozen=True)
class Expression:
    """Something in the text that has a value."""

    value: float
    start: int
    end: int
    form: Form = "number"
    number: Number | None = None
    """The literal, where it is one."""
    step: float = 0.0
    """Worth of the last digit shown; 0 where exact."""
    factors: tuple[int, ...] = ()
    """Whole factors of a flat product, or members of a tuple: what a size looks like."""
    rows: tuple[tuple[float, ...], ...] = ()
    """A matrix, or a tuple as one row; empty also where it is ragged."""
    steps: tuple[tuple[float, ...], ...] = ()
    operations: int = 0


@dataclass(frozen=True)
class _Token:
    kind: str
    start: int
    end: int
    number: Number | None = None


_BETWEEN = re.compile(
    r"""(?P<space>[ ]+)
      | (?P<op>\*\*|//|[-+*/^×@])
      | (?P<bracket>[()\[\]])
      | (?P<comma>,)
      | (?P<function>\b(?:ln|log2|log10|log|exp|sqrt|floor|ceil|round|int)\b|\b(?:ln|log)(?=[ ]?\d)|√)
      | (?P<by>(?i:\bby\b|\btimes\b|乘以|乘|(?<![A-Za-z])x(?![A-Za-z])))
      | (?P<word>(?i:\bplus\b|\bminus\b|\bover\b|加上|加|减去|减|除以))
      | (?P<break>[A-Za-z_]+|.|\n)""",
    re.VERBOSE | re.ASCII,
)
_WORKING = re.compile(r"\([\d.+*/×^ -]{0,80}[+-][\d.+*/×^ -]{1,80}\)")
_RESULT = re.compile(r" ?(?:[=≈(]|->|→)")
_WORDS = {"plus": "+", "minus": "-", "over": "/", "加上": "+", "加": "+", "减去": "-", "减": "-", "除以": "/"}


def expressions(text: str) -> list[Expression]:
    """Every expression in `text`, which `plain.clean` has made plain, from left to right and without overlap."""
    tokens = list(_tokens(text))
    closing = _pairs(text, tokens)
    found: list[Expression] = []
    place = 0
    while place < len(tokens) and len(found) < _MOST:
        parser = _Parser(text, tokens, closing, place)
        expression = parser.start()
        if expression is None:
            place += 1
        else:
            found.append(expression)
            place = parser.place
    return found


def _tokens(text: str) -> Iterator[_Token]:
    last = 0
    for count, number in enumerate(numbers(text)):
        if count >= _MOST:
            return
        yield from _plain(text, last, number.start)
        if (number.start and text[number.start - 1] == "_") or _inside_word(text, number):
            yield _Token("break", number.start, number.end)
        else:
            yield _Token("number", number.start, number.end, number)
        last = number.end
    yield from _plain(text, last, len(text))


def _inside_word(text: str, number: Number) -> bool:
    """Whether the digits belong to a name or a symbol: ``z2``, ``2PR``, ``W1``, ``4n``."""
    before, after = text[number.start - 1 : number.start], text[number.end : number.end + 3]
    if before.isascii() and before.isalpha() and before not in "xX" and text[number.start].isascii():
        logarithm = re.search(r"(?<![A-Za-z])(?:ln|log)$", text[max(0, number.start - 4) : number.start])
        return logarithm is None or (after.startswith("(") and number.value in (2, 10))  # the base
    if (
        before in ("x", "X")
        and number.start > 1
        and text[number.start - 2].isascii()
        and text[number.start - 2].isalpha()
    ):
        return True
    return (
        bool(after)
        and after[0].isascii()
        and after[0].isalpha()
        and not re.match(r"(?i)x(?![a-z])|px|pa|ma|fl|ti|by|in", after)
    )


def _plain(text: str, start: int, end: int) -> Iterator[_Token]:
    for match in _BETWEEN.finditer(text, start, end):
        kind = match.lastgroup or "break"
        if kind != "space":
            yield _Token(kind, match.start(), match.end())


def _pairs(text: str, tokens: list[_Token]) -> dict[int, int]:
    """Place of the closing bracket by the opening one's, for those that have one on the same line."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind != "bracket":
            continue
        char = text[token.start]
        if char in "([":
            stack.append(place)
        elif stack:
            pairs[stack.pop()] = place
    return pairs


class _Unreadable(Exception):  # noqa: N818 - reads as what it says
    """The tokens from here on are no expression."""


class _Parser:
    """Precedence climbing from one place in the tokens."""

    def __init__(self, text: str, tokens: list[_Token], closing: dict[int, int], place: int) -> None:
        self.text, self.tokens, self.closing, self.place = text, tokens, closing, place

    def start(self) -> Expression | None:
        token = self.tokens[self.place]
        if token.kind not in ("number", "function", "bracket", "op"):
            return None
        if token.kind == "bracket" and (found := self._matrix()) is not None:
            return found
        if token.kind == "op" and self._op(token) != "-":
            return None
        try:
            return self._sum(0)
        except _Unreadable:
            return None

    # -- grammar --

    def _sum(self, depth: int) -> Expression:
        left = self._product(depth)
        while (op := self._peek()) in ("+", "-"):
            mark = self.place
            try:
                self.place += 1
                right = self._product(depth)
            except _Unreadable:
                self.place = mark
                break
            value = left.value + right.value if op == "+" else left.value - right.value
            left = self._joined(left, right, value, "sum", left.step + right.step)
        return left

    def _product(self, depth: int) -> Expression:
        left = self._power(depth)
        while (op := self._peek() or self._unsigned()) in ("*", "/", "//"):
            mark = self.place
            try:
                self.place += bool(self._peek())
                right = self._power(depth)
            except _Unreadable:
                self.place = mark
                break
            step = _relative(left) + _relative(right)
            if op == "*":
                value = left.value * right.value
                factors = left.factors + right.factors if left.factors and right.factors else ()
                left = replace(self._joined(left, right, value, "product", abs(value) * step), factors=factors[:9])
            else:
                value = left.value / right.value if right.value else math.nan
                if op == "//" and math.isfinite(value):
                    value = float(math.floor(value))
                form: Form = "fraction" if op == "/" and left.form != "product" else "product"
                left = self._joined(left, right, value, form, abs(value) * step)
        return left

    def _power(self, depth: int) -> Expression:
        token = self._next()
        if token.kind == "op" and self._op(token) in ("-", "+"):
            inner = self._power(depth + 1) if depth < _DEEPEST else self._fail()
            sign = -1.0 if self._op(token) == "-" else 1.0
            return replace(inner, value=sign * inner.value, start=token.start, factors=())
        base = self._atom(token, depth)
        if self._peek() == "^" and depth < _DEEPEST:
            mark = self.place
            try:
                self.place += 1
                exponent = self._power(depth + 1)
            except _Unreadable:
                self.place = mark
                return base
            square = base.factors * 2 if len(base.factors) == 1 and exponent.value == 2 else ()
            return replace(
                self._joined(base, exponent, _raised(base.value, exponent.value), "closed", 0.0), factors=square
            )
        return base

    def _atom(self, token: _Token, depth: int) -> Expression:
        if token.number is not None:
            number = token.number
            whole = (int(number.value),) if 0 < number.value < 10**6 and number.value == int(number.value) else ()
            return Expression(
                number.value, token.start, token.end, "number", number, number.step if number.step != 1 else 0.0, whole
            )
        if depth >= _DEEPEST:
            self._fail()
        if token.kind == "function":
            name = self.text[token.start : token.end]
            inner = self._power(depth + 1)
            return replace(inner, value=_applied(name, inner.value), start=token.start, form="closed", number=None,
                           step=0.0, factors=(), operations=inner.operations + 1)  # fmt: skip
        if token.kind == "bracket" and self.text[token.start] == "(" and self.place - 1 in self.closing:
            inner = self._sum(depth + 1)
            end = self._next()
            if end.kind != "bracket" or self.text[end.start] != ")":
                self._fail()
            return replace(
                inner, start=token.start, end=end.end, factors=inner.factors if inner.form == "number" else ()
            )
        return self._fail()

    # -- pieces --

    def _matrix(self) -> Expression | None:
        """A bracket that holds nothing but numbers and separators."""
        close = self.closing.get(self.place)
        if close is None or close - self.place > 120:
            return None
        start, end = self.tokens[self.place].start, self.tokens[close].end
        inside = self.text[start:end]
        if not re.fullmatch(r"[-+\d.\s,;/()\[\]e*_]+", inside):
            return None
        square = inside[0] == "["
        if not square and not re.search(r"[,;]", inside):
            return None
        rows = matrix(inside)
        if rows is None:
            if not square:
                return None
            rows = ()
        self.place = close + 1
        flat = rows[0] if len(rows) == 1 else ()
        factors = tuple(int(v) for v in flat if v == int(v) and 0 < v < 10**6) if len(flat) > 1 else ()
        value = float("nan")
        number = None
        if not square and re.fullmatch(r"\(\s?\d{1,3}(?:,\d{3})+\s?\)", inside):  # an aside such as (9,408)
            value = float(re.sub(r"\D", "", inside))
            number = Number(value, start, end, step=1.0, digits=len(str(int(value)).rstrip("0")))
        elif len(flat) == 1:
            value = flat[0]
            number = next(iter(numbers(inside)), None)
        steps = tuple(tuple(0.0 for _ in row) for row in rows)
        return Expression(
            value, start, end, "matrix", number, 0.0, factors if len(factors) == len(flat) else (), rows, steps
        )

    def _joined(self, left: Expression, right: Expression, value: float, form: Form, step: float) -> Expression:
        if not math.isfinite(value):
            form = "product"
        operations = left.operations + right.operations + 1
        return Expression(value, left.start, right.end, form, None, step, (), (), (), operations)

    def _peek(self) -> str:
        if self.place >= len(self.tokens):
            return ""
        return self._op(self.tokens[self.place])

    def _unsigned(self) -> str:
        """A product without its sign, as in ``1/2 (5 - 3)^2`` or ``20(12*9 + 1) = 2180``; other brackets are asides."""
        close = self.closing.get(self.place)
        if close is None or self.text[self.tokens[self.place].start] != "(":
            return ""
        if close + 1 < len(self.tokens) and self._op(self.tokens[close + 1]) == "^":
            return "*"
        start, end = self.tokens[self.place].start, self.tokens[close].end
        working = _WORKING.fullmatch(self.text, start, end)
        return "*" if working and _RESULT.match(self.text, end) else ""

    def _op(self, token: _Token) -> str:
        shown = self.text[token.start : token.end]
        if token.kind == "word":
            return _WORDS[shown.lower()]
        if token.kind == "by" or (token.kind == "op" and shown in "×@"):
            return "*"
        if token.kind == "op":
            return "^" if shown == "**" else shown
        return ""

    def _next(self) -> _Token:
        if self.place >= len(self.tokens):
            self._fail()
        self.place += 1
        return self.tokens[self.place - 1]

    def _fail(self) -> Expression:
        raise _Unreadable


def matrix(text: str) -> tuple[tuple[float, ...], ...] | None:
    """The rows of ``[[1, 2], [3, 4]]``, ``[1 2; 3 4]`` or ``(1, 2)``; None if it is ragged, deeper or no numbers."""
    inner = text.strip()[1:-1].strip()
    if inner.startswith(("[", "(")) and not re.fullmatch(r"[-+\d./() ]+", inner):
        if not re.fullmatch(r"(?:[\[(][^\[\]()]*[\])][\s,;]*)+", inner):
            return None
        parts = re.findall(r"[\[(]([^\[\]()]*)[\])]", inner)
    else:
        parts = [part for part in re.split(r"[;\n]", inner) if part.strip(" ,")]
    rows: list[tuple[float, ...]] = []
    for part in parts:
        cells = [cell for cell in (re.split(r",", part) if "," in part else part.split()) if cell.strip()]
        values = [_cell(cell) for cell in cells]
        if not values or any(value is None for value in values):
            return None
        rows.append(tuple(value for value in values if value is not None))
    if not rows or len({len(row) for row in rows}) > 1:
        return None
    return tuple(rows)


def _cell(text: str) -> float | None:
    match = re.fullmatch(
        r"\s*\(?([-+]?)\s*(\d{0,15}\.?\d{0,15}(?:e-?\d{1,2})?)\)?(?:\s*/\s*\(?(\d{1,15}(?:\.\d{1,15})?)\)?)?\s*", text
    )
    if match is None or not any(c.isdigit() for c in match[2]) or match[2].startswith("e"):
        return None
    value = float(match[2]) / (float(match[3]) if match[3] and float(match[3]) else 1.0)
    return -value if match[1] == "-" else value


def _relative(expression: Expression) -> float:
    return (
        abs(expression.step / expression.value)
        if expression.step and expression.value and _rounded(expression)
        else 0.0
    )


def _rounded(expression: Expression) -> bool:
    """A plain whole number inside a working is exact."""
    number = expression.number
    return number is None or number.scaled or number.step < 1


def _raised(base: float, exponent: float) -> float:
    if abs(exponent) > 1024 or not math.isfinite(base):
        return math.nan
    try:
        value = base**exponent
    except (OverflowError, ZeroDivisionError):
        return math.nan
    return value if isinstance(value, float) else math.nan


def _applied(name: str, value: float) -> float:
    try:
        match name:
            case "ln" | "log":
                return math.log(value)
            case "log2":
                return math.log2(value)
            case "log10":
                return math.log10(value)
            case "exp":
                return math.exp(value)
            case "sqrt" | "√":
                return math.sqrt(value)
            case "ceil":
                return float(math.ceil(value))
            case "round":
                return float(round(value))
            case _:
                return float(math.floor(value))
    except (ValueError, OverflowError):
        return math.nan
