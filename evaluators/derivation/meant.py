"""Tokens as they are meant: bullets, remarks, conditionals and spoken steps put into the form that formulas have."""

import re
from dataclasses import replace

from evaluators.derivation.branches import branched
from evaluators.derivation.normalise import Source
from evaluators.derivation.nouns import named_operations
from evaluators.derivation.tokens import Token

OPENERS = frozenset({"if", "(", "[", "{", "set{", "⌊", "⌈", "⟪"})
CLOSERS = frozenset({"else", ")", "]", "}", "set}", "⌋", "⌉", "⟫"})
INDICES = frozenset("ijklmn")
AXIAL = frozenset({"softmax", "logsoftmax", "logsumexp", "mean", "max"})
"""Functions that are said to be taken along an axis."""
ALONG = frozenset({"over", "along", "across", "row-wise", "rowwise", "by"})
AXIS = re.compile(r"(?:按|对|沿着?|在|逐|每)[每最后一个的行列维轴类别]{0,10}(?:[行列维轴上]|方向)|row-?wise")
"""Words before a function that say the same."""
SUMMED = frozenset({"summed", "summing", "sum"})
ONCE = frozenset({"一遍", "一次", "一下", "一个", "一层"})
"""Words between a verb and its function: "过一遍 softmax"."""
DESCRIPTIONS = frozenset({"偏置", "偏置项", "权重", "权重矩阵", "矩阵", "向量", "标量", "系数",
                          "bias", "weight", "weights", "matrix", "vector", "scalar", "term", "number"})  # fmt: skip
"""Words before a name that say what it is: "偏置 b"."""
AFTERWARDS = frozenset({"之后", "后", "归一化", "归一化后", "一下", "运算"})


def meant(tokens: list[Token], source: Source) -> list[Token]:
    """`tokens` with everything in the place where a formula has it."""
    out = _summed_behind(tokens, source)
    out = _generators(_bracketed(_without_axes(_described(out, source), source)))
    out = named_operations(_spoken_sums(_powers(out, source), source), source)
    out = _conditionals(branched(out, source))
    out = _indicators(_without_remarks(_without_bullets(out)))
    return _steps(_summed_over(out, source), source)


def _described(tokens: list[Token], source: Source) -> list[Token]:
    """What needs no words: "偏置 b" is ``b``, and "the derivative of the sigmoid" where it is a label is the label."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        said = source.text[token.start : token.end].lower()
        if not (token.kind == "word" and said in DESCRIPTIONS and following and following.kind == "name" and out
                and out[-1].kind in {"op", "verbal"}):  # fmt: skip
            out.append(token)
        at += 1
        if token.kind == "label" and following and source.text[following.start : following.end].lower() == "of":
            at = _said_of(tokens, at)
    return out


def _without_axes(tokens: list[Token], source: Source) -> list[Token]:
    """What says along which axis a function is taken is no part of a formula: "softmax over the keys"."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        following = tokens[at] if at < len(tokens) else None
        axis = AXIS.match(source.text, token.start) if token.kind == "word" else None
        behind = next((p for p in range(at, len(tokens)) if tokens[p].start >= axis.end()), at) if axis else at
        if axis and behind < len(tokens) and (tokens[behind].kind == "fn" or tokens[behind].text == "then"):
            at = behind
            continue
        out.append(token)
        along = following and source.text[following.start : following.end].lower() in ALONG
        if token.kind == "fn" and token.text in AXIAL and along:
            end = at + 1
            while end < min(len(tokens), at + 6) and (
                tokens[end].kind in {"word", "label", "num"} or tokens[end].text == ""
            ):
                end += 1
            stops = end == len(tokens) or tokens[end].kind == "sep" or tokens[end].text in {",", "times", "low*"}
            at = end if stops and end > at + 1 else at
    return out


def _summed_behind(tokens: list[Token], source: Source) -> list[Token]:
    """A sum that is said behind its body: "-y_k log p_k, 对 k 求和", "... summed over k"."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _sum_said(tokens, at, source)
        before = out[-1] if out else None
        if before and before.text == "," and end > at:
            before = out[-2] if len(out) > 1 else None
        if end > at and before and (before.kind in {"name", "num", "label"} or before.text in {")", "]", "}"}):
            if out[-1].text == ",":
                out.pop()
            out.append(replace(tokens[at], kind="verbal", text="summed", end=tokens[end - 1].end))
            at = end
        else:
            out.append(tokens[at])
            at += 1
    return out


def _sum_said(tokens: list[Token], at: int, source: Source) -> int:
    """Where "对 k 求和" and "summed over k" end that begin `at` and end a clause; else `at`."""
    said = source.text[tokens[at].start : tokens[at].end].lower()
    following = source.text[tokens[at].end : tokens[at].end + 6]
    english = said in SUMMED and following.startswith(" over ")
    if tokens[at].kind not in {"word", "fn"} or not (english or said.startswith(("对", "求和", "关于"))):
        return at
    end = at
    while end < min(len(tokens), at + 7) and tokens[end].kind != "sep" and tokens[end].text != ",":
        words = tokens[end].kind in {"word", "name", "label"} or tokens[end].text in {"", "/", "and", "then"}
        if not words and end > at:
            return at
        end += 1
    chinese = source.text[tokens[end - 1].start : tokens[end - 1].end].endswith("求和")
    return end if english or chinese else at


def _said_of(tokens: list[Token], at: int) -> int:
    """Where "of the sigmoid" ends that begins `at`, if it stands before "is" or an equals sign; else `at`."""
    for end in range(at, min(at + 8, len(tokens))):
        token = tokens[end]
        if token.kind == "soft" or token.text in {"soft", "="}:
            return end
        if token.kind not in {"name", "fn", "label", "word", "verbal"} and token.text not in {"(", ")"}:
            break
    return at


def _bracketed(tokens: list[Token]) -> list[Token]:
    """Brackets said aloud as signs; one that is never closed reaches to the end of its clause."""
    out: list[Token] = []
    depth = 0
    for at, token in enumerate(tokens):
        said = token.kind == "verbal" and token.text in {"bracket", "unbracket"}
        if depth and (token.kind == "sep" or token.text == ","):
            out += [replace(token, kind="op", text=")")] * depth
            depth = 0
        if not said:
            out.append(token)
            continue
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        opens = token.text == "bracket" and following and following.kind in {"name", "num", "fn", "label", "op"}
        if opens and following and following.text not in {")", ",", *CLOSERS}:
            depth += 1
            out.append(replace(token, kind="op", text="("))
        elif depth:
            depth -= 1
            out.append(replace(token, kind="op", text=")"))
        else:
            out.append(replace(token, kind="word"))
    out += [Token("op", ")", tokens[-1].end, tokens[-1].end) for _ in range(depth)]
    return out


def _without_bullets(tokens: list[Token]) -> list[Token]:
    """``1)`` at the start of a line, and a dash where several lines begin with one, only count the lines."""
    starts = [at for at in range(len(tokens)) if at == 0 or tokens[at - 1].text == "\n"]
    dashes = [
        at for at in starts if tokens[at].text in {"-", "*", "·"} and tokens[at + 1 : at + 2] and tokens[at + 1].gap
    ]
    dropped = set(dashes) if len(dashes) > 1 else set()
    for at in starts:
        if tokens[at].kind == "num" and tokens[at + 1 : at + 2] and tokens[at + 1].text == ")":
            dropped |= {at, at + 1}
    return [token for at, token in enumerate(tokens) if at not in dropped]


def _conditionals(tokens: list[Token]) -> list[Token]:
    """``a if test else b``: the words ``if`` and ``else`` become brackets around the test where both are there."""
    out = list(tokens)
    opened: int | None = None
    for at, token in enumerate(tokens):
        if token.kind == "sep":
            opened = None
        elif token.kind == "word" and token.text == "if" and at and tokens[at - 1].kind in {"num", "name", "op"}:
            opened = at
        elif token.kind == "word" and token.text == "else" and opened is not None:
            for place in (opened, at):
                out[place] = replace(tokens[place], kind="op")
            opened = None
    return out


def _generators(tokens: list[Token]) -> list[Token]:
    """``sum(f for i in range(a, b))`` as ``sum(f, i, a, b - 1)``; ``sum(range(a, b))`` is that of ``i``."""
    for at in range(len(tokens) - 3, -1, -1):
        if tokens[at].text == "sum" and [token.text for token in tokens[at + 1 : at + 4]] == ["(", "range", "("]:
            one = replace(tokens[at + 2], kind="name", text="i")
            said = [replace(one, kind="word", text=text) for text in ("for", "in")]
            tokens = [*tokens[: at + 2], one, said[0], one, said[1], *tokens[at + 2 :]]
    texts = [token.text for token in tokens]
    out = list(tokens)
    for at in range(len(tokens) - 5, 0, -1):
        if texts[at] != "for" or texts[at + 2 : at + 5] != ["in", "range", "("]:
            continue
        end = next((place for place in range(at + 5, len(tokens)) if texts[place] == ")"), None)
        if end is None:
            continue
        comma = replace(tokens[at], kind="op", text=",")
        bounds = tokens[at + 5 : end]
        if all(token.text != "," for token in bounds):
            bounds = [replace(tokens[at], kind="num", text="0"), comma, *bounds]
        less = [replace(tokens[end], kind="op", text="-"), replace(tokens[end], kind="num", text="1")]
        out[at : end + 1] = [comma, tokens[at + 1], comma, *bounds, *less]
    return out


def _powers(tokens: list[Token], source: Source) -> list[Token]:
    """``e 的 (a+b) 次方``: all between 的 and 次方 is the exponent."""
    out: list[Token] = []
    opened: int | None = None  # where 的 stands in `out`
    for token in tokens:
        if token.kind in {"sep", "soft", "rel", "word"}:
            opened = None
        if token.text != "power)":
            if source.text[token.start : token.end] == "的":
                opened = len(out)
            out.append(token)
        elif opened is None or opened == len(out) - 1:
            out.append(replace(token, kind="word"))
        else:
            of = out[opened]
            out[opened : opened + 1] = [replace(of, kind="op", text="^"), replace(of, kind="op", text="(")]
            out.append(replace(token, kind="op", text=")"))
            opened = None
    return out


def _indicators(tokens: list[Token]) -> list[Token]:
    """``1{i = c}`` and ``1[i = c]`` as ``1(i = c)``."""
    out = list(tokens)
    for at, token in enumerate(tokens[:-3]):
        one, opener = token.text == "1" and token.kind == "num", tokens[at + 1]
        if one and opener.text == "}":
            opener = tokens[at + 2]
        if not one or opener.text not in {"{", "set{", "["} or opener.gap:
            continue
        start = tokens.index(opener, at)
        end = next((place for place in range(start, min(start + 8, len(tokens))) if tokens[place].text in CLOSERS), 0)
        if end and any(inner.kind == "rel" for inner in tokens[start:end]):
            out[start], out[end] = replace(opener, text="("), replace(tokens[end], text=")")
    return out


def _summed_over(tokens: list[Token], source: Source) -> list[Token]:
    """``sum over all y' of f`` as ``sum f``: a spoken sum runs over all that there is."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        out.append(token)
        at += 1
        over = tokens[at] if at < len(tokens) else None
        if token.kind == "fn" and over and source.text[over.start : over.end].lower() == "over":
            end = next(
                (
                    p
                    for p in range(at, min(at + 6, len(tokens)))
                    if source.text[tokens[p].start : tokens[p].end] == "of"
                ),
                0,
            )
            at = end + 1 if end else at
    return out


def _spoken_sums(tokens: list[Token], source: Source) -> list[Token]:
    """``sum of f from i=1 to n`` and ``sum from i=1 to n of f`` as ``sum(f, i, 1, n)``."""
    texts = [source.text[token.start : token.end].lower() for token in tokens]
    for at, token in enumerate(tokens):
        if token.kind != "fn" or token.text not in {"sum", "prod"} or "from" not in texts[at + 1 : at + 30]:
            continue
        begins = texts.index("from", at + 1)
        turns = next((p for p in range(begins + 1, min(begins + 8, len(texts))) if texts[p] in {"to", "到"}), None)
        if turns is None:
            continue
        ends = next(
            (p for p in range(turns + 1, len(texts)) if tokens[p].kind in {"word", "sep", "verbal"}), len(texts)
        )
        low, high, body = tokens[begins + 1 : turns], tokens[turns + 1 : ends], tokens[at + 1 : begins]
        after = ends
        if not body and ends < len(texts) and texts[ends] == "of":
            after = next((p for p in range(ends + 1, len(texts)) if tokens[p].kind in {"word", "sep"}), len(texts))
            body = tokens[ends + 1 : after]
        body = body[1:] if body and body[0].kind == "verbal" and body[0].text == "" else body
        letters = [t for t in body if t.kind == "name" and t.text.rpartition("_")[2] in INDICES]
        named = low[0] if len(low) > 2 and low[1].text == "=" else None
        index = named or (replace(letters[0], text=letters[0].text.rpartition("_")[2]) if letters else None)
        if index is None or not body or not high:
            continue
        sign = {text: replace(token, kind="op", text=text) for text in "(,)"}
        parts = [body, [index], low[2:] if named else low, high]
        inner = [part for piece in parts for part in (*piece, sign[","])][:-1]
        return [*tokens[: at + 1], sign["("], *inner, sign[")"], *_spoken_sums(tokens[after:], source)]
    return tokens


def _steps(tokens: list[Token], source: Source) -> list[Token]:
    """Functions said after what they apply to: "..., softmax, ...", "…的 logsumexp"."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        bare = token.kind == "fn" and (
            following is None or following.kind in {"sep", "word", "verbal"} or following.text == ","
        )
        if bare and out and out[-1].text == "," and out[-1].kind == "op":
            out.append(Token("verbal", "then", token.start, token.start, token.gap))
        elif bare and out and out[-1].kind == "verbal" and source.text[out[-1].start : out[-1].end] == "的":
            out[-1] = replace(out[-1], text="'s")
        said = source.text[token.start : token.end] if token.kind == "word" and out else ""
        if (said in AFTERWARDS and out[-1].kind == "fn") or (said in ONCE and out[-1].text == "then"):
            continue
        out.append(token)
    return out


def _without_remarks(tokens: list[Token]) -> list[Token]:
    """Bracketed words ("(elementwise)") are remarks; they say nothing that a formula needs."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        called = at > 0 and tokens[at - 1].kind in {"fn", "method"} and not tokens[at].gap
        if tokens[at].text == "(" and tokens[at].kind == "op" and not called:
            end = at + 1
            while (
                end < len(tokens)
                and end - at < 12
                and (
                    tokens[end].kind == "word"
                    or (tokens[end].kind == "verbal" and tokens[end].text in {"", "⊙", "soft"})
                    or (tokens[end].kind == "fn" and end == at + 1 and at > 0 and tokens[at].gap)
                )
            ):
                end += 1
            if at + 1 < end < len(tokens) and tokens[end].text == ")":
                at = end + 1
                continue
        out.append(tokens[at])
        at += 1
    return out
