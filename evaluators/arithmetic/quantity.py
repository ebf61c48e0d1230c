"""One quantity that can be asked about: how it is drawn, said, read, worked out and got wrong."""

import random
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from evaluators.arithmetic.clarifications import Clarification
from evaluators.arithmetic.key import Key
from evaluators.arithmetic.reading import Reader
from evaluators.arithmetic.statement import Asked
from evaluators.text import Frozen, Language, Text


class Quantity(ABC):
    """A family of questions with one set of parameters; a module of `quantities` holds one."""

    model: ClassVar[type[Frozen]]
    """What a question is asked about; refuses values that make no sense."""
    asked: ClassVar[Mapping[str, Asked]]
    """What is asked for, by criterion, in the order asked."""
    clarifications: ClassVar[Sequence[Clarification]] = ()
    """What the question leaves to convention, told to whoever asks about it."""

    @abstractmethod
    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """Fresh parameters for `level` 1 (easy) to 3 (hard), as JSON values."""

    @abstractmethod
    def setting(self, p: Any) -> Text:
        """The given values in words, for a `model` `p`."""

    @abstractmethod
    def keys(self, p: Any) -> dict[str, Key]:
        """The answer key of each criterion for a `model` `p`."""

    @cached_property
    def reader(self) -> Reader:
        """Reads answers to these questions."""
        return Reader(self.asked)

    def solution(self, p: Any, language: Language) -> str:
        """The worked answer."""
        return "\n".join(key.working.in_(language) for key in self.keys(p).values())
