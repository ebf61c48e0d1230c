"""Replies that swap two things, or two parts of one, beside replies in nearly the same words that have them right.

``swaps/<subject>.jsonl``: a question a line. The words of a swapped reply are those of a right one, so that the learned
reader tells them apart only by which is said of what.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from evaluators.honesty import known_facts
from evaluators.honesty.against import Exchange
from evaluators.text import Frozen, Language
from question_bank.records import records

HERE = Path(__file__).parent / "swaps"


class Swap(Frozen):
    """A question and what is answered to it."""

    language: Language
    things: tuple[str, ...] = Field(min_length=1)
    """Ids of `known_facts.things`."""
    question: str
    swapped: tuple[str, ...] = Field(min_length=1)
    right: tuple[str, ...] = Field(min_length=1)

    @property
    def held(self) -> bool:
        """Whether its things are held out of training: a tenth of all combinations are."""
        return zlib.crc32(" ".join(sorted(self.things)).encode()) % 10 == 0

    def replies(self) -> Iterator[tuple[Exchange, bool]]:
        """Each reply, and whether it swaps anything."""
        yield from ((Exchange(self.question, text), True) for text in self.swapped)
        yield from ((Exchange(self.question, text), False) for text in self.right)


def swaps(folder: Path = HERE) -> Iterator[Swap]:
    """All of them below `folder`, in a fixed order.

    Raises:
        ValueError: a line is no swap, or names something of which nothing is known.
    """
    known = known_facts.things()
    for subject, swap in records(folder, Swap):
        unknown = [thing for thing in swap.things if thing not in known]
        if unknown:
            raise ValueError(f"{subject}: nothing is known of {unknown}")
        yield swap
