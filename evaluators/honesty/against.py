"""How a reply and what was said before it are put to the learned reader, in training and in an interview alike."""

from itertools import pairwise
from typing import NamedTuple

from evaluators.honesty.clause import SENTENCE
from evaluators.text import Language, Text

_CONTRADICTS = Text(zh="与此矛盾：{earlier}", en="contradicts: {earlier}")
"""The statement that the reader is asked about."""
ANSWERS = " → "
"""Between a question and what answers it."""
LONGEST_QUESTION = 75
"""Bytes of a question that is read before what answers it ..."""
LONGEST_PASSAGE = 180
"""... and of a passage. With both, the reader cuts no statement off: a piece has about four in either language."""


class Exchange(NamedTuple):
    """What was asked and what was said."""

    question: str
    text: str


def contradicts(earlier: str, language: Language) -> str:
    """What the reader is asked about `earlier`, one of `passages`, in the language of the reply."""
    return _CONTRADICTS.in_(language).replace("{earlier}", earlier)


def reply(told: Exchange) -> str:
    """A reply as the reader is shown it: behind its question."""
    question = told.question.strip()
    return f"{question}\n{told.text}" if question else told.text


def asked(told: Exchange, stated: str) -> str:
    """`stated`, words of a turn, behind the question of that turn, unless that is too long."""
    question = told.question.strip()
    return f"{question}{ANSWERS}{stated}" if question and len(question.encode()) <= LONGEST_QUESTION else stated


def sentences(told: Exchange) -> list[str]:
    """The sentences of a turn."""
    ends = [0, *(match.end() for match in SENTENCE.finditer(told.text)), len(told.text)]
    found = [told.text[start:end].strip() for start, end in pairwise(ends)]
    return [sentence for sentence in found if sentence]


def passages(told: Exchange) -> list[str]:
    """A turn, whole if it is short, else in passages of as many sentences as the reader can take as one statement."""
    found: list[str] = []
    for sentence in sentences(told):
        joined = f"{found[-1]} {sentence}" if found else sentence
        if found and len(joined.encode()) <= LONGEST_PASSAGE:
            found[-1] = joined
        else:
            found.append(sentence)
    return found
