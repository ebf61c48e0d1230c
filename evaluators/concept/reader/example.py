"""What the reader is trained on: answers with what each is asked."""

from dataclasses import dataclass
from typing import NamedTuple


class Asked(NamedTuple):
    """One statement that an answer is held against."""

    statement: str
    label: float
    """1 where the answer states it, 0 where not."""
    weight: float
    criterion: str
    """Answers to the same criterion, one right and one wrong, are set against each other; empty for none."""


@dataclass(frozen=True)
class Example:
    """An answer with what it is asked."""

    item: str
    answer: str
    asked: tuple[Asked, ...]
    any_of_them: bool | None = None
    """Whether the answer states any of the statements, where that is to be learnt as well."""
