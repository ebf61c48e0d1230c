"""What an author writes: criteria, members and misconceptions with their patterns."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from evaluators.base import Criterion
from evaluators.concept.syntax import BadPattern, Pattern, parse
from evaluators.concept.wording import BadWording, check
from evaluators.text import Frozen, Text


def _readable_pattern(text: str) -> str:
    parse(text)
    return text


def _readable_wording(text: str) -> str:
    try:
        check(text)
    except BadWording as fault:
        raise ValueError(f"the wording {text!r} cannot be read: {fault} at {fault.at + 1}") from None
    return text


def _as_text(value: object) -> object:
    """YAML reads a bare 0.25 as a number; an author means the text."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


PatternText = Annotated[str, AfterValidator(_readable_pattern)]
Wording = Annotated[str, BeforeValidator(_as_text), AfterValidator(_readable_wording)]


class RubricCriterion(Criterion):
    """A statement, and the patterns that find it."""

    says: tuple[PatternText, ...] = ()
    """Met where any of these is found ..."""
    against: tuple[PatternText, ...] = ()
    """... and none of these."""
    premise: Text | None = None
    """What the probe has put on the table: it is read before the reply, and holds nothing of what is asked for."""
    names_suffice: bool = False
    """Hardly more than a name: a short list that answers the question is enough."""


class Member(Frozen):
    """One thing that a list may hold."""

    name: Text
    says: tuple[PatternText, ...] = Field(min_length=1)
    against: tuple[PatternText, ...] = ()

    @property
    def statement(self) -> Text:
        """What the learned reader is asked about it."""
        return Text(zh=f"{self.name.zh}是给出的一项", en=f"{self.name.en} is one of the things given")


class Misconception(Frozen):
    """A mistake that people make, known by name."""

    says: tuple[PatternText, ...] = Field(min_length=1)
    voids: tuple[str, ...] = ()
    """Criteria that are not met where this is said."""
    explanation: Text


@cache
def patterns(texts: tuple[str, ...]) -> tuple[Pattern, ...]:
    """The trees of `texts`."""
    return tuple(parse(text) for text in texts)


def faults(
    where: Mapping[str, Iterable[str]],
    terms: Mapping[str, tuple[str, ...]],
    relations: Iterable[str],
    sides: Iterable[str],
) -> Iterator[str]:
    """A line for each name in the patterns of `where` that nothing defines."""
    known = set(relations)
    allowed = set(sides)
    for place, texts in where.items():
        for text in texts:
            pattern = parse(text)
            for term in pattern.terms():
                if term.relation and term.name not in known:
                    yield f"{place}: {BadPattern(text, term.at, f'there is no relation {term.name!r}')}"
                elif not term.literal and not term.relation and term.name not in terms:
                    hint = "; define it under `terms`, or put a word of the answer into quotation marks"
                    yield f"{place}: {BadPattern(text, term.at, f'there is no term {term.name!r}{hint}')}"
            for side in pattern.sides():
                if side not in allowed:
                    yield f"{place}: '{text}': @{side} is in none of the item's `sides`"
