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
        for matter, stance in ((matter, stance) for taken in self.stances for matter, stance in taken.items()):
            known = clashes.matters().get(matter)
            if not known or stance not in known.stances:
                raise ValueError(f"{matter} has no stance {stance!r}: {self.reply}")
        return self


class Interview(Frozen):
    """What a candidate was asked and replied."""

    language: Language
    turns: tuple[Answered, ...]

    def excluded(self, place: int) -> Mapping[int, str]:
        """By the places of earlier turns, the sentence of each that takes another stance than the turn at `place`."""
        found: dict[int, str] = {}
        for before, turn in enumerate(self.turns[:place]):
            for sentence, there in zip(turn.sentences, turn.stances, strict=True):
                if any(
                    here.get(matter, stance) != stance
                    for here in self.turns[place].stances
                    for matter, stance in there.items()
                ):
                    found.setdefault(before, sentence)
        return found


def interviews() -> Iterator[tuple[str, Interview]]:
    """Every interview with the name of its lot, in a fixed order.

    Raises:
        ValueError: a line is no interview, or a turn has stances of other sentences than its own, or such as there
            are not; the message names file and line.
    """
    return records(HERE, Interview)
