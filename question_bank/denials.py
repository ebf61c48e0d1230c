"""What candidates say against known facts, and what they say near them that fits.

``denials/<subject>.jsonl``: a fact a line, with some replies that deny it and as many that do not. The learned reader
is trained on them, and on what else was said of the same things by people who were right.
"""

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from evaluators.honesty import known_facts
from evaluators.honesty.against import Exchange
from evaluators.honesty.known_facts import Known
from evaluators.text import Frozen
from question_bank.contradictions import Reply
from question_bank.records import records

HERE = Path(__file__).parent / "denials"


class Denial(Frozen):
    """A fact, in English as in `known_facts`, and replies of two strings each: a question, and what was answered."""

    fact: str
    denies: tuple[Exchange, ...] = Field(min_length=1)
    fits: tuple[Exchange, ...] = Field(min_length=1)


class Case(NamedTuple):
    """A fact with its replies."""

    thing: str
    fact: Known
    replies: Denial

    @property
    def held(self) -> bool:
        """Whether its thing is held out of training: a tenth of them are."""
        return zlib.crc32(self.thing.encode()) % 10 == 0


class Alone(NamedTuple):
    """A turn that denies none of the facts of what it names."""

    said: Exchange
    near: tuple[Known, ...]


def cases(folder: Path = HERE) -> Iterator[Case]:
    """Every fact with its replies, in a fixed order.

    Raises:
        ValueError: a line is no denial, or its fact is not known; the message names file and line or the fact.
    """
    known = {fact.en: (name, fact) for name, fact in known_facts.everything()}
    for subject, denial in records(folder, Denial):
        if denial.fact not in known:
            raise ValueError(f"{subject}: {denial.fact!r} is not among the known facts")
        yield Case(*known[denial.fact], denial)


def left_alone(replies: Sequence[Reply]) -> Iterator[Alone]:
    """Each reply that names something of which facts are known, once: who speaks of work of their own is right."""
    seen: set[str] = set()
    for reply in replies:
        if reply.reply in seen:
            continue
        seen.add(reply.reply)
        near = known_facts.of_named(f"{reply.question}\n{reply.reply}")
        if near:
            yield Alone(reply.exchange, near)
