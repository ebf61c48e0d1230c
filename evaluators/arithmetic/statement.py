"""What was asked for, and what an answer states about it."""

from dataclasses import dataclass
from typing import Literal

from evaluators.arithmetic.expressions import Expression

Sort = Literal["size", "count", "cost", "bytes", "real", "share", "ratio", "matrix"]
"""``share`` is a real between 0 and 1, which may be given in per cent."""


@dataclass(frozen=True)
class Asked:
    """What a criterion asks for, and the words that name it."""

    sort: Sort
    words: str
    """A pattern, matched without regard to case; single letters that stand for it are written ``(?-i:P)``."""
    parts: str = ""
    """Words that name a part of it ("bias", "each layer"); parts add up where no total is given."""
    none: str = ""
    """Words that say "zero"."""
    cells: int = 1
    """Numbers in it, for a matrix."""
    square: bool = False
    """Of a size: it has equal sides and grows step by step, so that a product below what is stated is a step."""


@dataclass(frozen=True)
class Statement:
    """A conclusion, and how it was said."""

    expression: Expression
    chain: tuple[Expression, ...]
    words: str
    """The candidate's own words: the clause it stands in."""
    about: bool = False
    denied: bool = False
    supposed: bool = False
    aside: bool = False
    part: bool = False
    total: bool = False
    corrected: bool = False
    """Takes back what was said before it."""
    bracketed: bool = False
    """Added in brackets."""
    unchanged: bool = False
    """Said to be as in the input, without a number."""
    side: str = ""
    """``h`` or ``w`` for one side of a size."""

    @property
    def vague(self) -> bool:
        """Whether only an order of magnitude is given."""
        return self.expression.number is not None and self.expression.number.vague


@dataclass
class Reading:
    """What an answer says about each criterion."""

    said: dict[str, list[Statement]]
    """In the order of the text."""
    numbers: int
    """Expressions found in all: 0 means that the answer holds no figure."""
    text: str
