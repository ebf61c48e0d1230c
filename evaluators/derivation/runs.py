"""Stretches of mathematics between words: what of a clause is read as one formula."""

from collections.abc import Iterator

from evaluators.derivation.meant import CLOSERS
from evaluators.derivation.tokens import Token

JOINERS = frozenset(
    {"floored", "ceiled", "rooted", "low√", "*", "/", "+", "·", "⊙", "@", "times", "low*", "low/", "low+", "low-"}
)
LOWERED = {
    "times": "low*",
    "*": "low*",
    "·": "low*",
    "@": "low*",
    "/": "low/",
    "+": "low+",
    "-": "low-",
    "rooted": "low√",
}
"""Signs, and how they bind behind a comma: to all that was said before."""


def runs(tokens: list[Token]) -> Iterator[tuple[list[Token], Token | None]]:
    """Stretches without words, each with the token before it; spoken labels without an operator stand alone."""
    current: list[Token] = []
    before: Token | None = None
    for index, token in enumerate(tokens):
        stops = token.kind == "word" or (
            token.kind == "verbal"
            and token.text == "not"
            and not current
            and tokens[index + 1 : index + 2]
            and tokens[index + 1].text != "("
        )
        if stops:
            if current:
                yield _trimmed(current), before
            current, before = [], token
            continue
        if _article(tokens, index) and not current:
            continue
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if (
            token.kind == "label"
            and current
            and following
            and following.kind == "name"
            and _operator(tokens[index - 1])
        ):
            continue
        if token.kind == "label" and _alone(tokens, index):
            if current:
                yield _trimmed(current), before
            yield [token], None
            current, before = [], None
            continue
        current.append(token)
    if current:
        yield _trimmed(current), before


def _operator(token: Token) -> bool:
    """Whether an operand must follow."""
    return (token.kind == "op" and token.text not in CLOSERS | {"'", "!", "ᵀ"}) or (
        token.kind == "verbal"
        and token.text in {"+", "-", "/", "times", "⊙", "·", "√"} | set(LOWERED.values()) - {"low√"}
    )


def _trimmed(run: list[Token]) -> list[Token]:
    """Without the fillers ("the", "of") at either end."""
    start, end = 0, len(run)
    while start < end - 1 and run[start].kind == "verbal" and run[start].text in {"", "and"}:
        start += 1
    while end > start + 1 and run[end - 1].kind == "verbal" and run[end - 1].text in {"", "and", "then", "⊙"}:
        end -= 1
    return run[start:end]


def _article(tokens: list[Token], index: int) -> bool:
    """Whether a lone letter is the English article."""
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return (
        token.kind in {"name", "word"}
        and token.text in {"a", "A", "I"}
        and following is not None
        and following.gap
        and following.kind in {"word", "verbal"}
        and following.text not in JOINERS | {"-", "squared", "soft", "or", "and"}
    )


def _alone(tokens: list[Token], index: int) -> bool:
    """Whether a spoken name is no operand: no operator stands beside it."""
    for step in (-1, 1):
        beside = index + step
        while 0 <= beside < len(tokens) and tokens[beside].kind == "verbal" and tokens[beside].text == "":
            beside += step
        if 0 <= beside < len(tokens):
            token = tokens[beside]
            if (
                step == 1
                and token.text == "-"
                and token.gap
                and not any(t.gap for t in tokens[beside + 1 : beside + 2])
            ):
                continue  # "the loss -y log p": a sign, no minus
            if (
                token.kind == "label"
                or (token.kind == "op" and token.text != "(")
                or (token.kind == "verbal" and token.text not in {"", "soft"})
                or token.kind == "method"
            ):
                return False
            if token.kind == "op" and beside > index and not token.gap:
                return False
            if token.kind == "fn" and beside < index:
                return False
    return True
