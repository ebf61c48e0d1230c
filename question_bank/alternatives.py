"""Candidates of whom single replies are told in several ways: some contradict what came before, others nearly do.

``alternatives/<subject>.jsonl``: a candidate a line. Two ways to tell one reply differ in a few words, and only by what
they mean does one contradict. The learned reader is trained on them as on the replies of `contradictions`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from evaluators.text import Frozen, Language
from question_bank.contradictions import Clash, Reply, Told
from question_bank.records import records

HERE = Path(__file__).parent / "alternatives"


class Alternative(Frozen):
    """Another reply in place of a turn."""

    at: int = Field(ge=1)
    """The place of that turn."""
    question: str = ""
    text: str
    against: int | None = None
    """The place of the turn that it contradicts; None where it fits."""
    quote: str = ""
    """The words of that turn, where they are known."""


class Candidate(Frozen):
    """What a candidate said, turn by turn, none of it contradictory, and what could stand instead."""

    id: str
    language: Language
    turns: tuple[Told, ...] = Field(min_length=2)
    alternatives: tuple[Alternative, ...]

    @model_validator(mode="after")
    def _later(self) -> Self:
        for one in self.alternatives:
            if one.at > len(self.turns) or (one.against is not None and one.against >= one.at):
                raise ValueError("an alternative stands behind the last turn, or contradicts what was not yet said")
        return self


def replies(folder: Path = HERE) -> Iterator[Reply]:
    """Every reply of every candidate, its alternatives included, in a fixed order.

    Raises:
        ValueError: a line is no candidate; the message names file and line.
    """
    for _, candidate in records(folder, Candidate):
        for place, told in enumerate(candidate.turns[1:], start=1):
            yield _reply(candidate, place, told)
        for one in candidate.alternatives:
            clashes = () if one.against is None else (Clash(place=one.against, quote=one.quote),)
            yield _reply(candidate, one.at, Told(question=one.question, text=one.text), clashes)


def _reply(candidate: Candidate, place: int, told: Told, contradicts: tuple[Clash, ...] = ()) -> Reply:
    return Reply(
        language=candidate.language,
        about=candidate.id,
        question=told.question,
        reply=told.text,
        earlier=candidate.turns[:place],
        contradicts=contradicts,
    )
