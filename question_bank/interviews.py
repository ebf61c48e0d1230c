"""Interviews about a project, made up to be read for stances: who wrote them said of each sentence what it takes.

``interviews/<lot>.jsonl``: an interview a line. In some a turn contradicts what was said before; the others sound as if
one did. ``question_bank.stances`` makes talks of them.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

from pydantic import model_validator

from evaluators.honesty import clashes
from evaluators.honesty.against import Exchange
from evaluators.text import Frozen, Language
from question_bank.records import records

HERE = Path(__file__).parent / "interviews"

Stances = Mapping[str, str]
"""A stance by matter."""


def exclude(one: Stances, other: Stances) -> bool:
    """Whether they take two stances on one matter.

    >>> exclude({"labels": "own"}, {"labels": "vendor"}), exclude({"labels": "own"}, {"fate": "live"})
    (True, False)
    """
    return any(other.get(matter, stance) != stance for matter, stance in one.items())


def check(stances: Mapping[str, str | None], said: str) -> None:
    """See that all `stances` of what was `said`, but for those that are None, are such as their matters have.

    Raises:
        ValueError: one is not, or there is no such matter.
    """
    for matter, stance in stances.items():
        known = clashes.matters().get(matter)
        if stance is not None and (not known or stance not in known.stances):
            raise ValueError(f"{matter} has no stance {stance!r}: {said}")


class Answered(Frozen):
    """A question, and what the candidate replied to it."""

    question: str
    reply: str
    stances: tuple[Stances, ...]
    """Of each of its sentences."""
    contradicts: bool = False
    """Whether it contradicts what the candidate said before."""

    @property
    def exchange(self) -> Exchange:
        """The same for the reader."""
        return Exchange(self.question, self.reply)

    @property
    def sentences(self) -> list[str]:
        """What the candidate said, one by one."""
        return [sentence for sentence, _ in clashes.sentences(self.exchange)]

    @property
    def shown(self) -> list[str]:
        """Its sentences, as the reader is shown them."""
        return [shown for _, shown in clashes.sentences(self.exchange)]

    @model_validator(mode="after")
    def _of_each_sentence(self) -> Self:
        if len(self.stances) != len(self.shown):
            raise ValueError(f"{len(self.shown)} sentences, and stances of {len(self.stances)}: {self.reply}")
        for taken in self.stances:
            check(taken, self.reply)
        return self


class Interview(Frozen):
    """What a candidate was asked and replied."""

    language: Language
    turns: tuple[Answered, ...]

    def excluded(self, place: int) -> Mapping[int, str]:
        """By the places of earlier turns, the first sentence of each that takes another stance than that at `place`."""
        later = self.turns[place].stances
        found: dict[int, str] = {}
        for before, turn in enumerate(self.turns[:place]):
            clashing = (n for n, there in enumerate(turn.stances) if any(exclude(there, here) for here in later))
            first = next(clashing, None)
            if first is not None:
                found[before] = turn.sentences[first]
        return found


def interviews() -> Iterator[tuple[str, Interview]]:
    """Every interview with the name of its lot, in a fixed order.

    Raises:
        ValueError: a line is no interview, or a turn has stances of other sentences than its own, or such as there
            are not; the message names file and line.
    """
    return records(HERE, Interview)
