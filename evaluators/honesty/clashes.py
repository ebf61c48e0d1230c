"""Where two turns take stances on one matter of the project that exclude each other.

Which stances a sentence takes the learned reader says (`evaluators.concept.reader.stances`): "my colleague drew the
boxes" and "an agency labelled it" are both of who labelled. So it is known what a contradiction is about, whatever
words it is in; what is about none of these matters is found by `against` alone.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import Field

from evaluators.concept.reader.client import Taken, Worker
from evaluators.honesty import against
from evaluators.honesty.against import Exchange
from evaluators.text import Text

MATTERS = Path(__file__).parent / "matters.yaml"
SHORT = 40
"""Bytes of a sentence that says little without its question; the first sentence of a turn answers it in any case."""


class Matter(Text):
    """What a stance is taken on, as a candidate is told it."""

    stances: Mapping[str, str] = Field(min_length=2)
    """Stances that exclude each other, with what each means."""


class Clash(NamedTuple):
    """Two stances of one candidate on one matter."""

    probability: float
    """That one sentence of the later turn and one of the earlier take two stances, from 0 to 1."""
    matter: str
    place: int
    """Which of the earlier turns it is."""
    earlier: str
    """Its sentence."""


Stated = Sequence[tuple[str, Taken]]
"""The sentences of a turn, with the stances that they take."""


@cache
def matters() -> Mapping[str, Matter]:
    """All matters by name, as the reader was trained on them."""
    read = yaml.load(MATTERS.read_bytes(), Loader=yaml.CSafeLoader)
    return {name: Matter.model_validate(matter) for name, matter in read.items()}


def stated(told: Sequence[Exchange], worker: Worker) -> list[Stated] | None:
    """The stances of every sentence of all turns; None where the reader failed."""
    turns = [sentences(each) for each in told]
    found = worker.stances([shown for turn in turns for _, shown in turn])
    if found is None:
        return None
    stances = iter(found)
    return [[(sentence, next(stances)) for sentence, _ in turn] for turn in turns]


def sentences(told: Exchange) -> list[tuple[str, str]]:
    """The sentences of a turn, each beside what the reader is shown: one that says little alone with its question."""

    def shown(place: int, sentence: str) -> str:
        alone = place and len(sentence.encode()) >= SHORT
        return sentence if alone else against.reply(told._replace(text=sentence))

    return [(sentence, shown(place, sentence)) for place, sentence in enumerate(against.sentences(told))]


def clash(later: Stated, earlier: Sequence[Stated]) -> Clash | None:
    """The most probable clash of a turn with any of the `earlier` ones, if there is one at all."""
    found = (
        Clash(probability, matter, place, sentence)
        for place, turn in enumerate(earlier)
        for sentence, there in turn
        for _, here in later
        for matter in here.keys() & there.keys()
        if (probability := excluded(here[matter], there[matter])) > 0
    )
    return max(found, default=None)


def excluded(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How probable it is that two sentences take two stances on a matter, of which they take each with a probability.

    >>> round(excluded({"own": 0.9, "vendor": 0.0}, {"own": 0.1, "vendor": 0.8}), 2)
    0.72
    """
    return sum(one.values()) * sum(other.values()) - sum(one[stance] * other[stance] for stance in one)
