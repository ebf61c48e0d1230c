"""How a reply and what was said before it are put to the learned reader, in training and in an interview alike."""

from collections.abc import Iterator
from typing import NamedTuple

from evaluators.honesty.reading import SENTENCE
from evaluators.text import Language, Text

_CONTRADICTS = Text(zh="与此矛盾：{earlier}", en="contradicts: {earlier}")
"""The statement that the reader is asked about."""
ANSWERS = " → "
"""Between a question and the sentence that means nothing without it."""
SHORT = 40
"""Characters below which a reply's first sentence is read behind its question ..."""
BARE = 14
"""... and below which any sentence is."""


class Exchange(NamedTuple):
    """What was asked and what was said."""

    question: str
    text: str


def contradicts(earlier: str, language: Language) -> str:
    """What the reader is asked about `earlier`, one of `statements`, in the language of the reply."""
    return _CONTRADICTS.in_(language).replace("{earlier}", earlier)


def reply(told: Exchange) -> str:
    """A reply as the reader is shown it: behind its question."""
    question = told.question.strip()
    return f"{question}\n{told.text}" if question else told.text


def statements(told: Exchange) -> Iterator[str]:
    """What a turn states, sentence by sentence; a short one means nothing without the question."""
    question = told.question.strip()
    for place, sentence in enumerate(part.strip() for part in SENTENCE.split(told.text) if part.strip()):
        bare = len(sentence) < (BARE if place else SHORT)
        yield f"{question}{ANSWERS}{sentence}" if question and bare else sentence
