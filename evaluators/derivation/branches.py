"""Values by cases, said in any order: "x if x > 0, otherwise 0", "当 x>0 时为 1，否则为 0".

Two or more neighbouring cases become one formula, ``value if test else value if test else ...``, which the grammar
has; where it ends with ``else``, nothing is said of what no case covers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evaluators.derivation.normalise import Source
from evaluators.derivation.tokens import Token

CONDITIONS = ("if", "when", "whenever", "for", "provided", "当", "若", "如果", "假如", "如", "对于", "对", "在")
CASES = ("时", "的话", "情况下", "情形")
"""Words behind a test."""
ELSES = (
    "otherwise",
    "else",
    "elsewhere",
    "other",
    "rest",
    "否则",
    "其他",
    "其它",
    "其余",
    "之后",
    "以后",
    "afterwards",
    "thereafter",
    "反之",
    "不然",
    "别的",
)
CONSEQUENCES = ("then", "则", "那么", "就")
ORDERS = frozenset({"<", ">", "<=", ">="})
EQUALITIES = frozenset({"=", "!="})
POLAR = {"positive": ">", "negative": "<", "nonnegative": ">=", "non-negative": ">=", "正": ">", "正数": ">",
         "负": "<", "负数": "<", "非负": ">="}  # fmt: skip
SPOKEN = frozenset({"0", "1", "2", "half", "self"})
"""Operands said aloud."""
OPEN, CLOSED = frozenset({"(", "[", "{", "set{", "⌊", "⌈"}), frozenset({")", "]", "}", "set}", "⌋", "⌉"})

LONGEST = 200
"""Most tokens of one case."""

Tokens = list[Token]


@dataclass(frozen=True)
class Piece:
    """What stands between two stops, as far as it speaks of a case."""

    value: Tokens
    test: Tokens
    lead: Tokens
    """What the value is said to be: ``L =``, ``the loss is``."""
    otherwise: bool = False
    conditional: bool = False
    """Whether a word makes the test a condition."""


def branched(tokens: Tokens, source: Source) -> Tokens:
    """`tokens` with every run of two or more cases as one conditional formula."""
    bracketed = any(
        first.text == "(" and third.text in EQUALITIES for first, third in zip(tokens, tokens[2:], strict=False)
    )
    if not bracketed and not any(
        _begins(token, source, CONDITIONS + ELSES + CASES) or token.text in ORDERS for token in tokens
    ):
        return tokens
    stops = _stops(tokens, source)
    pieces = [_piece(tokens[start:end], source) for start, end in stops]
    out: Tokens = []
    done = at = 0
    while at < len(pieces):
        cases, taken = _run(pieces[at:])
        if len(cases) > 1 and any(case.test for case in cases):
            start, end = stops[at][0], stops[at + taken - 1][1]
            out += [*tokens[done:start], *_formula(cases)]
            done, at = end, at + taken
        else:
            at += 1
    return out + tokens[done:]


def _text(token: Token, source: Source) -> str:
    return source.text[token.start : token.end].lower()


def _begins(token: Token, source: Source, words: Sequence[str]) -> bool:
    """Whether a token is one of `words`; Chinese runs together with what follows it."""
    if token.kind not in {"word", "verbal"}:
        return False
    text = _text(token, source)
    return text in words or (
        not text.isascii() and text.startswith(words if isinstance(words, tuple) else tuple(words))
    )


def _stops(tokens: Tokens, source: Source) -> list[tuple[int, int]]:
    """Where each piece begins and ends."""
    found: list[tuple[int, int]] = []
    start = depth = 0
    for at, token in enumerate(tokens):
        if token.kind == "op":
            depth += (token.text in OPEN) - (token.text in CLOSED)
        if token.kind == "sep" or (token.kind == "op" and token.text == "," and depth <= 0):
            found.append((start, at))
            start, depth = at + 1, 0 if token.kind == "sep" else depth
        elif at > start and depth <= 0 and _parted(tokens, at, start, source):
            found.append((start, at))
            start = at
    found.append((start, len(tokens)))
    return [(a, b) for a, b in found if b > a]


def _parted(tokens: Tokens, at: int, start: int, source: Source) -> bool:
    """Whether "otherwise ..." or "and ... otherwise" begins here, behind a test."""
    start = max(start, at - LONGEST)
    if not any(t.kind == "rel" or t.text == "soft" or _text(t, source) in POLAR for t in tokens[start:at]):
        return False
    if not any(_begins(t, source, CONDITIONS + CASES) or t.text in ORDERS for t in tokens[start:at]):
        return False
    if _begins(tokens[at], source, ELSES):
        return True
    joins = tokens[at].kind == "verbal" and _text(tokens[at], source) in {"and", "but", "而"}
    return joins and any(_begins(t, source, ELSES + CONDITIONS) for t in tokens[at : at + 30])


def _piece(tokens: Tokens, source: Source) -> Piece | None:
    """What a piece says of a case; None where it is none."""
    if len(tokens) > LONGEST:
        return None
    for at, token in enumerate(tokens):
        if _begins(token, source, ELSES):
            rest = [t for t in tokens if t.kind != "word" and t is not token]
            lead, value = _led(_bare(rest))
            return Piece(value, [], lead, otherwise=True) if _mathematical(value) or not value else None
        if _begins(token, source, CONDITIONS) and (found := _behind(tokens, at, source)):
            return found
    for at, token in enumerate(tokens):
        if _begins(token, source, CASES) and (found := _before(tokens, at, source)):
            return found
    if bracketed := _bracketed(tokens):
        return bracketed
    colon = next((at for at, token in enumerate(tokens) if token.kind == "soft"), 0)
    if colon and _is_order(tokens[:colon]) and _mathematical(after := _bare(tokens[colon + 1 :])):
        return Piece(after, tokens[:colon], [])
    bare = _bare(tokens)
    if _is_order(bare):
        return Piece([], bare, [])
    lead, value = _led(bare)
    return Piece(value, [], lead) if value and _mathematical(value) else None


def _behind(tokens: Tokens, at: int, source: Source) -> Piece | None:
    """``value if test``, ``if test then value``."""
    end = at + 1
    related = False
    while end < len(tokens):
        token = tokens[end]
        if _begins(token, source, CONSEQUENCES + CASES) or token.text == ":":
            break
        relation = token.kind == "rel" or token.text == "soft" or _text(token, source) in POLAR
        if relation and related and token.kind != "word":
            break
        related = related or relation
        end += 1
    test = _test(tokens[at + 1 : end], source)
    after = _bare([t for t in tokens[end:] if t.kind != "word" and t.text != ":"])
    before = tokens[:at]
    if test is None:
        return None
    lead, value = _led(after)
    if value and _mathematical(value):
        return Piece(value, test, lead or before, conditional=True)
    lead, value = _led(_bare(before))
    if value and not _mathematical(value):
        return None
    return Piece(value, test, lead, conditional=True)


def _before(tokens: Tokens, at: int, source: Source) -> Piece | None:
    """``test 时 value``."""
    start = next((p + 1 for p in range(at - 1, -1, -1) if tokens[p].kind in {"word", "label", "soft"}), 0)
    test = _test(tokens[start:at], source)
    if test is None:
        return None
    lead, value = _led(_bare([t for t in tokens[at:] if t.kind != "word"]))
    if value and not _mathematical(value):
        return None
    return Piece(value, test, lead or tokens[:start], conditional=True)


def _bracketed(tokens: Tokens) -> Piece | None:
    """``value (test)``."""
    if len(tokens) < 5 or tokens[-1].text != ")":
        return None
    start = next((p for p in range(len(tokens) - 1, -1, -1) if tokens[p].text == "("), 0)
    if (
        start < 1
        or tokens[start - 1].kind not in {"name", "num", "op"}
        or tokens[start - 1].text in {"*", "·", "+", "-"}
    ):
        return None
    test = tokens[start + 1 : -1]
    lead, value = _led(_bare(tokens[:start]))
    relations = [t.text for t in test if t.kind == "rel"]
    equality = tokens[start].gap and relations in (["="], ["!="]) and len(test) == 3
    if not (_is_order(test) or equality) or not value or not _mathematical(value):
        return None
    return Piece(value, test, lead)


def _test(tokens: Tokens, source: Source) -> Tokens | None:
    """A test in signs: words for equality, order and sign replaced; None where it is no test of a case."""
    out: Tokens = []
    polar: Tokens = []
    for token in tokens:
        word = _text(token, source)
        if token.kind in {"word", "verbal"} and word in POLAR:
            polar = [replace(token, kind="rel", text=POLAR[word]), replace(token, kind="num", text="0")]
            if out and out[-1].text == "=" and out[-1].kind == "rel":
                out.pop()
        elif token.text == "soft" and token.kind == "verbal":
            out.append(replace(token, kind="rel", text="="))
        elif token.kind == "word" or (token.kind == "verbal" and token.text == ""):
            continue
        else:
            out.append(token)
    out += polar
    if len(out) == 1 and out[0].kind == "label":
        return out
    relations = [t.text for t in out if t.kind == "rel"]
    if not relations or not set(relations) <= ORDERS | EQUALITIES or out[-1].kind == "rel":
        return None
    if not set(relations) & ORDERS and not (out[-1].kind in {"num", "name"} and len(out) <= 6):
        return None
    return out


def _is_order(tokens: Tokens) -> bool:
    relations = [t.text for t in tokens if t.kind == "rel"]
    return bool(relations) and set(relations) <= ORDERS and _mathematical([t for t in tokens if t.kind != "rel"])


def _mathematical(tokens: Tokens) -> bool:
    return any(t.kind in {"name", "num", "fn"} or t.text in SPOKEN for t in tokens) and not any(
        t.kind in {"word", "rel", "soft"} or t.text == "soft" for t in tokens
    )


def _bare(tokens: Tokens) -> Tokens:
    """Without words and fillers at either end."""
    start, end = 0, len(tokens)
    idle = {"", "soft", "and", "then"}
    while start < end and (
        tokens[start].kind == "word" or (tokens[start].kind == "verbal" and tokens[start].text in idle)
    ):
        start += 1
    while end > start and (
        tokens[end - 1].kind == "word" or (tokens[end - 1].kind == "verbal" and tokens[end - 1].text in idle)
    ):
        end -= 1
    return tokens[start:end]


def _led(tokens: Tokens) -> tuple[Tokens, Tokens]:
    """What the value is said to be, with the sign, and the value."""
    depth = split = 0
    for at, token in enumerate(tokens):
        depth += (token.text in OPEN) - (token.text in CLOSED) if token.kind == "op" else 0
        if depth == 0 and (token.kind in {"soft", "word"} or token.text in {"=", "soft"}):
            split = at + 1
    return tokens[:split], tokens[split:]


def _run(pieces: Sequence[Piece | None]) -> tuple[list[Piece], int]:  # noqa: C901 - one branch a way to say it
    """The cases that the first pieces make up, and how many pieces they are."""
    cases: list[Piece] = []
    taken = at = 0
    while at < len(pieces):
        first = pieces[at]
        second = pieces[at + 1] if at + 1 < len(pieces) else None
        if first is None:
            break
        if first.value and (first.test or first.otherwise):
            case, used = first, 1
        elif second and not first.test and first.value and not second.value and (second.test or second.otherwise):
            case, used = Piece(first.value, second.test, first.lead, otherwise=second.otherwise), 2
        elif general := _general(first, second, cases[-1] if cases else None):
            case, used = replace(first, test=_instance(first, general), lead=general.lead), 1
        elif second and first.test and second.value and not second.test and not second.otherwise and first.conditional:
            case, used = Piece(second.value, first.test, second.lead or first.lead), 2
        else:
            break
        if case.test and case.test[0].kind == "rel":  # "小于 0 时": of what the test before was about
            if not cases:
                break
            subject = [token for token in cases[-1].test if token.kind != "rel"][:1]
            case = replace(case, test=[*subject, *case.test])
        if cases and case.test == cases[-1].test and not case.otherwise:
            break
        if cases and case.lead and cases[0].lead and _plain(case.lead) != _plain(cases[0].lead):
            break
        cases.append(case)
        at += used
        taken = at
        if case.otherwise:
            break
    return cases, taken


def _general(piece: Piece, *beside: Piece | None) -> Piece | None:
    """The neighbour of which `piece` is the remaining case, if any."""
    untested = piece.value and not piece.test
    return next((other for other in beside if untested and other and _instance(piece, other)), None)


def _instance(piece: Piece, general: Piece) -> Tokens:
    """The test under which `piece` holds: ``dz_c = ...`` beside ``dz_j = ... (j ≠ c)`` is the case ``j = c``."""
    if len(general.test) != 3 or general.test[1].text != "!=" or not general.lead:
        return []
    one, sign, other = general.test
    for letter, entry in ((one.text, other.text), (other.text, one.text)):
        lead = [
            f"{text[: -len(letter)]}{entry}" if text.endswith(f"_{letter}") else text for text in _plain(general.lead)
        ]
        if lead != _plain(general.lead) and lead == _plain(piece.lead):
            return [one, replace(sign, text="="), other]
    return []


def _plain(tokens: Tokens) -> list[str]:
    return [t.text for t in tokens if t.kind in {"name", "label", "fn", "num"}]


def _formula(cases: list[Piece]) -> Iterator[Token]:
    lead = next((case.lead for case in cases if case.lead), [])
    if lead and not (lead[-1].kind in {"rel", "soft"} or lead[-1].text == "soft"):
        lead = [*lead, Token("verbal", "soft", lead[-1].end, lead[-1].end)]
    yield from lead
    for case in cases:
        place = case.value[-1].end
        yield from case.value
        if case.test:
            yield Token("op", "if", place, place)
            yield from case.test
            yield Token("op", "else", place, place)
