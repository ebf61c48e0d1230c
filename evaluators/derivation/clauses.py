"""The formulas of an answer: found among its words, clause by clause, with their two sides apart."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise

from evaluators.derivation.lexer import lex
from evaluators.derivation.limits import MAX_CLAUSES, Unreadable
from evaluators.derivation.meant import CLOSERS, OPENERS, meant
from evaluators.derivation.normalise import Source, normalise
from evaluators.derivation.parser import Parser
from evaluators.derivation.runs import JOINERS, LOWERED, runs
from evaluators.derivation.spoken import groupings
from evaluators.derivation.tokens import Token, Vocabulary
from evaluators.derivation.tree import Node

SIDE_WORDS = (
    "where",
    "when",
    "if",
    "for",
    "with",
    "given",
    "assuming",
    "since",
    "because",
    "其中",
    "当",
    "若",
    "如果",
    "因为",
    "由于",
    "设",
    "对于",
    "注",
)
PARTING = frozenset({"where", "其中", "with", "while"})
REASONS = (
    "因为",
    "为了",
    "防止",
    "避免",
    "是为",
    "because",
    "so",
    "keeps",
    "to",
    "since",
    "原因",
    "使",
    "让",
    "令",
    "确保",
    "保证",
    "以免",
    "以防",
    "keeping",
    "makes",
    "ensures",
)
STEPS = frozenset({"low*", "low/", "low+", "low-", "low√", "then"})
"""Spoken operators that take all that was said before."""
WRAPPING = frozenset({"floored", "ceiled", "rooted", "low√", "lse", "summed"})
"""Steps that need no operand of their own behind them."""
ASSIGNMENTS = frozenset({"-=", "+="})
"""Signs that change what stands on their left."""


@dataclass(frozen=True)
class Formula:
    """One formula that was read."""

    tree: Node
    others: tuple[Node, ...]
    """Other readings: of ``1/2x``, and of operators said aloud one after the other."""
    start: int
    end: int
    negated: bool = False
    code: bool = False
    """Whether it is Python: ``*`` between arrays is elementwise."""
    stepped: bool = False
    """Whether it goes on after a comma ("..., divide by s"): a name before it may be that of its first part."""
    label: bool = False
    """Whether it is nothing but a spoken name ("the gradient")."""


@dataclass(frozen=True)
class Failure:
    """A stretch that looks like a formula and could not be read, with the place where reading stopped."""

    start: int
    end: int
    place: int
    reason: str


@dataclass(frozen=True)
class Clause:
    """What stands between two stops: the sides of a chain of equalities, each with the formulas in it."""

    sides: tuple[tuple[Formula, ...], ...]
    signs: tuple[str, ...]
    """The relation before each side but the first."""
    failures: tuple[Failure, ...]
    words: str
    """Its words, lower case."""
    start: int
    end: int
    line: int

    @property
    def aside(self) -> bool:
        """Whether it states a condition or defines a letter ("where ...")."""
        return self.words.startswith(SIDE_WORDS)

    def formulas(self) -> Iterator[Formula]:
        """Every formula, in order."""
        for side in self.sides:
            yield from side


def read(answer: str, vocabulary: Vocabulary, *, relations: bool = False) -> list[Clause]:
    """The clauses of `answer` in which anything was read or failed; with `relations`, equations stay whole."""
    source = normalise(answer)
    tokens = meant(lex(source, vocabulary), source)
    clauses: list[Clause] = []
    line = formal = 0
    for piece in _split(tokens, whole=relations):
        if piece and piece[0].kind == "sep":
            line += piece[0].text == "\n"
            continue
        clause = _clause(piece, source, line, relations=relations)
        if clause.failures or clause.words or any(clause.sides):
            clauses.append(clause)
            formal += bool(clause.failures or any(clause.sides))
        if formal >= MAX_CLAUSES:
            break
    return clauses


def _split(tokens: Sequence[Token], *, whole: bool) -> Iterator[list[Token]]:
    """Clauses, and between them the separators that tell lines apart."""
    current: list[Token] = []
    depth = 0
    closed = _closed(tokens)
    for index, token in enumerate(tokens):
        if index in closed:
            depth += (token.text in OPENERS) - (token.text in CLOSERS)
        if token.text == ";" and depth:
            current.append(replace(token, kind="op", text=","))
        elif token.kind == "sep":
            yield current
            yield [token]
            current, depth = [], 0
        elif current and not whole and depth == 0 and _parts(tokens, index):
            yield current
            current = [token]
        elif token.text == "," and token.kind == "op" and depth == 0 and not whole:
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if current and following and _continues(tokens, index + 1):
                continue
            yield current
            current = []
        elif (
            current
            and depth == 0
            and not whole
            and tokens[index - 1].text == ","
            and token.text in LOWERED
            and token.kind in {"op", "verbal"}
        ):
            current.append(Token("verbal", LOWERED[token.text], token.start, token.end, token.gap))
        else:
            current.append(token)
    yield current


def _closed(tokens: Sequence[Token]) -> set[int]:
    """The brackets that have their partner on the same line; one that is left open holds nothing together."""
    found: set[int] = set()
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind == "sep" and token.text != ";":
            opened.clear()
        elif token.kind == "op" and token.text in OPENERS:
            opened.append(index)
        elif token.kind == "op" and token.text in CLOSERS and opened:
            found |= {opened.pop(), index}
    return found


def _parts(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word begins another statement: "and", "where"."""
    token = tokens[index]
    return (token.kind == "verbal" and token.text == "and") or (token.kind == "word" and token.text.lower() in PARTING)


def _continues(tokens: Sequence[Token], index: int) -> bool:
    """Whether what follows a comma goes on with the formula before it: "..., times V"."""
    while index + 1 < len(tokens) and tokens[index].kind == "verbal" and tokens[index].text == "":
        index += 1
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    end = next((p for p in range(index, len(tokens)) if tokens[p].kind == "sep" or tokens[p].text == ","), len(tokens))
    if any(first.text == second.text == "soft" for first, second in pairwise(tokens[index:end])):
        return False  # "除以 s 是为了 ..."
    if following is None or following.kind == "sep" or following.text == ",":
        return token.kind == "verbal" and token.text in WRAPPING
    for later in tokens[index:end]:
        if later.kind == "word" and later.text.lower().startswith(REASONS):
            return False
    if token.kind == "verbal" and token.text == "then":
        return following.kind == "fn"
    return token.kind in {"op", "verbal"} and token.text in JOINERS - ({"·"} if token.kind == "verbal" else set())


def _clause(tokens: list[Token], source: Source, line: int, *, relations: bool) -> Clause:
    sides: list[tuple[Formula, ...]] = []
    signs: list[str] = []
    failures: list[Failure] = []
    part: list[Token] = []
    depth = 0

    def close() -> None:
        formulas, failed = _side(part, source)
        if signs and not formulas and not failed:
            failed = list(_unknown_call(part, source))
        sides.append(formulas)
        failures.extend(failed)
        part.clear()

    for token in tokens:
        if token.kind == "op":
            depth += (token.text in OPENERS) - (token.text in CLOSERS)
        soft = token.kind == "soft" or (token.kind == "verbal" and token.text == "soft")
        if depth <= 0 and (soft or (token.kind == "rel" and not relations)):
            close()
            signs.append("=" if soft else token.text)
        else:
            part.append(token)
    close()
    words = " ".join(source.text[t.start : t.end].lower() for t in tokens if t.kind == "word")
    start, end = (tokens[0].start, tokens[-1].end) if tokens else (0, 0)
    return Clause(
        tuple(sides),
        tuple(signs),
        tuple(failures),
        words,
        source.place(start),
        source.place(end - 1) + 1 if end else 0,
        line,
    )


def _side(tokens: list[Token], source: Source) -> tuple[tuple[Formula, ...], list[Failure]]:
    """The formulas of one side: its runs of mathematics between words."""
    formulas: list[Formula] = []
    failures: list[Failure] = []
    for run, before in runs(tokens):
        negated = before is not None and before.text == "not"
        try:
            _refuse_fragments(run, before)
            formulas.append(_formula(run, source, negated=negated))
        except Unreadable as error:
            if _formula_like(run):
                place = error.place
                failures.append(
                    Failure(
                        source.place(run[0].start), source.place(run[-1].end - 1) + 1, source.place(place), error.reason
                    )
                )
    return tuple(formulas), failures


def _unknown_call(side: list[Token], source: Source) -> Iterator[Failure]:
    """The call that stands for a whole side, of a function that is not known: "w = np.einsum('ij,j->i', A, b)"."""
    for word, opening in pairwise(side):
        glued = opening.kind == "op" and opening.text == "(" and opening.start == word.end and not opening.gap
        if glued and word.kind == "word" and word.text.isascii() and word.text.isalpha():
            start, end = source.place(word.start), source.place(side[-1].end - 1) + 1
            yield Failure(start, end, start, f"unknown {word.text}")
            return


def _refuse_fragments(run: list[Token], before: Token | None) -> None:
    """What is glued to a word, or begins with a spaced minus behind one, is a fragment with an unknown word."""
    first = run[0]
    if before is None or before.kind != "word" or before.text == "→" or not before.text[-1:].isascii():
        return
    if before.text.startswith("\\"):
        raise Unreadable(f"unknown {before.text}", before.start)
    glued = not first.gap and first.start == before.end and first.kind == "op"
    dangling = first.text == "-" and first.gap and len(run) > 1 and run[1].gap
    if glued or dangling:
        raise Unreadable(f"unknown {before.text}", before.start)


def _formula_like(run: list[Token]) -> bool:
    """Whether a stretch was meant as a formula rather than as words that happen to be names."""
    signs = sum(
        token.kind in {"op", "cmd", "rel"} and token.text not in {",", "(", ")", "'", "|", "!"} for token in run
    )
    operands = sum(token.kind in {"name", "num", "fn"} for token in run)
    return operands >= 1 and signs >= 1 and len(run) >= 3


def _formula(run: list[Token], source: Source, *, negated: bool) -> Formula:
    latex = "\\" in source.text
    parser = Parser(run, latex=latex)
    tree = parser.formula()
    others = [Parser(run, latex=latex, tight=True).formula()] if parser.loose_slash else []
    for spoken in groupings(run):
        with suppress(Unreadable):
            others.append(Parser(run, latex=latex, spoken=spoken).formula())
    others = [other for other in dict.fromkeys(others) if other != tree]
    code = any(
        token.text == "@" or (token.kind == "method" and token.text not in {"T", "t", "mT"}) for token in run
    ) or any(
        source.text.startswith(("np.", "torch.", "F."), max(token.start - 3, 0)) for token in run if token.kind == "fn"
    )
    start, end = source.place(run[0].start), source.place(run[-1].end - 1) + 1
    stepped = any(token.kind == "verbal" and token.text in STEPS for token in run)
    return Formula(
        tree, tuple(others), start, end, negated, code, stepped, label=len(run) == 1 and run[0].kind == "label"
    )
