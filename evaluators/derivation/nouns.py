"""Operations named by a noun: "the average of a and b", "a 与 b 之差", "harmonic mean of P and R"."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from evaluators.derivation.normalise import Source
from evaluators.derivation.tokens import Token

NOUNS = {
    noun: operation
    for operation, nouns in {
        "outer": "outer product|外积|张量积",
        "dotfn": "inner product|dot product|scalar product|内积|点积|数量积",
        "⊙": "elementwise product|element-wise product|hadamard product|逐元素乘积|逐元素积|逐元素的乘积|哈达玛积|"
        "逐元素相乘|对应元素相乘|对应相乘",
        "+": "sum|和|之和|总和|相加",
        "·": "product|积|之积|乘积|相乘",
        "-": "difference|差|之差|差值|相减",
        "/": "ratio|quotient|商|之商|比|之比|比值|相除",
        "mean": "average|mean|arithmetic mean|平均|平均值|平均数|均值|算术平均|算术平均数|算术平均值",
        "harmonic": "harmonic mean|harmonic average|调和平均|调和平均数|调和平均值|调和均值",
        "geometric": "geometric mean|geometric average|几何平均|几何平均数|几何平均值|几何均值",
        "max": "max|maximum|larger|largest|最大值|较大者|较大值|最大者",
        "min": "min|minimum|smaller|smallest|最小值|较小者|较小值|最小者",
    }.items()
    for noun in nouns.split("|")
}
TOGETHER = frozenset({"相加", "相乘", "相减", "相除", "逐元素相乘", "对应元素相乘", "对应相乘"})
"""Verbs behind their operands, which a word joins: "a 与 b 相乘"."""
JOINING = frozenset({"and", "to", "with", "和", "与", "跟", "同", "及", "以及"})
ENDING = frozenset({"+", "-", "/", "times", "under", "soft", "not", "or", "then", "low*", "low/", "low+", "low-"})
SAID = {"+": "+", "-": "-", "·": "times", "/": "/"}
"""The spoken operator that a noun repeats."""
LATER = {"+": "low+", "-": "low-", "·": "low*", "/": "low/", "⊙": "⊙"}
"""The operator that goes on from what was said before."""
LONGEST = 60
"""Most tokens that are searched for a noun's operands."""


def named_operations(tokens: list[Token], source: Source) -> list[Token]:
    """`tokens` with each noun and its operands as the formula that they name."""
    out = list(tokens)
    for at in range(len(tokens) - 1, -1, -1):
        noun = _text(out, at, source)
        spoken = out[at].kind == "verbal" and (noun in TOGETHER or _text(out, at + 1, source) == "of")
        if noun in NOUNS and (spoken or out[at].kind in {"word", "fn"}):
            _before(out, at, source) if noun[0] >= "\u4e00" else _after(out, at, source)
    return out


def _text(tokens: Sequence[Token], at: int, source: Source) -> str:
    return source.text[tokens[at].start : tokens[at].end].lower() if 0 <= at < len(tokens) else ""


def _after(tokens: list[Token], at: int, source: Source) -> None:
    """English: the operands follow "of" or "between"."""
    if _text(tokens, at + 1, source) not in {"of", "between"}:
        return
    qualified = f"{_text(tokens, at - 1, source)} {_text(tokens, at, source)}"
    begin = at - 1 if qualified in NOUNS else at
    operation = NOUNS[qualified if begin < at else _text(tokens, at, source)]
    end, depth, joined = at + 2, 0, False
    while end < min(len(tokens), at + LONGEST):
        token = tokens[end]
        depth += _deeper(token)
        joins = _text(tokens, end, source) in JOINING
        joined |= joins and depth == 0
        stops = _ends(token) or (token.text == "," and joined)
        if depth < 0 or (depth == 0 and stops and not joins):
            break
        end += 1
    _rewrite(tokens, (begin, end), (at + 2, end), operation, source)


def _before(tokens: list[Token], at: int, source: Source) -> None:
    """Chinese: the operands stand before 的 or 之, or before a verb."""
    noun = _text(tokens, at, source)
    end = at
    if noun in TOGETHER:
        _together(tokens, at, source)
        return
    if not noun.startswith("之"):
        if _text(tokens, at - 1, source) != "的":
            return
        end = at - 2 if _text(tokens, at - 2, source) == "中" else at - 1
    begin = _begin(tokens, end, source)
    operation = NOUNS[noun]
    if begin and tokens[begin - 1].kind == "verbal" and tokens[begin - 1].text == SAID.get(operation):  # "a 加 b 的和"
        begin = _begin(tokens, begin - 1)
        first = tokens[begin]
        tokens[begin : at + 1] = [_sign(first, "("), *tokens[begin:end], _sign(first, ")")]
        return
    _rewrite(tokens, (begin, at + 1), (begin, end), operation, source)


def _together(tokens: list[Token], at: int, source: Source) -> None:
    """Verbs, as in "a 与 b 相乘"; "与 b 相乘" alone goes on from what was said before."""
    begin = _begin(tokens, at, source)
    begin = max([begin, *(place + 1 for place in range(begin, at) if tokens[place].text == ",")])
    while begin < at and tokens[begin].kind == "verbal" and tokens[begin].text in {"", "and", "then"}:
        begin += 1
    operation = NOUNS[_text(tokens, at, source)]
    if _text(tokens, begin, source) in JOINING and operation in LATER:
        tokens[begin : at + 1] = [replace(tokens[begin], kind="verbal", text=LATER[operation]), *tokens[begin + 1 : at]]
    else:
        _rewrite(tokens, (begin, at + 1), (begin, at), operation, source)


def _begin(tokens: Sequence[Token], end: int, source: Source | None = None) -> int:
    """Where the operand begins that stands before `end`; with `source`, the first of the operands that words join."""
    begin, depth = end, 0
    while begin > max(0, end - LONGEST):
        token = tokens[begin - 1]
        depth -= _deeper(token)
        joins = source is not None and _text(tokens, begin - 1, source) in JOINING
        if depth < 0 or (depth == 0 and _ends(token) and not joins):
            break
        begin -= 1
    return begin


def _sign(beside: Token, text: str, kind: str = "op") -> Token:
    """A sign of no width, where `beside` begins."""
    return Token(kind, text, beside.start, beside.start, beside.gap)


def _deeper(token: Token) -> int:
    """By how many brackets it leads in: 1, -1 where it leads out, else 0."""
    return (token.text in {"(", "[", "{"}) - (token.text in {")", "]", "}"})


def _ends(token: Token) -> bool:
    return token.kind in {"word", "sep", "soft", "rel"} or (token.kind == "verbal" and token.text in ENDING)


def _rewrite(tokens: list[Token], whole: tuple[int, int], inner: tuple[int, int], name: str, source: Source) -> None:
    operands: list[list[Token]] = [[]]
    depth = 0
    for at in range(*inner):
        token = tokens[at]
        depth += _deeper(token)
        if depth == 0 and (token.text == "," or _text(tokens, at, source) in JOINING):
            operands.append([])
        else:
            operands[-1].append(token)
    operands = [operand for operand in operands if operand]
    if len(operands) < 2 or any(not any(t.kind in {"name", "num", "label"} for t in operand) for operand in operands):
        return
    first = tokens[whole[0]]
    tokens[whole[0] : whole[1]] = _formula(operands, name, partial(_sign, first))


def _formula(operands: list[list[Token]], name: str, sign: Callable[..., Token]) -> list[Token]:
    def within(inner: list[Token]) -> list[Token]:
        return [sign("("), *inner, sign(")")]

    def folded(parts: list[list[Token]], by: str) -> list[Token]:
        return within([token for part in parts for token in (sign(by), *within(part))][1:])

    count = sign(str(len(operands)), "num")
    if name in {"max", "min", "outer", "dotfn"}:
        return [sign(name, "fn"), *folded(operands, ",")]
    if name == "mean":
        return within([*folded(operands, "+"), sign("/"), count])
    if name == "harmonic":
        inverses = [[sign("1", "num"), sign("/"), *within(operand)] for operand in operands]
        return within([count, sign("/"), *folded(inverses, "+")])
    if name == "geometric":
        return within([*folded(operands, "·"), sign("^"), *within([sign("1", "num"), sign("/"), count])])
    return folded(operands, name)
