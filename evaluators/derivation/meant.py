"""Tokens as they are meant: bullets, remarks, conditionals and spoken steps put into the form that formulas have."""

from dataclasses import replace

from evaluators.derivation.branches import branched
from evaluators.derivation.normalise import Source
from evaluators.derivation.nouns import named_operations
from evaluators.derivation.tokens import Token

OPENERS = frozenset({"if", "(", "[", "{", "set{", "⌊", "⌈", "⟪"})
CLOSERS = frozenset({"else", ")", "]", "}", "set}", "⌋", "⌉", "⟫"})
INDICES = frozenset("ijklmn")
AFTERWARDS = frozenset({"之后", "后", "归一化", "归一化后", "一下", "运算"})


def meant(tokens: list[Token], source: Source) -> list[Token]:
    """`tokens` with everything in the place where a formula has it."""
    plain = _indicators(
        _without_remarks(
            _without_bullets(
                _conditionals(
                    branched(
                        named_operations(_spoken_sums(_powers(_generators(tokens), source), source), source), source
                    )
                )
            )
        )
    )
    return _steps(_summed_over(plain, source), source)


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
    """``sum(f for i in range(a, b))`` as ``sum(f, i, a, b - 1)``."""
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
        if token.kind == "word" and source.text[token.start : token.end] in AFTERWARDS and out and out[-1].kind == "fn":
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
