"""Replies of candidates beside what the same candidates had said before, and what of it the replies contradict.

``contradictions/<subject>.jsonl``: a reply a line. The learned reader is trained on them: told a reply and an earlier
statement, it says whether both can be so.
"""

import random
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from pydantic import model_validator

from evaluators.concept.reader.example import Asked, Example
from evaluators.honesty import against
from evaluators.text import Frozen, Language
from question_bank.records import records

HERE = Path(__file__).parent / "contradictions"
MOST = 20
"""Earlier statements that one reading is asked about, at most."""
_TRUE, _FALSE = 1.5, 0.3
"""Weights of what is contradicted and of what is not: of all that was said before, a reply contradicts a sentence."""


class Reply(Frozen):
    """A reply, and what was said before it."""

    language: Language
    about: str
    """Replies with one value here are held against the same words; what stands before a stroke names the candidate."""
    question: str
    reply: str
    earlier: tuple[str, ...]
    """Earlier statements, a sentence or two each, some behind the question that they answer."""
    contradicts: tuple[int, ...] = ()
    """Places of those that cannot be so if the reply is."""

    @property
    def held(self) -> bool:
        """Whether its candidate is held out of training: a tenth of them are."""
        return zlib.crc32(self.about.partition("/")[0].encode()) % 10 == 0

    @model_validator(mode="after")
    def _within(self) -> Self:
        if not all(0 <= place < len(self.earlier) for place in self.contradicts):
            raise ValueError("`contradicts` names a place that `earlier` does not have")
        return self


def replies(folder: Path = HERE) -> Iterator[Reply]:
    """Every reply below `folder`, in a fixed order.

    Raises:
        ValueError: a line is no reply; the message names file and line.
    """
    for _, reply in records(folder, Reply):
        yield reply


def examples(found: Sequence[Reply], chance: random.Random) -> Iterator[Example]:
    """Each reply with what it is held against: all that it contradicts, and some of the rest."""
    for one in found:
        rest = [place for place in range(len(one.earlier)) if place not in one.contradicts]
        places = [*one.contradicts, *chance.sample(rest, max(0, min(MOST - len(one.contradicts), len(rest))))]
        chance.shuffle(places)
        asked = [
            Asked(
                against.contradicts(one.earlier[place], one.language),
                float(place in one.contradicts),
                _TRUE if place in one.contradicts else _FALSE if len(rest) > 3 else 1.0,
                f"{one.about}/{place}",
            )
            for place in places
        ]
        yield Example(one.about, against.reply(against.Exchange(one.question, one.reply)), tuple(asked))
