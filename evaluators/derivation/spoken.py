"""The groupings that words leave open: "1 over 1 plus x" says no brackets, and a listener hears the sensible ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evaluators.derivation.tokens import Token


@dataclass(frozen=True, slots=True)
class Grouping:
    """How operators said aloud group; signs always group as they are written."""

    flat: bool = False
    """They are taken one after the other: "x minus mu over s" is ``(x - mu) / s``."""
    before: bool = False
    """A quotient's numerator is all that was said before it."""
    after: bool = False
    """Its denominator is all that is said after it."""
    wide: bool = False
    """A root, a half, a negative or a function "of" takes all that is said after it, and "开根号" all before it."""
    narrow: bool = False
    """A function "of" takes the next operand alone: "tanh of c times o"."""


HALVES = frozenset({"half", "quarter"})
AS_WRITTEN = Grouping()
QUOTIENTS = (Grouping(after=True), Grouping(before=True), Grouping(before=True, after=True))


def groupings(run: Sequence[Token]) -> Iterator[Grouping]:
    """The groupings beside `AS_WRITTEN` that the spoken operators of one formula allow."""
    spoken = [token.text for token in run if token.kind == "verbal"]
    sums = any(token.text in {"+", "-"} for token in run)
    found = [AS_WRITTEN]
    if sum(sign in {"times", "+", "-", "/", "under"} for sign in spoken) > 1:
        found.append(Grouping(flat=True))
    if sums and not {"/", "under", "low/"}.isdisjoint(spoken):
        found.extend(QUOTIENTS)
    yield from found[1:]
    if any(token.kind == "fn" and _of(run, at) for at, token in enumerate(run)) and "times" in spoken:
        yield Grouping(narrow=True)
    if sums and any(_takes(run, at) for at in range(len(run))):
        yield from (replace(grouping, wide=True) for grouping in found if not grouping.flat)


def _takes(run: Sequence[Token], at: int) -> bool:
    """Whether a spoken root, power or function "of" stands there."""
    token = run[at]
    if token.kind == "verbal":
        if token.text == "neg":
            return token.end - token.start > 1  # "负的 ..."
        return token.text in {"√", "^", "square of", "cube of", "rooted"} or (_of(run, at) and token.text in HALVES)
    return token.kind == "fn" and _of(run, at)


def _of(run: Sequence[Token], at: int) -> bool:
    """Whether a filler such as "of" follows."""
    return at + 1 < len(run) and run[at + 1].kind == "verbal" and run[at + 1].text == ""
